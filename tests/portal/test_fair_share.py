"""What strangers ask for costs us no more than their network's share, however they ask."""

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse

from portal import fair_share, page_cache
from tests.factories import make_article, make_home, make_section

DEAR = fair_share.AT_ONCE / 4
LINE = "203.0.113.9"


@pytest.fixture(autouse=True)
def _shared_out(settings, monkeypatch):
    settings.FAIR_SHARE = True
    monkeypatch.setattr(fair_share, "debts", fair_share.Debts())


@pytest.fixture
def clock(monkeypatch):
    """A view that takes `DEAR` seconds of the processor, and a clock that stands still."""
    times = {"cpu": 0.0, "now": 1000.0}
    monkeypatch.setattr(fair_share.time, "thread_time", lambda: times["cpu"])
    monkeypatch.setattr(fair_share.time, "monotonic", lambda: times["now"])
    return times


@pytest.fixture
def ask(clock, rf):
    def dear(request):
        clock["cpu"] += DEAR
        return HttpResponse("made")

    shared = fair_share.FairShareMiddleware(dear)
    return lambda address=LINE, path="/tim-kiem/", **extra: (
        shared(rf.get(path, REMOTE_ADDR=address, **extra)).status_code
    )


def test_a_network_in_debt_waits_until_it_has_melted(ask, clock):
    assert [ask() for _ in range(5)] == [200] * 4 + [429]
    clock["now"] += 1
    assert ask() == 200
    assert ask() == 429
    clock["now"] += fair_share.AT_ONCE / fair_share.PER_SECOND
    assert [ask() for _ in range(5)] == [200] * 4 + [429]


def test_another_network_is_not_made_to_wait(ask):
    assert [ask() for _ in range(5)][-1] == 429
    assert ask("203.0.113.10") == 200


def test_a_line_with_many_addresses_has_one_share(ask):
    assert [ask(f"2001:db8:1:2::{n:x}") for n in range(1, 6)][-1] == 429


def test_a_whole_district_of_lines_has_four(ask):
    lines = [f"2001:db8:1:{n:x}00::1" for n in range(1, 18)]
    assert [ask(line) for line in lines] == [200] * 16 + [429]


def test_a_cookie_that_nobody_gave_out_buys_no_more(ask):
    assert [ask(HTTP_COOKIE="sessionid=bia-dat") for _ in range(5)][-1] == 429


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", ""])
def test_the_machine_itself_is_never_refused(ask, address):
    assert {ask(address) for _ in range(9)} == {200}


def test_the_admin_has_limits_of_its_own(ask, settings):
    assert {ask(path=f"/{settings.ADMIN_PATH}pages/") for _ in range(9)} == {200}


def test_who_is_signed_in_owes_nothing(clock, rf, django_user_model):
    def dear(request):
        request._cached_user = get_user_model()(username="an")
        clock["cpu"] += DEAR
        return HttpResponse("made")

    shared = fair_share.FairShareMiddleware(dear)
    assert {shared(rf.get("/", REMOTE_ADDR=LINE)).status_code for _ in range(9)} == {200}


def test_a_network_in_debt_still_reads_kept_pages_and_is_told_why_elsewhere(
    client, db, settings, monkeypatch
):
    settings.PAGE_CACHE = True
    article = make_article(make_section(make_home(), "Tin tức"), "Lúa chín")
    assert client.get(article.url, REMOTE_ADDR=LINE).status_code == 200
    fair_share.debts.add(f"{LINE}/32", 99, fair_share.time.monotonic())
    kept = client.get(article.url, REMOTE_ADDR=LINE)
    assert (kept.status_code, kept["X-Page-Cache"]) == (200, "hit")
    refused = client.get("/khong-co/", REMOTE_ADDR=LINE)
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert "Mở trang quá nhanh" in refused.content.decode()


def test_an_old_copy_is_better_than_a_refusal(client, db, settings, monkeypatch):
    settings.PAGE_CACHE = True
    article = make_article(make_section(make_home(), "Tin tức"), "Lúa chín")
    client.get(article.url, REMOTE_ADDR=LINE)
    monkeypatch.setattr(page_cache.KeptPage, "is_fresh", False)
    fair_share.debts.add(f"{LINE}/32", 99, fair_share.time.monotonic())
    answer = client.get(article.url, REMOTE_ADDR=LINE)
    assert (answer.status_code, answer["X-Page-Cache"]) == (200, "stale")
