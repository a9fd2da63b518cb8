"""What is kept for everybody, and that nobody is ever shown what is not for them."""

import time
from datetime import timedelta

import brotli
import pytest
from django.contrib.auth import get_user_model
from django.core.cache import caches
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from links.models import Link, LinkGroup, Navigation
from news.models import ArticlePage
from pages.models import SiteIdentity
from portal import page_cache
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _cache_on(settings):
    settings.PAGE_CACHE = True
    caches["pages"].clear()


@pytest.fixture
def home():
    return make_home()


@pytest.fixture
def article(home):
    return make_article(make_section(home, "Tin tức"), "Lúa chín", lead="Lúa đã chín vàng.")


@pytest.fixture
def staff(client):
    user = get_user_model().objects.create_superuser("can-bo", password="x" * 20)
    client.force_login(user)
    return client


def _state(address, **headers):
    """`hit`, `miss` or None: what the cache did for a reader without cookies."""
    return Client().get(address, headers=headers).headers.get("X-Page-Cache")


def _text(address):
    return Client().get(address).content.decode()


def test_the_second_reader_gets_the_page_of_the_first_without_a_query(
    article, django_assert_num_queries
):
    first = Client().get(article.url)
    with django_assert_num_queries(0):
        second = Client().get(article.url)
    assert (first.headers["X-Page-Cache"], second.headers["X-Page-Cache"]) == ("miss", "hit")
    assert first.content == second.content
    assert first.headers["Content-Security-Policy"] == second.headers["Content-Security-Policy"]


# --- What a change does: on the very next request ----------------------------------------------


def _retitle(article):
    article.title = "Lúa đã gặt"
    article.save_revision().publish()


def _unpublish(article):
    article.unpublish()


def _delete(article):
    article.delete()


def _move(article):
    article.move(make_section(article.get_parent().get_parent(), "Nông nghiệp"), pos="last-child")


def _go_private(article):
    PageViewRestriction.objects.create(page=article, restriction_type="login")


def _expire(article):
    ArticlePage.objects.filter(pk=article.pk).update(
        expire_at=timezone.now() - timedelta(minutes=1)
    )
    call_command("publish_scheduled", verbosity=0)


@pytest.mark.parametrize(
    "change",
    [_retitle, _unpublish, _delete, _move, _go_private, _expire],
    ids=lambda it: it.__name__,
)
def test_a_change_of_a_page_shows_on_the_next_request(article, change):
    section = article.get_parent()
    address = article.url
    before = [_text(address), _text(section.url)]
    assert _state(address) == _state(section.url) == "hit"
    change(ArticlePage.objects.get(pk=article.pk))
    assert _state(address) != "hit"
    assert _state(section.url) == "miss"
    assert Client().get(address).content.decode() != before[0]
    assert _text(section.url) != before[1]


def test_a_page_that_goes_live_at_its_hour_shows_at_once(home):
    section = make_section(home, "Tin tức")
    draft = section.add_child(instance=ArticlePage(title="Mai mới đăng", live=False))
    draft.go_live_at = timezone.now() + timedelta(seconds=4)  # more than a crowded machine needs
    draft.save_revision().publish()
    assert "Mai mới đăng" not in _text(section.url)
    time.sleep((draft.go_live_at - timezone.now()).total_seconds() + 0.1)
    call_command("publish_scheduled", verbosity=0)
    assert "Mai mới đăng" in _text(section.url)


def test_saving_a_draft_changes_nothing_for_readers(article):
    before = _text(article.url)
    article.title = "Chưa đăng"
    article.save_revision()
    assert _state(article.url) == "hit"
    assert _text(article.url) == before


def test_the_identity_of_the_commune_shows_on_the_next_request(home, article):
    identity = SiteIdentity.for_site(home.get_site())
    _text(article.url)
    identity.commune = "Xã Đổi Tên"
    identity.save()
    assert "Xã Đổi Tên" in _text(article.url)


def test_the_menu_shows_on_the_next_request(home, article):
    navigation = Navigation.for_site(home.get_site())
    _text(article.url)
    navigation.menu = [("item", {"page": None, "label": "Mục mới", "url": "/tim-kiem/"})]
    navigation.save()
    assert "Mục mới" in _text(article.url)


