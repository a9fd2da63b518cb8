"""Answers are counted without knowing whose they are."""

import pytest
from django.core.cache import cache

from procedures import voting
from procedures.models import VoteCount, VoteReason
from tests.factories import make_home
from tests.procedures.making import make_guide, make_index, store

pytestmark = pytest.mark.django_db
HERE = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def address():
    cache.clear()
    guide = make_guide(make_index(make_home()), store())
    return f"/huu-ich/{guide.pk}/"


def counts():
    return list(VoteCount.objects.values_list("helpful", "unhelpful"))


def test_votes_of_a_day_are_two_numbers(client, address):
    for answer in ("co", "co", "chua"):
        client.post(address, {"huu-ich": answer}, headers=HERE)
    assert counts() == [(2, 1)]


def test_no_is_asked_for_a_reason_which_reaches_the_editors(client, address):
    page = client.post(address, {"huu-ich": "chua"}, headers=HERE).content.decode()
    assert 'name="ly-do"' in page
    client.post(address, {"ly-do": "  Không rõ\n  nộp ở đâu  "}, headers=HERE)
    assert VoteReason.objects.get().text == "Không rõ nộp ở đâu"


def test_a_reason_with_what_no_database_can_hold_is_kept_without_it(client, address):
    client.post(address, {"ly-do": "Không rõ\x00 nộp ở đâu"}, headers=HERE)
    assert VoteReason.objects.get().text == "Không rõ nộp ở đâu"


def test_an_empty_reason_is_no_reason(client, address):
    client.post(address, {"ly-do": "   "}, headers=HERE)
    assert not VoteReason.objects.exists()


def test_a_long_reason_is_cut(client, address):
    client.post(address, {"ly-do": "a" * 5_000}, headers=HERE)
    assert len(VoteReason.objects.get().text) == voting.LONGEST_REASON


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://noi-khac.example"},
        {"origin": "null"},
        {"origin": "http://["},
        {"referer": "https://noi-khac.example/testserver"},
    ],
)
def test_a_form_on_another_site_is_refused(client, address, headers):
    assert client.post(address, {"huu-ich": "co"}, headers=headers).status_code == 403
    assert counts() == []


@pytest.mark.parametrize(
    "headers", [{"origin": "http://testserver"}, {"referer": "http://testserver/x"}]
)
def test_an_old_browser_is_believed_by_origin_or_referer(client, address, headers):
    assert client.post(address, {"huu-ich": "co"}, headers=headers).status_code == 200
    assert counts() == [(1, 0)]


def test_one_address_cannot_vote_without_end(client, address):
    answers = [client.post(address, {"huu-ich": "co"}, headers=HERE).status_code for _ in range(8)]
    assert answers == [200] * voting.VOTES_PER_PAGE + [429] * 3
    assert counts() == [(voting.VOTES_PER_PAGE, 0)]


def _votes(client, address, times, **source):
    return [
        client.post(address, {"huu-ich": "co"}, headers=HERE, **source).status_code
        for _ in range(times)
    ]


def test_behind_our_web_server_residents_are_told_apart(client, address):
    behind = {"REMOTE_ADDR": "127.0.0.1"}
    spent = _votes(client, address, 6, HTTP_X_FORWARDED_FOR="203.0.113.7", **behind)
    assert spent[-1] != 200
    assert _votes(client, address, 1, HTTP_X_FORWARDED_FOR="203.0.113.8", **behind) == [200]


def test_a_phone_that_changes_its_ipv6_address_is_one_voter(client, address):
    answers = [
        _votes(client, address, 1, REMOTE_ADDR=f"2001:db8:1:2::{number}")[0]
        for number in range(1, 7)
    ]
    assert answers[:5] == [200] * 5
    assert answers[5] != 200


def test_a_program_that_fills_in_every_field_counts_for_nothing(client, address):
    client.post(address, {"huu-ich": "co", "website": "http://spam"}, headers=HERE)
    assert counts() == []


def test_no_cookie_is_set_and_no_address_stored(client, address):
    response = client.post(address, {"huu-ich": "co"}, headers=HERE, REMOTE_ADDR="203.0.113.7")
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]
    stored = {field.name for model in (VoteCount, VoteReason) for field in model._meta.fields}
    assert stored == {"id", "page", "day", "helpful", "unhelpful", "text"}


@pytest.mark.parametrize("method", ["put", "delete"])
def test_other_methods_are_refused(client, address, method):
    assert getattr(client, method)(address, headers=HERE).status_code == 405


def test_a_page_that_is_not_public_takes_no_votes(client, address):
    assert client.post("/huu-ich/999999/", {"huu-ich": "co"}, headers=HERE).status_code == 404


def test_an_answer_does_not_make_kept_pages_old(client, address):
    from pages import generation

    before = generation.current()
    client.post(address, {"huu-ich": "chua"}, headers=HERE)
    client.post(address, {"ly-do": "Không rõ"}, headers=HERE)
    assert generation.current() == before
