"""The top of the front page: is the desk open, and what happens today."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from events.models import EventPage, EventsPage
from home.opening import opening_at
from pages.models import SiteIdentity
from tests.factories import COMMUNE_TIME, make_home

SHIFTS = [(time(7, 30), time(11, 30)), (time(13, 30), time(17))]


@pytest.mark.parametrize(
    ("moment", "is_open", "words"),
    [
        ((2026, 11, 26, 7, 29), False, "lúc 7 giờ 30"),
        ((2026, 11, 26, 7, 30), True, "đến 11 giờ 30"),
        ((2026, 11, 26, 11, 30), False, "lúc 13 giờ 30"),
        ((2026, 11, 26, 16, 59), True, "đến 17 giờ"),
        ((2026, 11, 26, 17, 0), False, "ngày mai 7 giờ 30"),
        ((2026, 11, 27, 17, 0), False, "thứ Hai 7 giờ 30"),
        ((2026, 11, 28, 9, 0), False, "thứ Hai 7 giờ 30"),
        ((2026, 9, 2, 9, 0), False, "ngày mai 7 giờ 30"),  # the National Day
    ],
)
def test_the_desk_is_open_or_opens_again_at_a_time_that_is_said(moment, is_open, words):
    found = opening_at(datetime(*moment, tzinfo=COMMUNE_TIME), SHIFTS)
    assert (found.is_open, found.words) == (is_open, words)


def test_a_saturday_morning_counts_where_the_commune_works_then():
    saturday = datetime(2026, 11, 28, 9, 0, tzinfo=COMMUNE_TIME)
    assert opening_at(saturday, SHIFTS, on_saturday=True).words == "đến 11 giờ 30"
    afternoon = saturday + timedelta(hours=4)
    assert opening_at(afternoon, SHIFTS, on_saturday=True).words == "thứ Hai 7 giờ 30"


@pytest.fixture
def home(db):
    home = make_home()
    SiteIdentity.objects.update_or_create(
        site=home.get_site(), defaults={"commune": "Xã Thử", "hotline": "0219 000 0001"}
    )
    calendar = home.add_child(instance=EventsPage(title="Lịch của xã", slug="lich"))
    today = timezone.localdate()
    for title, day in [("Chợ phiên", today), ("Cắt điện cũ", date(2023, 11, 25))]:
        calendar.add_child(instance=EventPage(title=title, starts_on=day))
    hours = {"opens": "07:30", "noon": "11:30", "afternoon": "13:30", "closes": "17:00"}
    home.bands = [("today", {"calendar": calendar, "days": 7, "saturday": False} | {
        name: time.fromisoformat(hour) for name, hour in hours.items()
    })]  # fmt: skip
    home.save_revision().publish()
    return home


def test_the_front_page_says_today(client, home):
    html = client.get("/").content.decode()
    assert "Chợ phiên" in html
    assert "Cắt điện cũ" not in html
    assert "tel:02190000001" in html
    assert "Đang mở cửa" in html or "Đang đóng cửa" in html


def test_a_calendar_that_was_taken_down_takes_nothing_else_with_it(client, home):
    EventsPage.objects.get().unpublish()
    html = client.get("/").content.decode()
    assert "Chợ phiên" not in html
    assert 'id="tim-hom-nay"' in html


@pytest.mark.browser
def test_search_hotline_and_hours_stand_on_the_first_screen_of_a_phone(page_at, home):
    page = page_at(360)
    page.goto("/")
    for part in ("#tim-hom-nay", ".open-now", ".call-now a"):
        box = page.locator(part).bounding_box()
        assert box["y"] + box["height"] < 740