def test_a_link_inside_a_link_group_shows_on_the_next_request(home, article):
    group = LinkGroup.objects.create(title="Liên kết website")
    link = Link.objects.create(group=group, name="Báo tỉnh", url="https://bao.example/")
    navigation = Navigation.for_site(home.get_site())
    navigation.link_groups = [("group", group)]
    navigation.save()
    assert "Báo tỉnh" in _text(article.url)
    link.name = "Báo huyện"
    link.save()
    assert "Báo huyện" in _text(article.url)


def test_an_urgent_line_is_gone_in_the_moment_it_runs_out(home, monkeypatch):
    home.alert_text = "Bão số 9 vào đất liền"
    home.alert_until = timezone.now() + timedelta(seconds=20)
    home.save()
    assert "Bão số 9" in _text(home.url)
    kept = page_cache.time.time()
    monkeypatch.setattr(page_cache.time, "time", lambda: kept + 10)
    assert _state(home.url) == "hit"
    monkeypatch.setattr(page_cache.time, "time", lambda: kept + 21)
    assert _state(home.url) == "miss"


# --- Who is never answered from the cache, and what is never kept -------------------------------


@pytest.mark.parametrize(
    "headers",
    [{"cookie": "sessionid=abc"}, {"cookie": "x=1"}, {"authorization": "Basic abc"}],
    ids=["session", "any cookie", "authorization"],
)
def test_whoever_says_who_he_is_passes_by(article, headers):
    _text(article.url)
    answer = Client().get(article.url, headers=headers)
    assert "X-Page-Cache" not in answer.headers
    assert "private" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("query", ["q=a", "trang=1&trang=2", "trang=1&x=2", "thang=" + "9" * 80])
def test_only_the_known_names_of_a_query_lead_to_a_kept_page(article, query):
    assert _state(f"{article.url}?{query}") is None


def test_pages_of_a_list_are_kept_each_under_its_own_number(article):
    section = article.get_parent()
    assert _state(f"{section.url}?trang=1") == "miss"
    assert _state(f"{section.url}?trang=2") == "miss"
    assert _state(f"{section.url}?trang=1") == "hit"


def test_the_marks_of_a_shared_link_lead_to_the_same_page_and_are_never_shown(article):
    section = article.get_parent()
    for _ in range(13):
        make_article(section)
    marked = Client().get(f"{section.url}?fbclid=IwAR-nguoi-doc&utm_source=zalo&trang=1")
    assert "IwAR" not in marked.content.decode()
    assert _state(f"{section.url}?trang=1&zarsrc=30") == "hit"


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_only_reading_is_answered_from_the_cache(article, method):
    _text(article.url)
    assert "X-Page-Cache" not in getattr(Client(), method)(article.url).headers


def test_head_is_answered_with_the_headers_alone(article):
    page = Client().get(article.url)
    head = Client().head(article.url)
    assert head.headers["X-Page-Cache"] == "hit"
    assert head.content == b""
    assert head.headers["ETag"] == page.headers["ETag"]


def test_a_missing_page_a_redirect_and_a_login_are_not_kept(article, settings):
    for address in ("/khong-co/", article.url.rstrip("/"), f"/{settings.ADMIN_PATH}login/"):
        for _ in range(2):
            assert _state(address) is None


def test_a_page_behind_a_password_is_kept_neither_before_nor_after_it_is_opened(article):
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="mat")
    reader = Client()
    form = reader.get(article.url)
    assert "Lúa đã chín vàng" not in form.content.decode()
    restriction = PageViewRestriction.objects.get()
    reader.post(
        f"/_util/authenticate_with_password/{restriction.pk}/{article.pk}/",
        {"password": "mat", "return_url": article.url},
    )
    assert "Lúa đã chín vàng" in reader.get(article.url).content.decode()
    for _ in range(2):
        assert "Lúa đã chín vàng" not in _text(article.url)


def test_two_hosts_never_share_a_page(home):
    other = make_home("xa-khac.test", "Xã Khác", is_default=False)
    for page, name in ((home, "Xã Một"), (other, "Xã Hai")):
        SiteIdentity.objects.create(site=page.get_site(), commune=name)
    for _ in range(2):
        ours = Client().get("/").content.decode()
        theirs = Client(headers={"host": "xa-khac.test"}).get("/").content.decode()
        assert ("Xã Một" in ours, "Xã Hai" in ours) == (True, False)
        assert ("Xã Một" in theirs, "Xã Hai" in theirs) == (False, True)


