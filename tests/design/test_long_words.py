"""An address without a place to break, pasted into any plain field, widens no page on any phone."""

import pytest

from pages import generation
from tests.design.stretching import stretch_everything
from tests.site.test_in_a_browser import PAGES, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
WIDTH = 320


@pytest.fixture
def stretched(demo):
    stretch_everything()
    generation.bump()


@pytest.mark.parametrize("letters", ["vua", "rat-lon"])
def test_no_plain_field_widens_any_kind_of_page(stretched, page_at, letters):
    page, found = page_at(WIDTH), {}
    page.goto("/tim-kiem/")
    page.evaluate("(letters) => { localStorage['co-chu'] = letters; }", letters)
    for name, path in {**PAGES, "tìm chữ dài": "/tim-kiem/?q=vanban"}.items():
        page.goto(path)
        found[name] = too_wide(page, WIDTH)
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_word_really_stands_on_the_pages(stretched, client):
    for path in ("/", "/tin-tuc/chuyen-doi-so/", "/thu-tuc/", "/gioi-thieu/"):
        assert client.get(path).content.decode().count("giaychungnhan") > 3, path
