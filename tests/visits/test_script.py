"""The script in a real browser: what it sends, when, and what it leaves behind (nothing)."""

import json
from pathlib import Path

import brotli
import pytest
from django.conf import settings

from design.first_view import without_comments
from tests.visits.conftest import PHONE
from visits.models import PageTotal
from visits.statistics import views_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

AS_A_PERSON = "Object.defineProperty(navigator, 'webdriver', {get: () => false})"
HIDDEN = "Object.defineProperty(document, 'visibilityState', {get: () => window.seen ? 'visible' : 'hidden'})"


@pytest.fixture
def phone(page_at):
    """A page of a person's phone; further scripts run before those of the site."""

    def open_page(*scripts, **options):
        page = page_at(360, user_agent=PHONE, **options)
        page.add_init_script(AS_A_PERSON)
        for script in scripts:
            page.add_init_script(script)
        return page

    return open_page


def _count(page):
    return views_of([page.pk])[page.pk]


def _open(page, url):
    with page.expect_response("**/luot-xem/**") as answer:
        page.goto(url)
    return answer.value.status


def test_showing_a_page_counts_once_and_reloading_it_does_not(phone, article):
    page = phone()
    assert _open(page, article.url) == 204
    with page.expect_response("**/luot-xem/**") as answer:
        page.reload()
    assert answer.value.status == 200
    assert _count(article) == 1


def test_nothing_stays_on_the_device(phone, article):
    page = phone()
    _open(page, article.url)
    assert page.context.cookies() == []
    stored = "[localStorage.length, sessionStorage.length]"
    assert page.evaluate(stored) == [0, 0]
    assert page.evaluate("indexedDB.databases().then(found => found.length)") == 0


def test_a_hidden_tab_counts_when_it_is_first_shown(phone, article):
    page = phone(HIDDEN)
    page.goto(article.url)
    page.wait_for_timeout(500)
    assert _count(article) == 0
    with page.expect_response("**/luot-xem/"):
        page.evaluate("window.seen = true; document.dispatchEvent(new Event('visibilitychange'))")
    assert _count(article) == 1


def test_a_prerendered_page_counts_when_it_is_shown(phone, article):
    page = phone("Object.defineProperty(document, 'prerendering', {get: () => !window.seen})")
    page.goto(article.url)
    page.wait_for_timeout(500)
    assert _count(article) == 0
    with page.expect_response("**/luot-xem/"):
        page.evaluate("window.seen = true; document.dispatchEvent(new Event('prerenderingchange'))")
    assert _count(article) == 1


def test_without_scripts_a_picture_counts(phone, article):
    page = phone(java_script_enabled=False)
    assert _open(page, article.url) == 204
    assert _count(article) == 1


def test_a_browser_that_a_program_drives_counts_as_a_robot(page_at, article):
    page = page_at(360, user_agent=PHONE)
    _open(page, article.url)
    total = PageTotal.objects.get(page_id=article.pk)
    assert (total.views, total.bots) == (0, 1)


@pytest.mark.parametrize("trouble", [503, 429, 0])
def test_a_lost_report_is_sent_again_for_minutes_with_the_same_id(phone, article, trouble):
    page, bodies = phone(), []

    def fail(route):
        bodies.append(json.loads(route.request.post_data))
        route.fulfill(status=trouble) if trouble else route.abort()

    page.route("**/luot-xem/", fail)
    page.clock.install()
    page.goto(article.url)
    for _ in range(12):
        page.wait_for_timeout(60)
        page.clock.fast_forward(90_000)
    page.wait_for_timeout(200)
    assert len(bodies) == 10
    assert len({body["view"] for body in bodies}) == 1


@pytest.mark.parametrize("event", ["online", "visibilitychange"])
def test_when_network_or_tab_come_back_the_report_is_sent_at_once(phone, article, event):
    page, bodies, is_away = phone(), [], [True]

    def answer(route):
        bodies.append(json.loads(route.request.post_data))
        route.abort() if is_away[0] else route.fulfill(status=204)

    page.route("**/luot-xem/", answer)
    page.clock.install()
    page.goto(article.url)
    page.wait_for_timeout(100)
    page.clock.fast_forward(4_000)  # nothing is due before five seconds
    assert len(bodies) == 1
    is_away[0] = False
    page.evaluate(
        f"(document.dispatchEvent(new Event('{event}')), dispatchEvent(new Event('{event}')))"
    )
    page.clock.fast_forward(3_000)
    page.wait_for_timeout(100)
    assert [body["view"] for body in bodies] == [bodies[0]["view"]] * 2
    page.clock.fast_forward(900_000)
    page.wait_for_timeout(100)
    assert len(bodies) == 2


@pytest.mark.parametrize(
    "without",
    [
        "delete window.crypto; Object.defineProperty(window, 'crypto', {value: undefined})",
        "Object.defineProperty(window, 'performance', {value: undefined})",
        "window.Uint8Array = undefined",
        "navigator.sendBeacon = undefined; window.PerformanceObserver = undefined",
    ],
)
def test_an_old_browser_that_lacks_something_is_counted(phone, article, without):
    assert _open(phone(without), article.url) == 204
    assert _count(article) == 1


def test_a_browser_says_what_it_calls_a_reload(phone, article, section):
    page, said = phone(), []
    page.on("request", lambda r: "luot-xem" in r.url and said.append(json.loads(r.post_data)))
    _open(page, article.url)
    with page.expect_response("**/luot-xem/**"):
        page.reload()
    _open(page, section.url)
    _open(page, f"{article.url}?utm_source=zalo")
    views = [one for one in said if "after" not in one]
    assert [one["again"] for one in views] == [0, 1, 0, 0]
    assert views[-1]["mark"] == "zalo"
    assert _count(article) == 2


def test_on_leaving_the_browser_says_once_how_fast_it_was_and_whether_the_end_was_seen(
    phone, article
):
    page = phone(HIDDEN.replace("window.seen ?", "window.away ? 'hidden' : true ?"))
    page.goto(article.url)
    page.wait_for_timeout(1_200)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.wait_for_timeout(300)
    with page.expect_request(lambda r: "after" in (r.post_data or "")) as told:
        page.evaluate("window.away = true; document.dispatchEvent(new Event('visibilitychange'))")
    after = json.loads(told.value.post_data)["after"]
    assert after["lcp"] > 0
    assert after["end"] == 1


@pytest.mark.parametrize("answer", [204, 200, 400, 403])
def test_a_clear_answer_is_the_last_word(phone, article, answer):
    page, reports = phone(), []
    page.route("**/luot-xem/", lambda route: (reports.append(1), route.fulfill(status=answer)))
    page.clock.install()
    page.goto(article.url)
    page.wait_for_timeout(300)
    page.clock.fast_forward(60_000)
    page.wait_for_timeout(200)
    assert len(reports) == 1


def test_the_script_is_under_a_kilobyte(db):
    source = Path(settings.BASE_DIR) / "visits/static/visits/count.js"
    assert len(brotli.compress(without_comments(source.read_text()).encode())) < 1_000
