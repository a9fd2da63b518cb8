"""Pages of the old portal that did not come: the report of missing addresses learns theirs."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect

from addresses.models import MissingAddress
from legacy.models import ImportRun
from legacy.redirects import may_redirect
from legacy.survey.kinds import Kind

WANTED = (Kind.STATIC, Kind.REFUSED)
"""What readers may look for; nobody misses a print copy or a search page."""
MOST, LONGEST = 2000, 200
A_QUERY = 500


def learn(run: ImportRun) -> int:
    """Rows "asked for 0 times" for the pages of a run that nothing answers for; how many."""
    kinds = [kind.name.lower() for kind in WANTED]
    rows = run.files.filter(kind__in=kinds) | run.files.filter(kind="article", page=None)
    paths = dict.fromkeys(rows.exclude(address="").values_list("address", flat=True))
    free = [path for path in unanswered(list(paths), run) if len(path) <= LONGEST][:MOST]
    MissingAddress.objects.bulk_create(
        [
            MissingAddress(site=run.site, day=timezone.localdate(), path=path, times=0)
            for path in free
        ],
        ignore_conflicts=True,
        batch_size=A_QUERY,
    )
    return len(free)


def unanswered(paths: list[str], run: ImportRun) -> Iterator[str]:
    """Those that neither lead on nor are a page here."""
    for some in batched(paths, A_QUERY):
        redirects = Redirect.objects.filter(site=run.site, old_path__in=some)
        known = set(redirects.values_list("old_path", flat=True))
        yield from (path for path in some if path not in known and may_redirect(path, run.site))


def batched(values: Iterable[str], size: int) -> Iterator[list[str]]:
    """As many at a time as one query takes."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def forget(run: ImportRun) -> None:
    """Take the rows back that nobody has asked for since."""
    for some in batched(run.files.values_list("address", flat=True).distinct(), A_QUERY):
        MissingAddress.objects.filter(site=run.site, times=0, path__in=some).delete()
