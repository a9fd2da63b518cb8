"""Questions as residents type them, without marks, by the ear, with the story around them.

    DATABASE_URL=… python benchmarks/search/spoken.py [FILE.csv …]

The database holds the demo commune and its real procedures, loaded as an official loads them:
`manage.py load_demo`, then `manage.py import_procedures FILE --create-guides`. Files have the columns `query` and
`right` (codes or slugs); without any the table beside this script is asked, `tests/search/asked.csv` is another.
Prints for each question that is answered wrongly what stands first; right is the page first, or the signpost, or
nothing where nothing is right. Costs are CPU of this process.
"""

import csv
import os
import statistics
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent.parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
_SHOWN = 3


def main():
    """Ask, print."""
    import django

    django.setup()
    _keys("khai sinh")  # what is remembered of the site
    for file in sys.argv[1:] or [HERE / "spoken_questions.csv"]:
        _ask(list(csv.DictReader(Path(file).read_text(encoding="utf-8").splitlines())))


def _ask(rows):
    places, times = [], []
    for row in rows:
        begin = time.process_time()
        found = _keys(row["query"])
        times.append((time.process_time() - begin) * 1000)
        places.append(_place(found, row["right"].split()))
        if places[-1] != 1:
            print(
                f"  {row['query']} -> {found[:1] or 'nothing'}, the right one {places[-1] or 'nowhere'}"
            )
    first, three = places.count(1), sum(0 < place <= _SHOWN for place in places)
    order = sorted(times)
    print(
        f"{first} of {len(rows)} right first, {three} in three, MRR "
        f"{statistics.mean(1 / place if place else 0 for place in places):.3f}; "
        f"p50 {statistics.median(order):.1f} p95 {order[int(len(order) * 0.95)]:.1f} ms"
    )


def _keys(text):
    """Codes or slugs of the first ten, best first."""
    from wagtail.models import Site

    from procedures.models import ProcedurePage
    from search.filters import Chosen
    from search.finding import find
    from search.queries import read_query
    from search.rows import shown

    site = Site.objects.select_related("root_page").get(is_default_site=True)
    hits = shown(find(read_query(text), site, Chosen()).ids[:10])
    pages = ProcedurePage.objects.filter(pk__in=[hit.page_id for hit in hits])
    codes = dict(pages.values_list("pk", "procedure__code"))
    return [codes.get(hit.page_id, hit.page.slug) for hit in hits]


def _place(found, right):
    """The place of the first right one, 0 where it is not among them; nothing may be right."""
    if not right:
        return 0 if found else 1
    return min((found.index(key) + 1 for key in right if key in found), default=0)


if __name__ == "__main__":
    main()
