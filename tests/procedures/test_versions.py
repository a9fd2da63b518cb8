"""Which text is in force, and where the others are."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pages import generation, remembering, shown
from procedures.models import ProcedureVersion
from procedures.models.national import last_days
from tests.factories import make_home
from tests.procedures.making import make_guide, make_index, store

pytestmark = pytest.mark.django_db
CHANGE_DAY = date(2027, 3, 1)


@pytest.fixture
def guide():
    procedure = store(steps=[{"name": "Cũ", "text": "Nộp ở xã nơi cư trú."}])
    store(valid_from=CHANGE_DAY, steps=[{"name": "Mới", "text": "Nộp ở xã bất kỳ."}])
    return make_guide(make_index(make_home()), procedure)


def test_a_prepared_version_goes_live_by_itself_on_its_day(client, guide, commune_time):
    commune_time("2027-02-28 23:59:59")
    assert "nơi cư trú" in client.get(guide.url).content.decode()
    commune_time("2027-03-01 00:00:01")
    page = client.get(guide.url).content.decode()
    assert "xã bất kỳ" in page
    assert "nơi cư trú" not in page


def test_the_earlier_version_stays_readable_with_its_dates(client, guide, commune_time):
    commune_time("2027-06-01")
    page = client.get(f"{guide.url}phien-ban/ban-dau/").content.decode()
    assert "nơi cư trú" in page
    assert "Bản này không còn áp dụng" in page
    assert "28/02/2027" in page


def test_a_coming_version_can_be_read_and_says_so(client, guide, commune_time):
    commune_time("2026-11-24")
    page = client.get(f"{guide.url}phien-ban/2027-03-01/").content.decode()
    assert "Bản này chưa áp dụng" in page
    assert "noindex" in page


def test_the_guide_in_force_points_to_the_one_that_comes(client, guide, commune_time):
    words = 'Từ ngày 01/03/2027 làm theo <a href="/thu-tuc/dang-ky-khai-sinh/phien-ban/2027-03-01/"'
    commune_time("2026-11-24")
    assert words in client.get(guide.url).content.decode()
    commune_time("2027-03-01")
    assert words not in client.get(guide.url).content.decode()


@pytest.mark.parametrize("key", ["2030-01-01", "khong-co", "2027-13-45"])
def test_a_version_that_does_not_exist_is_not_found(client, guide, key):
    assert client.get(f"{guide.url}phien-ban/{key}/").status_code == 404


def test_a_version_past_its_last_day_is_no_longer_in_force(client, guide, commune_time):
    ProcedureVersion.objects.filter(valid_from=None).update(valid_to=date(2026, 12, 31))
    commune_time("2027-01-15")
    page = client.get(guide.url).content.decode()
    assert guide.procedure.version_on(date(2027, 1, 15)) is None
    assert "chưa áp dụng" in page


def test_a_version_ends_on_the_eve_of_the_next(guide):
    periods = last_days(guide.procedure.versions.all())
    assert [until for _, until in periods] == [date(2027, 2, 28), None]


@pytest.mark.parametrize("day", [None, CHANGE_DAY])
def test_a_procedure_has_one_version_for_a_day(guide, day):
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.create(procedure=guide.procedure, name="Trùng", valid_from=day)


def test_a_validity_that_ends_before_it_starts_is_refused(guide):
    version = ProcedureVersion(
        procedure=guide.procedure,
        name="Ngược",
        valid_from=date(2027, 5, 1),
        valid_to=date(2027, 4, 1),
    )
    with pytest.raises(ValidationError, match="trước ngày bắt đầu"):
        version.clean()


def made_from(client, url, monkeypatch):
    """What the page says that it was made from, with nothing remembered."""
    monkeypatch.setattr(remembering, "_kept", {})
    with shown.recorded() as noted:
        assert client.get(url).status_code == 200
    return noted.ended()


@pytest.mark.parametrize("last_day", [None, date(2027, 6, 1)])
def test_pages_turn_with_the_day_while_a_text_begins_or_ends_later(
    client, guide, commune_time, monkeypatch, last_day
):
    later = ProcedureVersion.objects.exclude(valid_from=None)
    later.update(valid_to=last_day)
    day_ahead, day_after = "2027-02-28 23:00:00", "2027-06-02 00:00:01"
    for url in (guide.url, guide.get_parent().url):
        commune_time(day_ahead)
        assert generation.TODAY in made_from(client, url, monkeypatch)
        commune_time(day_after)
        assert generation.TODAY not in made_from(client, url, monkeypatch)


def test_the_last_day_of_a_text_is_still_ahead(client, guide, commune_time, monkeypatch):
    ProcedureVersion.objects.exclude(valid_from=None).update(valid_to=date(2027, 6, 1))
    commune_time("2027-06-01 23:00:00")
    assert generation.TODAY in made_from(client, guide.url, monkeypatch)
