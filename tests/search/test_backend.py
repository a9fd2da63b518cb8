"""The admin's own search boxes."""

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page

from search.models import Synonym, VainSearch
from tests.factories import make_article, make_home, make_image, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    article = make_article(make_section(make_home(), "Tin"), "Xã đẩy mạnh chuyển đổi số")
    call_command("update_index", verbosity=0)
    return article


@pytest.mark.parametrize(
    "text", ["chuyen doi so", "Chuyển Đổi", "ĐẨY MẠNH", '"day manh"', "day manh"]
)
def test_editors_find_a_page_with_or_without_marks(admin_client, article, text):
    response = admin_client.get(reverse("wagtailadmin_pages:search"), {"q": text})
    assert "Xã đẩy mạnh chuyển đổi số" in response.content.decode()


@pytest.mark.parametrize("text", ['"', '""', '"a', "*", "(", "'", "NEAR(", "a:b c:d"])
@pytest.mark.parametrize(
    "name", ["wagtailadmin_pages:search", "wagtailimages:index", "wagtaildocs:index"]
)
def test_no_text_breaks_an_admin_search(admin_client, article, name, text):
    assert admin_client.get(reverse(name), {"q": text}).status_code == 200


@pytest.mark.parametrize(
    ("screen", "filters", "found"),
    [
        ("wagtailimages:index_results", {"tag": "lúa"}, {"Ruộng lúa chín"}),
        ("wagtailimages:index_results", {"usage_count_max": "0"}, {"Ruộng lúa chín", "Ruộng ngô"}),
        ("wagtailimages:index_results", {"usage_count_min": "1"}, set()),
        ("wagtailimages_chooser:choose_results", {"tag": "lúa"}, {"Ruộng lúa chín"}),
    ],
)
def test_pictures_are_searched_while_a_filter_is_on(admin_client, article, screen, filters, found):
    for title, tag in [("Ruộng lúa chín", "lúa"), ("Ruộng ngô", "ngô"), ("Chợ phiên", "lúa")]:
        image = make_image(title=title)
        image.tags.add(tag)
        image.save()
    call_command("update_index", verbosity=0)
    response = admin_client.get(reverse(screen), {"q": "ruong", **filters})
    assert response.status_code == 200
    html = response.content.decode()
    shown = {title for title in ("Ruộng lúa chín", "Ruộng ngô", "Chợ phiên") if title in html}
    assert shown == found


@pytest.mark.parametrize(
    "text",
    ["1.001193", "1001193", "12/2026/QĐ-UBND", "12/2026", "05/12/2023", "5/12/2023", "12/2023"],
)
def test_editors_find_a_page_by_a_code_in_it_and_by_its_day(admin_client, text):
    section = make_section(make_home(), "Tin")
    lead = "Thủ tục 1.001193 theo Quyết định 12/2026/QĐ-UBND."
    make_article(section, "Đăng ký khai sinh", lead=lead, at=(2023, 12, 5, 8, 0))
    make_article(section, "Bài khác", at=(2024, 2, 1, 8, 0))
    call_command("update_index", verbosity=0)
    html = admin_client.get(reverse("wagtailadmin_pages:search"), {"q": text}).content.decode()
    assert "Đăng ký khai sinh" in html
    assert "Bài khác" not in html


def test_autocomplete_finds_unfinished_words(article):
    assert [page.pk for page in Page.objects.autocomplete("chuyen d")] == [article.pk]
    assert list(Page.objects.search("")) == []


def test_editors_read_what_was_searched_in_vain(admin_client, article, client):
    client.get(reverse("search"), {"q": "zzqqx"})
    response = admin_client.get(reverse("vain_searches"))
    assert "zzqqx" in response.content.decode()
    assert admin_client.get(reverse("vain_searches"), {"export": "xlsx"}).status_code == 200
    assert VainSearch.objects.count() == 1


def test_a_synonym_of_the_editors_widens_the_search(article, client):
    Synonym.objects.create(names="số hóa\nchuyển đổi số")
    response = client.get(reverse("search"), {"q": "so hoa"})
    assert "chuyen-doi-so" in response.content.decode()
