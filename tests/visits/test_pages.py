"""Promises 5 and 7, seen from the page: it stays cacheable, and shows whatever happens."""

import re
from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from tests.factories import make_article
from visits import shown_figures
from visits.models import OpeningBalance, PageTotal, VisitSettings
from visits.page_tokens import read_token
from visits.templatetags import visits_tags

pytestmark = pytest.mark.django_db


def _tokens(html):
    return re.findall(r'data-view-page="([^"]+)"', html)


def test_a_page_carries_one_signed_id_and_a_picture_for_browsers_without_scripts(
    client, article, site
):
    html = client.get(article.url).content.decode()
    (token,) = _tokens(html)
    assert read_token(token) == (site.pk, article.pk)
    assert f'<img src="/luot-xem/?page={quote(token)}"' in html


def test_the_page_is_the_same_for_every_visitor_and_sets_nothing(client, article):
    first, second = client.get(article.url), client.get(article.url)
    assert _tokens(first.content.decode()) == _tokens(second.content.decode())
    assert not first.cookies
    assert "Vary" not in first


def test_asking_to_be_counted_adds_no_query_to_a_page(client, article, monkeypatch):
    client.get(article.url)
    with CaptureQueriesContext(connection) as with_counting:
        client.get(article.url)
    monkeypatch.setattr(visits_tags, "token_for", lambda *_: "")
    with CaptureQueriesContext(connection) as without:
        client.get(article.url)
    assert len(with_counting) == len(without)


def test_a_preview_does_not_ask_to_be_counted(client, article):
    client.force_login(User.objects.create_superuser("tong-bien-tap", password="x"))
    article.save_revision()
    html = client.get(reverse("wagtailadmin_pages:view_draft", args=[article.pk])).content.decode()
    assert article.title in html
    assert _tokens(html) == []


@pytest.mark.parametrize("url", ["/tim-kiem/?q=x", "/khong-co-trang-nay/"])
def test_what_is_no_page_does_not_ask_to_be_counted(client, article, url):
    assert _tokens(client.get(url).content.decode()) == []


def test_an_article_shows_its_views_with_vietnamese_separators(client, section, site):
    article = make_article(section, legacy_views=1_000)
    PageTotal.objects.create(page_id=article.pk, site_id=site.pk, views=234)
    assert "<span>1.234 lượt xem</span>" in client.get(article.url).content.decode()


def test_an_opening_balance_takes_the_place_of_the_imported_number(client, section, site):
    article = make_article(section, legacy_views=50)
    OpeningBalance.objects.create(
        site_id=site.pk, page=article, url=article.url, views=54, source="Trang cũ", entered_by="x"
    )
    assert "<span>54 lượt xem</span>" in client.get(article.url).content.decode()


def test_pages_show_where_the_tables_of_counting_are_broken(client, article, monkeypatch):
    from django.db import OperationalError

    def broken(*_, **__):
        raise OperationalError("disk I/O error")

    monkeypatch.setattr(visits_tags, "shown_views", broken)
    monkeypatch.setattr(visits_tags, "statistics_for", broken)
    answer = client.get(article.url)
    assert answer.status_code == 200
    assert "lượt xem</span>" not in answer.content.decode()
    assert "tạm gián đoạn" in answer.content.decode()


def test_the_public_page_is_closed_until_the_commune_opens_it(client, site):
    assert client.get("/thong-ke-truy-cap/").status_code == 404
    VisitSettings.objects.create(site=site, public_page=True)
    html = client.get("/thong-ke-truy-cap/").content.decode()
    assert "Trang đếm thế nào?" in html
    assert "ước tính" in html


def test_the_public_page_names_the_old_total_and_its_source(client, site):
    VisitSettings.objects.create(site=site, public_page=True)
    OpeningBalance.objects.create(
        site_id=site.pk, url="*", views=115_504, source="Bộ đếm trang cũ", entered_by="x"
    )
    html = client.get("/thong-ke-truy-cap/").content.decode()
    assert "115.504" in html
    assert "Bộ đếm trang cũ" in html


def test_the_public_page_says_what_is_counted_what_is_not_and_when_it_was_counted(client, site):
    VisitSettings.objects.create(site=site, public_page=True)
    html = client.get("/thong-ke-truy-cap/").content.decode()
    for words in (
        "trong vòng 30 phút thì không tính thêm",
        "bị tính làm một và số thật cao hơn",
        "Máy tự động giả làm người xem thì vẫn bị tính",
        "hoặc không gửi được vì mất mạng lâu, thì không tính được",
        "không lưu địa chỉ mạng",
        "ai sửa thì lần kiểm tra sau phát hiện",
    ):
        assert words in html
    assert re.search(r"Cập nhật lúc <time datetime=\"[^\".]+\">\d\d:\d\d ngày", html)


def test_a_figure_on_a_kept_page_is_at_most_a_minute_old():
    assert shown_figures.SECONDS <= 60
