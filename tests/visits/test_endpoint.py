import json
import logging
from datetime import timedelta
from ipaddress import ip_address
from types import SimpleNamespace

import pytest
from django.db import OperationalError
from django.utils import timezone
from wagtail.models import PageViewRestriction

from accounts.models import User
from tests.factories import make_article, make_home, make_section
from tests.visits.conftest import ENDPOINT, Visitor
from visits import counting, rate_limit, waiting
from visits.models import PageTally, PageTotal, SeenView, SiteTally, SourceTally
from visits.page_tokens import token_for
from visits.statistics import views_of

pytestmark = pytest.mark.django_db

GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"


def _nothing_was_written():
    return not any(
        model.objects.exists() for model in (PageTally, PageTotal, SiteTally, SourceTally, SeenView)
    )


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"HTTP_SEC_PURPOSE": "prefetch"}, "prefetch"),
        ({"HTTP_SEC_PURPOSE": "prefetch;prerender"}, "prefetch"),
        ({"HTTP_PURPOSE": "prefetch"}, "prefetch"),
        ({"HTTP_X_MOZ": "prefetch"}, "prefetch"),
        ({"HTTP_X_PURPOSE": "preview"}, "prefetch"),
    ],
)
def test_a_page_that_is_fetched_ahead_is_no_view(article, headers, why):
    answer = Visitor(**headers).view(article)
    assert (answer.status_code, answer.json()) == (200, {"counted": False, "why": why})
    assert _nothing_was_written()


@pytest.mark.parametrize(
    "user_agent", [GOOGLEBOT, "", "curl/8.5.0", "facebookexternalhit/1.1", "ZaloBot/1.0"]
)
def test_a_robot_is_counted_in_the_column_of_robots_alone(article, user_agent):
    answer = Visitor(user_agent=user_agent).view(article)
    assert answer.json()["why"] == "robot"
    total = PageTotal.objects.get(page_id=article.pk)
    assert (total.views, total.bots) == (0, 1)
    assert not SeenView.objects.exists()


def test_a_browser_run_by_a_script_counts_as_a_robot(visitor, article):
    assert visitor.view(article, robot=1).json()["why"] == "robot"


def test_signed_in_staff_are_not_counted(article, visitor):
    visitor.client.force_login(User.objects.create_user("bien-tap", password="x"))
    assert visitor.view(article).json()["why"] == "staff"
    assert _nothing_was_written()


def test_a_made_up_session_cookie_is_no_staff(article, visitor, settings):
    visitor.client.cookies[settings.SESSION_COOKIE_NAME] = "khong-co-that"
    assert visitor.view(article).status_code == 204


def test_an_unpublished_page_is_refused_at_once(article, visitor):
    article.unpublish()
    assert visitor.view(article).status_code == 400
    assert _nothing_was_written()


def test_a_page_behind_a_password_is_refused(article, visitor):
    PageViewRestriction.objects.create(page=article, restriction_type="password", password="abc")
    assert visitor.view(article).status_code == 400
    assert _nothing_was_written()


def test_a_deleted_page_is_refused(article, visitor):
    token = token_for(article.get_site().pk, article.pk)
    article.delete()
    assert visitor.post(json.dumps({"page": token, "view": "a" * 32})).status_code == 400


@pytest.mark.parametrize(
    "page", ["1-1", "1-1:abc", "", "x" * 600, None, 7, ["1-1"], {"a": 1}, "1-1:\x00", "một-hai:ba"]
)
def test_a_forged_or_textual_page_id_is_refused(article, visitor, page):
    answer = visitor.post(json.dumps({"page": page, "view": "a" * 32}))
    assert answer.status_code == 400
    assert _nothing_was_written()


def test_a_view_counts_for_the_site_that_signed_the_page(article, site):
    other = make_home(hostname="xa-khac.test", is_default=False)
    page = make_article(make_section(other))
    assert Visitor(host="xa-khac.test").view(page).status_code == 204
    assert SiteTally.objects.filter(site_id=page.get_site().pk).exists()
    assert not SiteTally.objects.filter(site_id=site.pk).exists()


def test_the_site_in_a_token_cannot_be_exchanged(article, site, visitor):
    other = make_home(hostname="xa-khac.test", is_default=False)
    token = token_for(site.pk, article.pk).replace(f"{site.pk}-", f"{other.get_site().pk}-", 1)
    assert visitor.post(json.dumps({"page": token, "view": "a" * 32})).status_code == 400


def test_a_page_below_a_closed_one_is_refused(section, article, visitor):
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    assert visitor.view(article).status_code == 400


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"a"',
        b"7",
        b"\xff\xfe",
        b"[" * 900,
        b'{"page": 1}',
        b'{"view": "zz"}',
    ],
)
def test_malformed_json_is_refused(article, visitor, body):
    assert visitor.post(body).status_code == 400


@pytest.mark.parametrize("view", ["", "A" * 32, "a" * 31, "a" * 33, 12, None, "g" * 32])
def test_a_view_id_is_thirty_two_hex_digits(article, visitor, view):
    token = token_for(article.get_site().pk, article.pk)
    assert visitor.post(json.dumps({"page": token, "view": view})).status_code == 400


@pytest.mark.parametrize("size", [1_001, 10 * 1024 * 1024])
def test_a_long_body_is_refused_unread(article, visitor, size):
    assert visitor.post(b"x" * size).status_code == 413


