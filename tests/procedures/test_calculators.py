"""The calculators count as the law does, and say how."""

from datetime import date, datetime

import pytest

from procedures.calculators import price_of_copies
from procedures.due_days import due_day, last_day_in_time, received_on
from tests.factories import make_home
from tests.procedures.making import make_guide, make_index, store


@pytest.mark.parametrize(
    ("pages", "copies", "one", "total"),
    [
        (1, 1, 2000, 2000),
        (2, 3, 4000, 12000),
        (3, 1, 5000, 5000),
        (198, 1, 200000, 200000),
        (500, 2, 200000, 400000),
    ],
)
def test_the_price_of_copies(pages, copies, one, total):
    assert price_of_copies(pages, copies) == (one, total)


@pytest.mark.parametrize(
    ("moment", "days", "due"),
    [
        ("2026-11-26 09:00", 0, "2026-11-26"),  # a Thursday
        ("2026-11-26 15:00", 0, "2026-11-27"),
        ("2026-11-26 14:59", 3, "2026-12-01"),
        ("2026-11-27 16:00", 1, "2026-12-01"),  # Friday evening counts from Monday
        ("2026-11-28 09:00", 1, "2026-12-01"),
        ("2026-12-31 09:00", 1, "2027-01-04"),  # New Year is a holiday
    ],
)
def test_the_day_of_a_result(moment, days, due):
    assert due_day(datetime.fromisoformat(moment), days) == date.fromisoformat(due)


def test_what_comes_on_a_holiday_counts_as_received_on_the_next_working_day():
    assert received_on(datetime.fromisoformat("2027-01-01 09:00")) == date(2027, 1, 4)


def test_a_last_day_that_is_no_working_day_moves_on():
    assert last_day_in_time(date(2026, 11, 26), 60) == date(2027, 1, 25)
    assert last_day_in_time(date(2026, 11, 28), 7) == date(2026, 12, 7)  # a Saturday


@pytest.mark.django_db
def test_the_page_answers_and_says_how_it_counts(client):
    address = f"{make_index(make_home()).url}tinh-giup/"
    assert client.get(address).status_code == 200
    page = client.get(address, {"nop": "2026-11-26", "so-ngay": "3"}).content.decode()
    assert "01/12/2026" in page
    assert "Cách tính" in page
    assert "12.000" in client.get(address, {"trang": "2", "ban": "3"}).content.decode()
    assert (
        "25/01/2027" in client.get(address, {"ngay": "2026-11-26", "viec": "sinh"}).content.decode()
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "asked",
    [{"nop": "x", "so-ngay": "3"}, {"trang": "-1", "ban": "²"}, {"ngay": "9999-99-99", "viec": "sinh"}, {"nop": "2026-11-26", "so-ngay": "9" * 30}],
)  # fmt: skip
def test_nonsense_gets_a_sentence(client, asked):
    response = client.get(f"{make_index(make_home()).url}tinh-giup/", asked)
    assert response.status_code == 200
    assert "Hãy" in response.content.decode()


@pytest.mark.django_db
def test_the_poster_shows_a_code_for_each_guide_of_a_life_event(client):
    index = make_index(make_home())
    make_guide(index, store())
    page = client.get(f"{index.url}to-dan-quay/").content.decode()
    assert "Sinh con" in page
    assert page.count('<svg role="img"') == 1