def test_a_host_that_is_not_ours_is_refused_and_leaves_nothing_behind(article):
    _text(article.url)
    assert Client(headers={"host": "ke-gian.example"}).get(article.url).status_code == 400


def test_http_and_https_never_share_a_page(article):
    _text(article.url)
    assert Client().get(article.url, secure=True).headers["X-Page-Cache"] == "miss"


def test_two_people_who_alternate_never_see_each_other(article, staff):
    """An editor who is signed in, and a reader: thirty turns, each sees his own."""
    reader = Client()
    draft_title = "Bản nháp chỉ cán bộ xem"
    article.title = draft_title
    article.save_revision()
    preview = f"/quan-tri/pages/{article.pk}/view_draft/"
    for _ in range(15):
        seen_by_staff = staff.get(preview)
        assert draft_title in seen_by_staff.content.decode()
        assert "X-Page-Cache" not in staff.get(article.url).headers
        seen_by_reader = reader.get(article.url)
        assert draft_title not in seen_by_reader.content.decode()
        assert "csrf" not in seen_by_reader.content.decode().lower()
        assert not seen_by_reader.cookies
    assert seen_by_reader.headers["X-Page-Cache"] == "hit"


# --- How it is sent ------------------------------------------------------------------------------


@pytest.mark.parametrize(("offered", "sent"), [("br, gzip", "br"), ("gzip", "gzip"), ("", None)])
def test_a_kept_page_is_sent_in_the_best_encoding_that_the_reader_takes(article, offered, sent):
    plain = Client().get(article.url).content
    answer = Client().get(article.url, headers={"accept-encoding": offered})
    assert answer.headers.get("Content-Encoding") == sent
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert (len(answer.content) < len(plain) / 2) == (sent is not None)


@pytest.mark.parametrize(("path", "status"), [("/tim-kiem/?q=lua", 200), ("/khong-co-trang/", 404)])
def test_a_page_that_is_not_kept_is_small_on_the_way_as_well(article, path, status):
    response = Client().get(path, headers={"accept-encoding": "gzip, br"})
    assert response.status_code == status
    assert response.headers["Content-Encoding"] == "br"
    assert response.headers["Vary"] == "Accept-Encoding"
    assert brotli.decompress(response.content).rstrip().endswith(b"</html>")
    assert "Content-Encoding" not in Client().get(path).headers


@pytest.mark.parametrize("path", ["/tim-kiem/?q=lua", "/quan-tri/login/"])
def test_a_page_for_somebody_known_is_not_compressed(article, staff, path):
    assert "Content-Encoding" not in staff.get(path, headers={"accept-encoding": "br"}).headers


def test_a_page_with_a_form_token_is_not_compressed(article):
    response = Client().get("/quan-tri/login/", headers={"accept-encoding": "br"})
    assert "Content-Encoding" not in response.headers


def test_a_reader_who_has_the_page_already_is_told_so(article):
    etag = Client().get(article.url).headers["ETag"]
    answer = Client().get(article.url, headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")


def test_proxies_may_keep_a_page_for_seconds_and_browsers_must_ask(article):
    directives = Client().get(article.url).headers["Cache-Control"]
    assert directives == "public, max-age=0, s-maxage=4, stale-while-revalidate=4"


def test_with_the_database_away_the_last_page_is_served_and_nothing_older(article, monkeypatch):
    _text(article.url)
    later = page_cache.time.time() + 3_600
    monkeypatch.setattr(page_cache.time, "time", lambda: later)
    monkeypatch.setattr(Page, "route_for_request", _database_away)
    reader = Client(raise_request_exception=False)
    assert reader.get(article.url).headers["X-Page-Cache"] == "stale"
    article.save()  # a change: the old page may not be what it was any more
    assert reader.get(article.url).status_code >= 500


def _database_away(*args, **kwargs):
    raise OperationalError("connection refused")


def test_a_clock_that_is_stepped_back_makes_pages_old_not_everlasting(article, monkeypatch):
    _text(article.url)
    earlier = page_cache.time.time() - 86_400
    monkeypatch.setattr(page_cache.time, "time", lambda: earlier)
    assert _state(article.url) == "miss"
