"""Questions as residents type them, without marks, by the ear, with the story around them.

    DATABASE_URL=… python benchmarks/search/spoken.py

The database holds the demo commune and its real procedures, loaded as an official loads them:
`manage.py load_demo`, then `manage.py import_procedures FILE --create-guides`. Prints for each question that is
answered wrongly what stands first; right is the page first, or the signpost, or nothing where nothing is right.
"""

import csv
import os
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent.parent)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")


def main():
    """Ask, print."""
    import django

    django.setup()
    rows = list(csv.DictReader((HERE / "spoken_questions.csv").open(encoding="utf-8")))
    wrong = [(row["query"], first) for row in rows if (first := _wrong_first(row)) is not None]
    for query, first in wrong:
        print(f"  {query} -> {first}")
    print(f"{len(rows) - len(wrong)} of {len(rows)} right first")


def _wrong_first(row):
    """What stands first though it is not right; None where all is well."""
    from wagtail.models import Site

    from procedures.models import ProcedurePage
    from search.filters import Chosen
    from search.finding import find
    from search.queries import read_query
    from search.rows import shown

    findings = find(read_query(row["query"]), Site.objects.get(is_default_site=True), Chosen())
    hits = shown(findings.ids[:1]) if findings.total or row["right"] else []
    if not hits:
        return "nothing" if row["right"] else None
    code = ProcedurePage.objects.filter(pk=hits[0].page_id).values_list(
        "procedure__code", flat=True
    )
    first = next(iter(code), hits[0].page.slug)
    return None if first in row["right"].split() else f"{first} {hits[0].title[:60]}"


if __name__ == "__main__":
    main()
