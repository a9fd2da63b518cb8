"""Public figures for the province's programs, signed where a key is shared."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import User
from tests.visits.conftest import Visitor
from visits.api import SIGNATURE, signature
from visits.letters import jump_on, send_due
from visits.models import SiteTally, Unit, VisitSettings
from visits.periods import midnight

pytestmark = pytest.mark.django_db


@pytest.fixture
def chosen(site):
    return VisitSettings.objects.create(site=site, public_page=True)


def test_the_figures_of_the_public_block_come_as_json(client, article, chosen):
    Visitor().view(article)
    answer = client.get("/api/thong-ke/")
    assert answer.json()["figures"]["today"] == 1
    assert SIGNATURE not in answer
    assert not answer.cookies


def test_a_month_comes_with_its_days_and_their_sum(client, article, chosen):
    Visitor().view(article)
    today = timezone.localdate()
    found = client.get(f"/api/thong-ke/{today:%Y-%m}/").json()
    assert found["figures"]["views"] == sum(day["views"] for day in found["days"]) == 1
    assert found["last"] == today.isoformat()


def test_with_a_key_each_answer_is_signed(client, article, chosen):
    chosen.province_key = "k" * 32
    chosen.save()
    answer = client.get("/api/thong-ke/")
    assert answer[SIGNATURE] == signature("k" * 32, answer.content)


def test_nothing_is_told_where_the_commune_did_not_open_its_statistics(client, home):
    assert client.get("/api/thong-ke/").status_code == 404


@pytest.mark.parametrize(
    "month", ["2099-01", "9999-12", "2026-13", "1-1", "0000-00", "9" * 40 + "-1"]
)
def test_a_month_that_is_none_is_not_found(client, chosen, month):
    assert client.get(f"/api/thong-ke/{month}/").status_code == 404


def _day(site, day, views):
    SiteTally.objects.create(site_id=site.pk, unit=Unit.DAY, start=midnight(day), views=views)


def test_the_chosen_officials_get_one_letter_a_month(site, home, chosen):
    official = User.objects.create_user("lan", "lan@xa.example", "x")
    chosen.letter_to.add(official)
    assert [send_due(), send_due()] == [1, 0]
    (letter,) = mail.outbox
    assert letter.to == ["lan@xa.example"]
    assert "Lượt xem: 0" in letter.body


def test_a_jump_is_told_once_and_an_ordinary_day_is_not(site, home, chosen):
    official = User.objects.create_user("lan", "lan@xa.example", "x")
    chosen.letter_to.add(official)
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    for week in range(1, 5):
        _day(site, yesterday - timedelta(weeks=week), 60)
    _day(site, yesterday, 900)
    assert jump_on(site.pk, yesterday) == (900, 60)
    send_due()
    send_due()
    assert sum("tăng vọt" in letter.subject for letter in mail.outbox) == 1
    assert jump_on(site.pk, yesterday - timedelta(weeks=1)) is None
