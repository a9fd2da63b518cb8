"""The index: every guide that the address asks for, the most used first.

All filters are worked out on light rows of the commune's some 300 procedures, so that the counts
beside the filters cost no query of their own; only one page of guides is loaded whole.
"""

from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.http import urlencode
from wagtail.models import Site

from pages.paging import page_of
from pages.remembering import remembered
from pages.restrictions import open_to_all
from procedures import models
from procedures.exchange.money import says_free
from search.filters import Chosen
from search.finding import MAX_HITS, find
from search.models import SearchEntry
from search.queries import read_query
from visits.statistics import views_of

PER_PAGE = 20
LAST = 10_000
WORDS, EVENT, AREA, ONLINE, FREE = "q", "viec", "linh-vuc", "qua-mang", "mien-phi"


@dataclass(frozen=True)
class Asked:
    """What the address asks for; unknown values are carried along and match nothing."""

    words: str = ""
    event: str = ""
    areas: list[str] = field(default_factory=list)
    online: bool = False
    free: bool = False

    @property
    def count(self):
        """How many filters are on, the words not counted."""
        return len(self.areas) + bool(self.event) + self.online + self.free

    def without(self, **changes):
        """The query string of the same question with one part changed."""
        parts = {**self.__dict__, **changes}
        pairs = [(WORDS, parts["words"]), (EVENT, parts["event"])]
        pairs += [(AREA, area) for area in parts["areas"]]
        pairs += [(ONLINE, "1" if parts["online"] else ""), (FREE, "1" if parts["free"] else "")]
        return f"?{urlencode([pair for pair in pairs if pair[1]])}"


@dataclass(frozen=True)
class Shelf:
    """What the list of one index is chosen from."""

    rows: list
    """Every guide and signpost, in the order of the list."""
    events: dict
    areas: dict
    """Names by slug, in the order of the filters."""


@dataclass
class Row:
    """A guide as the filters see it."""

    pk: int
    rank: int
    title: str
    events: set
    areas: set
    online: bool
    free: bool
    is_signpost: bool = False


def asked_in(parameters):
    """The question in a request's GET parameters; repeated and over-long values are cut."""
    areas = list(dict.fromkeys(parameters.getlist(AREA)))[:20]
    return Asked(
        words=" ".join(parameters.get(WORDS, "").split())[:100],
        event=parameters.get(EVENT, "")[:120],
        areas=[area[:120] for area in areas if area],
        online=parameters.get(ONLINE) == "1",
        free=parameters.get(FREE) == "1",
    )


def index_context(index, request):
    """Template context: `guides` (one page), `asked`, `events`, `areas`, `switches`, `chosen`."""
    asked = asked_in(request.GET)
    shelf = _remembered_shelf(index)
    found = matching_rows(shelf.rows, asked, Site.find_for_request(request))
    page = page_of(request, [row.pk for row in found], PER_PAGE)
    return {
        "asked": asked,
        "found": page,
        "guides": _guides(page),
        "query_words": asked.words,
        "example_queries": [word.strip() for word in index.examples.split(",") if word.strip()],
        **_filters(shelf, asked),
    }


def matching_rows(rows, asked, site):
    """The rows that answer: as the site's search ranks them where words are given, else by use."""
    kept = [row for row in rows if _passes(row, asked)]
    if not asked.words:
        return [row for row in kept if not row.is_signpost]
    findings = find(read_query(asked.words), site, Chosen(), up_to=MAX_HITS)
    pages = SearchEntry.objects.filter(pk__in=findings.ids, document=None).values_list(
        "pk", "page_id"
    )
    page_of_entry = dict(pages)
    by_key = {row.pk: row for row in kept}
    keys = [page_of_entry.get(pk) for pk in findings.ids]
    return [by_key[key] for key in keys if key in by_key]


def _passes(row, asked):
    return (
        (not asked.event or asked.event in row.events)
        and (not asked.areas or not row.areas.isdisjoint(asked.areas))
        and (not asked.online or row.online)
        and (not asked.free or row.free)
    )


def _remembered_shelf(index):
    """At most a minute old where only the views have changed; made anew after every other change."""
    return remembered(("procedures", index.path), lambda: _shelf(index), of_site=True)


