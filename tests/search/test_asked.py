"""Questions in residents' own words, each to be answered with the right procedure first.

`asked.csv` holds what an old farmer, a young mother, a speaker of H'Mông, a shopkeeper, a rider and a student type
or say, without marks, in dialects, with left-over keys, in one word and in forty. They are asked of all procedures
for which the product brings names; `benchmarks/search/spoken.py` asks them of the whole national list.
"""

import csv
import json
from pathlib import Path

import pytest
from wagtail.models import Page, Site

import procedures.content.plain_words as content
from search import rebuild
from search.filters import Chosen
from search.finding import find
from search.folding import folded_text, marked_text
from search.models import EntryText, SearchEntry
from search.queries import read_query
from search.rows import shown
from tests.factories import make_home

pytestmark = pytest.mark.django_db
ROWS = list(csv.DictReader((Path(__file__).parent / "asked.csv").open(encoding="utf-8")))
FIRST, IN_THREE = 0.9, 0.97


def test_nine_of_ten_questions_find_their_procedure_first(site_of_names):
    known = set(SearchEntry.objects.values_list("page__slug", flat=True))
    asked = [row for row in ROWS if set(row["right"].split()) & known]
    places = {row["query"]: _place(row, site_of_names) for row in asked}
    first = [place for place in places.values() if place == 1]
    in_three = [place for place in places.values() if 0 < place <= 3]
    later = {query: place for query, place in places.items() if place != 1}
    assert len(asked) >= 190
    assert len(first) >= FIRST * len(asked), later
    assert len(in_three) >= IN_THREE * len(asked), later


def test_what_the_commune_has_not_is_answered_by_no_procedure_but_a_wrong_mark_is_forgiven(
    site_of_names,
):
    def found(text):
        return [hit.title for hit in shown(find(read_query(text), site_of_names, Chosen()).ids[:1])]

    strangers = ["thư viện", "bầu cử", "hồ bơi trẻ em", "nuôi cá sấu", "điện mặt trời"]
    assert {text: found(text) for text in strangers} == {text: [] for text in strangers}
    assert "khai sinh" in found("đăng ký khai sính")[0]


@pytest.fixture
def site_of_names(db):
    """A site with an entry per procedure that has names, written in bulk."""
    home = make_home(title="Xã Tả Lủng")
    names, titles = _names()
    pages = [_page(home, number, code, titles[code]) for number, code in enumerate(names, 1)]
    Page.objects.bulk_create(pages)
    entries = SearchEntry.objects.bulk_create(
        SearchEntry(
            page=page, path=page.path, kind="Thủ tục", priority=2, title=page.title,
            title_folded=folded_text(page.title), title_marked=marked_text(page.title),
        )
        for page in pages
    )  # fmt: skip
    EntryText.objects.bulk_create(
        EntryText(
            entry=entry,
            people_folded="\n".join(map(folded_text, names[entry.page.slug])),
            people_marked="\n".join(map(marked_text, names[entry.page.slug])),
        )
        for entry in entries
    )
    rebuild.rewrite_bitmaps()
    return Site.objects.get(is_default_site=True)


def _names():
    """`{code: names}` and `{code: title}` of all that the product knows."""
    folder = Path(content.__file__).parent
    names, titles = {}, {}
    for file in ("plain_words.json", "everyday_names.json"):
        for entry in json.loads((folder / file).read_text(encoding="utf-8")):
            own = entry.get("people_words") or entry["names"]
            names[entry["code"]] = list(dict.fromkeys([*names.get(entry["code"], []), *own]))
            titles.setdefault(entry["code"], entry["expects"].capitalize())
    return names, titles


def _page(home, number, code, title):
    path = home.path + Page._int2str(number).rjust(4, "0")
    return Page(
        path=path, depth=home.depth + 1, title=title, draft_title=title, slug=code, live=True,
        url_path=f"{home.url_path}{code}/", content_type=home.content_type, locale=home.locale,
    )  # fmt: skip


def _place(row, site):
    hits = shown(find(read_query(row["query"]), site, Chosen()).ids[:3])
    right = set(row["right"].split())
    places = [place for place, hit in enumerate(hits, 1) if hit.page.slug in right]
    return min(places, default=0)
