"""Moves a whole portal: every article once, then the links between them; an interrupted run goes on."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from legacy.importing import Imported, Importer
from legacy.linking import link_articles
from legacy.models import ImportRun, PortalFile
from legacy.not_moved import learn
from legacy.reading import Read
from legacy.redirects import stored_path
from legacy.survey.found import Found
from legacy.survey.kinds import Kind
from legacy.survey.survey import Survey
from pages.errands import allow

STEP = 200
SECONDS_AN_ARTICLE = 600
SECONDS_FOR_LINKS = 3600
"""Of the processor, in a process that the admin started (`pages.errands.allow`)."""
MOST_MISSING = 2000
Tell = Callable[[Found, Imported], None]


def started(site: Site, paths: list[str], options: dict) -> ImportRun:
    """The run of the same files that was interrupted, or a new one."""
    same = ImportRun.objects.filter(
        site=site, paths=paths, options=options, state=ImportRun.State.RUNNING
    )
    return same.first() or ImportRun.objects.create(site=site, paths=paths, options=options)


class Move:
    """Brings the articles that a survey found into a site, and keeps the run's record."""

    def __init__(self, run: ImportRun, survey: Survey, section: str = "", restore: bool = False):
        self.run = run
        self.survey = survey
        hosts = {found.host.removeprefix("www.") for found in survey.found if found.host}
        self.hosts = hosts - {"trang-cu"}
        self.importer = Importer(run.site, section, False, restore, run, self.hosts)
        self.counts: Counter[str] = Counter()
        self.missing: list[str] = []

    def bring_in(self, found: list[Found], tell: Tell = lambda *_: None) -> ImportRun:
        """Every article, then the links between them, then the report."""
        articles = [one for one in found if one.kind is Kind.ARTICLE]
        ImportRun.objects.filter(pk=self.run.pk).update(total=len(articles), done=0)
        self.write_files([one for one in found if one.kind is not Kind.ARTICLE])
        for number, one in enumerate(articles, 1):
            allow(SECONDS_AN_ARTICLE)
            imported = self.importer.bring_in(self.read_of(one), one.root)
            self.note(one, imported)
            tell(one, imported)
            if number % STEP == 0:
                ImportRun.objects.filter(pk=self.run.pk).update(done=number)
        allow(SECONDS_FOR_LINKS)
        linked = link_articles(self.run, self.hosts)
        learn(self.run)
        self.finish(len(articles), linked)
        return self.run

    def read_of(self, found: Found) -> Read:
        """An article of the survey as the importer takes it; what is in doubt comes as a draft."""
        manuscript, other = self.survey.both_readings(found)
        manuscript.addresses = list(found.addresses)
        manuscript.is_draft = manuscript.is_draft or bool(found.doubts)
        key = "" if found.host == "" or not found.alone else f"{found.host}{found.address}"
        return Read(
            found.path, found.line, manuscript, alone=found.alone, key=key, doubts=found.doubts,
            other_reading=other,
        )  # fmt: skip

    @transaction.atomic
    def write_files(self, found: Iterable[Found]) -> None:
        """The files that are no articles, for the report; a run that goes on writes them anew."""
        self.run.files.all().delete()
        rows = [self.row_of(one, "") for one in found]
        PortalFile.objects.bulk_create(rows, batch_size=500)
        self.counts.update(f"kind:{one.kind}" for one in rows)

    def row_of(self, found: Found, result: str, page=None) -> PortalFile:
        """One line of the report."""
        return PortalFile(
            run=self.run, name=found.shown[-500:], kind=found.kind.name.lower(), why=found.why[:500],
            title=found.title[:255], address=stored_path(found.address)[:255], result=result[:120], page=page,
        )  # fmt: skip

    def note(self, found: Found, imported: Imported) -> None:
        """One article in the report."""
        page = imported.page
        self.row_of(found, imported.reason or imported.result.value, page).save()
        self.counts.update(["kind:article", f"result:{imported.result.name.lower()}"])
        self.counts.update(["doubts"] if found.doubts else [])
        self.missing += [f"{found.shown}: {one}" for one in imported.missing]

    def finish(self, done: int, linked: int) -> None:
        """Close the record."""
        self.run.counts = {
            **self.counts,
            "links": linked,
            "sections": len(self.importer.sections.made),
        }
        self.run.missing = self.missing[:MOST_MISSING]
        self.run.total, self.run.done, self.run.step = done, done, ""
        self.run.state, self.run.finished_at = ImportRun.State.FINISHED, timezone.now()
        self.run.save()


def chosen(found: list[Found], limit: int = 0, since: datetime | None = None) -> Iterator[Found]:
    """A part of the articles, newest first; every other file stays in the report."""
    articles = [one for one in found if one.kind is Kind.ARTICLE]
    if since:
        articles = [one for one in articles if one.dated and one.dated >= since]
    if limit:
        newest = sorted(articles, key=lambda one: (one.dated is not None, one.dated), reverse=True) if all(
            one.dated for one in articles
        ) else articles  # fmt: skip
        articles = newest[:limit]
    wanted = {id(one) for one in articles}
    return (one for one in found if one.kind is not Kind.ARTICLE or id(one) in wanted)
