"""The search page and the suggestions, through real requests."""

import json

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from pages.models import SiteIdentity
from search import vain
from search.filters import Chosen
from search.finding import find
from search.models import VainSearch
from search.queries import read_query
from search.rows import shown
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db

HOSTILE = [
    '"', '""', "'", "a'b", '"chuyen doi', "*", "(", ")", "AND", "OR NOT", "NEAR(", "a:b", "-a", "^a",
    "\\", "%", "_", ":*", "<script>alert(1)</script>", "'; DROP TABLE search_words; --", "😀", "中文",
    "İ" * 100, "\0", "khai\0sinh", "\u0301\u0309", "{title} : x", "x" * 5000, "a " * 2000, "\t\n", "１２３", "ﬁ", "İ", "-1 & !a | b <-> c",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def commune():
    home = make_home()
    news, notices = make_section(home, "Tin tức"), make_section(home, "Thông báo")
    for number in range(12):
        make_article(news, f"Chuyển đổi số bài {number}", at=(2023, 5, 1, 8, number))
    make_article(notices, "Thông báo chuyển đổi số", at=(2024, 5, 1, 8, 0))
    return home


def page(client, **query):
    response = client.get(reverse("search"), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode(), "html.parser")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_breaks_the_search_or_the_suggestions(client, commune, text):
    for name in ("search", "suggestions"):
        response = client.get(reverse(name), {"q": text[:600]})
        assert response.status_code in (200, 400, 414)
        assert b"<script>alert" not in response.content


@pytest.mark.parametrize(
    "query",
    [
        "loai=x",
        "muc=999999999",
        "muc=a",
        "nam=abcd",
        "nam=9999",
        "trang=0",
        "trang=999999999",
        "trang=x",
        "loai=" + "y" * 500,
    ],
)
def test_no_filter_breaks_the_search(client, commune, query):
    assert client.get(f"{reverse('search')}?q=chuyen+doi&{query}").status_code == 200


def test_the_page_says_how_many_there_are_and_pages_through_them(client, commune):
    first = page(client, q="chuyen doi so")
    assert first.select_one(".found b").text == "13"
    assert len(first.select(".hits > li")) == 10
    second = page(client, q="chuyen doi so", trang=2)
    assert len(second.select(".hits > li")) == 3
    assert second.select_one(".hits")["start"] == "11"
    titles = [a.text for html in (first, second) for a in html.select(".hits h3 a")]
    assert len(set(titles)) == 13


def test_filters_show_counts_and_keep_the_query(client, commune):
    html = page(client, q="chuyen doi so", nam="2023")
    texts = [link.text for link in html.select(".chips a")]
    assert "Tin tức (12)" in texts
    assert "2024 (1)" in texts
    link = html.find("a", string="2024 (1)")
    assert "q=chuyen+doi+so" in link["href"]
    assert html.select_one(".found b").text == "12"
    assert html.find("a", string="2023 (12)")["aria-current"] == "true"


def test_a_filter_works_from_its_link_alone(client, commune):
    link = page(client, q="chuyen doi so").find("a", string="Thông báo (1)")
    response = client.get(reverse("search") + link["href"])
    assert "/thong-bao/thong-bao-chuyen-doi-so/" in response.content.decode()
    assert response.content.decode().count('<li class="item">') == 1


def test_found_words_are_marked_with_their_marks(client, commune):
    html = page(client, q="chuyen doi so")
    assert "Chuyển đổi số" in [mark.text for mark in html.select(".hits mark")]


def test_a_corrected_query_says_so(client, commune):
    html = page(client, q="chuyem doi so")
    assert "Không có trang nào chứa “chuyem doi so”" in html.select_one(".found").text
    assert html.select_one(".found a")["href"] == "?q=chuyen%20doi%20so"
    undone = page(client, q="chuyem doi so", dung="1")
    assert not undone.select_one(".found a")


def test_a_code_that_nothing_has_finds_nothing(client, commune):
    assert not page(client, q="mã 1.999253").select(".hits > li")


def test_the_newest_come_first_when_asked_for(client, commune):
    first = page(client, q="chuyen doi so", xep="moi").select_one(".hits h3 a")
    assert first.text == "Thông báo chuyển đổi số"


def test_a_search_takes_four_statements_at_most(commune, django_assert_max_num_queries):
    site = commune.get_site()
    for text in (
        "chuyen doi so", "chuyem doi so", "thong bao chuyen doi so o dau", "qqx yyz",
        "so thong", "đổi bài", "số đỗi", "thông chuyển",
    ):  # fmt: skip
        find(read_query(text), site, Chosen())  # what is remembered of the site
        with django_assert_max_num_queries(4):
            shown(find(read_query(text), site, Chosen()).ids[:10])


def test_an_empty_result_helps_on_and_is_noted_without_a_person(client, commune):
    html = page(client, q="Zzqqx")
    assert "Bà con thử thế này" in html.text
    assert not VainSearch.objects.exists()  # a reader never waits for the table
    vain.collect()
    assert list(VainSearch.objects.values_list("text", "times")) == [("zzqqx", 1)]
    page(client, q="zzqqx")
    vain.collect()
    assert VainSearch.objects.get().times == 2
    assert {f.name for f in VainSearch._meta.get_fields()} == {"id", "site", "day", "text", "times"}


@pytest.mark.parametrize(
    "text", ["0912 345 678", "012345678901", "qqx@example.org", "zz 0219.345.6789"]
)
def test_numbers_and_addresses_of_people_are_never_noted(client, commune, text):
    page(client, q=text)
    assert vain.collect() == 0
    assert not VainSearch.objects.exists()


def test_results_cost_the_same_queries_for_three_as_for_ten(
    client, commune, django_assert_max_num_queries
):
    def queries(text):
        with django_assert_max_num_queries(40) as captured:
            page(client, q=text)
        return len(captured)

    page(client, q="chuyen doi so")
    assert queries("chuyển đổi số bài 1") + 3 >= queries("chuyển đổi số")
    assert queries("chuyen doi so") == queries("chuyen doi")


def test_suggestions_follow_unfinished_words(client, commune):
    response = client.get(reverse("suggestions"), {"q": "thong bao chuy"})
    hits = json.loads(response.content)["hits"]
    assert hits == [
        {
            "title": "Thông báo chuyển đổi số",
            "kind": "Bài viết",
            "url": "/thong-bao/thong-bao-chuyen-doi-so/",
        }
    ]
    assert (
        len(json.loads(client.get(reverse("suggestions"), {"q": "chuyen d"}).content)["hits"]) == 6
    )


def test_search_pages_set_no_cookie_and_stay_out_of_search_engines(client, commune):
    response = client.get(reverse("search"), {"q": "chuyen doi"})
    assert not response.cookies
    assert "Vary" not in response.headers
    assert b'name="robots" content="noindex' in response.content


def test_head_requests_note_nothing(client, commune):
    assert client.head(reverse("search"), {"q": "zzqqx"}).status_code == 200
    assert vain.collect() == 0
    assert not VainSearch.objects.exists()


@pytest.mark.parametrize("text", ["duong day nong", "số điện thoại UBND", "giờ làm việc"])
def test_a_question_for_contacts_is_answered_with_them(client, commune, text):
    SiteIdentity.objects.update_or_create(
        site=commune.get_site(), defaults={"commune": "Xã Thử", "hotline": "0219 000 0001"}
    )
    html = page(client, q=text)
    assert html.select_one(".box a[href='tel:02190000001']")
    assert not VainSearch.objects.exists()