@pytest.mark.parametrize("method", ["head", "put", "delete", "patch", "options"])
def test_other_methods_are_refused(article, visitor, method):
    token = token_for(article.get_site().pk, article.pk)
    answer = getattr(visitor.client, method)(f"{ENDPOINT}?page={token}")
    assert answer.status_code == 405
    assert _nothing_was_written()


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_SEC_FETCH_SITE": "none"},
        {"HTTP_ORIGIN": "https://xau.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://localhost.xau.example"},
    ],
)
def test_a_report_from_elsewhere_is_refused(article, visitor, headers):
    visitor.client.defaults.update(headers)
    assert visitor.view(article).status_code == 403
    assert _nothing_was_written()


def test_an_old_browser_without_fetch_metadata_is_recognised_by_its_referer(article, visitor):
    del visitor.client.defaults["HTTP_SEC_FETCH_SITE"]
    del visitor.client.defaults["HTTP_ORIGIN"]
    assert visitor.view(article).status_code == 403
    visitor.client.defaults["HTTP_REFERER"] = f"http://localhost{article.url}"
    assert visitor.view(article).status_code == 204


@pytest.fixture
def same_moment(monkeypatch):
    """A slow machine must not give the buckets time to fill."""
    monkeypatch.setattr(rate_limit, "time", SimpleNamespace(monotonic=lambda: 1_000.0))


@pytest.mark.usefixtures("same_moment")
def test_a_flood_from_one_address_under_many_names_is_cut_off(section):
    pages = [make_article(section) for _ in range(3)]
    statuses = [
        Visitor(user_agent=f"Mozilla/5.0 (Linux; Android 10; May {n}) Mobile")
        .view(pages[n % 3])
        .status_code
        for n in range(90)
    ]
    assert statuses.count(429) == 30
    assert sum(views_of([page.pk for page in pages]).values()) == statuses.count(204)


@pytest.mark.usefixtures("same_moment")
def test_a_client_cannot_choose_its_address(section, settings):
    assert not any(ip_address("203.0.113.7") in proxy for proxy in settings.TRUSTED_PROXIES)
    page = make_article(section)
    statuses = [
        Visitor(address="203.0.113.7", HTTP_X_FORWARDED_FOR=f"192.0.2.{n}").view(page).status_code
        for n in range(70)
    ]
    assert statuses.count(429) == 10


def test_an_address_may_speak_again_after_a_while():
    limit = rate_limit.RateLimit(burst=4, per_second=4)
    assert [limit.allows("a", now=0.0) for _ in range(5)] == [True] * 4 + [False]
    assert limit.allows("a", now=0.3)
    assert limit.allows("b", now=0.0)


def test_the_limit_remembers_a_bounded_number_of_senders(monkeypatch):
    monkeypatch.setattr(rate_limit, "MOST_SENDERS", 10)
    limit = rate_limit.RateLimit(burst=1, per_second=1)
    for sender in range(100):
        limit.allows(sender, now=0.0)
    assert len(limit._buckets) == 10


def test_a_broken_counter_answers_503_without_a_traceback_and_asks_to_come_again(
    article, visitor, monkeypatch, caplog
):
    def broken(*_):
        raise OperationalError("database is locked")

    monkeypatch.setattr(counting.visitors, "arrive", broken)
    with caplog.at_level(logging.ERROR):
        answer = visitor.view(article, view_id="c" * 32)
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "Traceback" not in answer.content.decode()
    assert "203.0.113.7" not in caplog.text


def test_after_a_failure_the_database_is_left_alone_and_then_tried_again(
    article, visitor, monkeypatch
):
    def broken(*_):
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken_for_a_while:
        broken_for_a_while.setattr(counting.visitors, "arrive", broken)
        assert visitor.view(article, view_id="c" * 32).status_code == 503
    assert visitor.view(article, view_id="c" * 32).status_code == 503
    waiting.forget_failures()
    assert visitor.view(article, view_id="c" * 32).status_code == 204
    assert views_of([article.pk])[article.pk] == 1


def test_a_folder_that_cannot_be_written_answers_503(article, visitor, tmp_path):
    (tmp_path / "private").write_text("một tệp, không phải thư mục")
    assert visitor.view(article).status_code == 503


def test_the_answer_is_never_cached_and_sets_no_cookie(article, visitor):
    answer = visitor.view(article)
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert "Vary" not in answer


def test_a_thousand_views_by_robots_previews_prefetch_staff_and_reloads_add_nothing(section, site):
    pages = [make_article(section) for _ in range(10)]
    reader = Visitor()
    moment = timezone.now()
    for page in pages:
        counting.count_view(
            counting.Showing(site.pk, page.pk, ("203.0.113.7/32",), "x" * 20, at=moment)
        )
    before = views_of([page.pk for page in pages])
    staff = Visitor(address="203.0.113.50")
    staff.client.force_login(User.objects.create_user("can-bo", password="x"))
    excluded = [
        Visitor(user_agent=GOOGLEBOT),
        Visitor(
            user_agent="facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"
        ),
        Visitor(user_agent="Mozilla/5.0 (compatible; ZaloBot/1.0; +https://zalo.me)"),
        Visitor(user_agent=""),
        Visitor(HTTP_SEC_PURPOSE="prefetch;prerender"),
        staff,
    ]
    statuses = []
    for number in range(1_000):
        rate_limit.forget()
        page = pages[number % 10]
        kind = number % 8
        if kind < len(excluded):
            statuses.append(excluded[kind].view(page).status_code)
        elif kind == 6:
            again = counting.Showing(
                site.pk,
                page.pk,
                ("203.0.113.7/32",),
                "x" * 20,
                at=moment + timedelta(minutes=1),
                again=True,
            )
            assert counting.count_view(again) is counting.Outcome.RELOAD
        else:
            statuses.append(reader.client.head(ENDPOINT).status_code)
    assert set(statuses) == {200, 405}
    assert views_of([page.pk for page in pages]) == before