def _shelf(index):
    return Shelf(
        rows=_rows(index),
        events=dict(models.LifeEvent.objects.values_list("slug", "name")),
        areas=dict(models.SubjectArea.objects.values_list("slug", "name")),
    )


def _rows(index):
    """Every guide of the index: editors' order, then real use, then the alphabet."""
    guides = list(
        models.ProcedurePage.objects.child_of(index)
        .published()
        .exclude(procedure__state="withdrawn")
        .values("pk", "procedure_id", "title", "common_rank", "local_fee")
    )
    versions = _current_versions([guide["procedure_id"] for guide in guides])
    events = _events_by_procedure()
    areas = _areas_by_version()
    views = views_of([guide["pk"] for guide in guides])
    rows = [
        _row(guide, versions[guide["procedure_id"]], events, areas)
        for guide in guides
        if guide["procedure_id"] in versions
    ]
    signposts = open_to_all(models.SignpostPage.objects.child_of(index).live())
    rows += [
        Row(pk, LAST, title, set(), set(), False, False, is_signpost=True)
        for pk, title in signposts.values_list("pk", "title")
    ]
    return sorted(rows, key=lambda row: (row.rank, -views.get(row.pk, 0), row.title))


def _current_versions(procedure_ids):
    """Those in force with content; a name alone is for editors until there is more."""
    today = timezone.localdate()
    fields = ("pk", "procedure_id", "is_online", "is_free")
    versions = (
        models.ProcedureVersion.objects.current(today).filter(has_content=True).values(*fields)
    )
    return {version["procedure_id"]: version for version in versions}


def _events_by_procedure():
    return _grouped(models.Procedure.life_events.through, "procedure_id", "lifeevent__slug")


def _areas_by_version():
    return _grouped(
        models.ProcedureVersion.subject_areas.through, "procedureversion_id", "subjectarea__slug"
    )


def _grouped(through, owner, value):
    groups: dict[int, set[str]] = {}
    for key, slug in through.objects.values_list(owner, value):
        groups.setdefault(key, set()).add(slug)
    return groups


def _row(guide, version, events, areas):
    return Row(
        pk=guide["pk"],
        rank=LAST if guide["common_rank"] is None else guide["common_rank"],
        title=guide["title"],
        events=events.get(guide["procedure_id"], set()),
        areas=areas.get(version.get("pk"), set()),
        online=version.get("is_online", False),
        free=_is_free(guide["local_fee"], version),
    )


def _is_free(local_fee, version):
    """The commune's own decision on a fee wins over the national text."""
    return says_free(local_fee) if local_fee else version.get("is_free", False)


def _guides(page):
    """The guides and signposts of one page of the list, in its order."""
    ids = list(page.object_list)
    today = timezone.localdate()
    found = models.ProcedurePage.objects.with_version(today).in_bulk(ids)
    if len(found) < len(ids):
        found |= models.SignpostPage.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def _filters(shelf, asked):
    """The choices with their counts, and links that take one choice back."""
    rows = shelf.rows
    return {
        "events": [
            {
                "slug": slug,
                "name": name,
                "url": asked.without(event=slug),
                "on": slug == asked.event,
            }
            for slug, name in shelf.events.items()
            if any(slug in row.events for row in rows)
        ],
        "areas": [
            {"slug": slug, "name": name, "count": count, "on": slug in asked.areas}
            for slug, name in shelf.areas.items()
            if (count := sum(slug in row.areas for row in rows))
        ],
        "online_count": sum(row.online for row in rows),
        "free_count": sum(row.free for row in rows),
        "chosen": _chosen(shelf, asked),
    }


def _chosen(shelf, asked):
    """(name of a filter that is on, the address without it)."""
    chosen = [(shelf.events.get(asked.event, asked.event), asked.without(event=""))] * bool(asked.event)  # fmt: skip
    chosen += [
        (
            shelf.areas.get(area, area),
            asked.without(areas=[one for one in asked.areas if one != area]),
        )
        for area in asked.areas
    ]
    chosen += [("Nộp được qua mạng", asked.without(online=False))] * asked.online
    chosen += [("Miễn phí (xem điều kiện)", asked.without(free=False))] * asked.free
    return chosen
