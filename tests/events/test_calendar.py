"""The commune's calendar as residents and their phones see it."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from events.models import EventPage, EventsPage
from tests.factories import make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def calendar():
    return make_home().add_child(instance=EventsPage(title="Lịch của xã", slug="lich"))


def add(calendar, title, ahead=0, **fields):
    day = timezone.localdate() + timedelta(days=ahead)
    return calendar.add_child(instance=EventPage(title=title, **{"starts_on": day} | fields))


def test_what_is_over_leaves_by_itself_and_what_comes_again_stays(client, calendar):
    add(calendar, "Cắt điện năm 2023", starts_on=date(2023, 11, 25))
    add(calendar, "Hội thi hôm qua", ahead=-1)
    add(calendar, "Tiêm phòng ba ngày", ahead=-1, ends_on=timezone.localdate())
    add(calendar, "Chợ phiên", ahead=-70, repeats="weekly")
    html = client.get("/lich/").content.decode()
    assert "Tiêm phòng ba ngày" in html
    assert "Chợ phiên" in html
    assert "Cắt điện năm 2023" not in html
    assert "Hội thi hôm qua" not in html


def test_the_calendar_costs_the_same_for_many_events(client, calendar, django_assert_num_queries):
    for number in range(3):
        add(calendar, f"Việc {number}", ahead=number)
    client.get("/lich/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get("/lich/")
    for number in range(30):
        add(calendar, f"Thêm {number}", ahead=number)
    client.get("/lich/")
    with CaptureQueriesContext(connection) as many:
        client.get("/lich/")
    assert len(many) <= len(few)


def test_an_event_says_when_where_and_for_whom(client, calendar):
    event = add(
        calendar, "Tiêm phòng dại", starts_on=date(2099, 11, 25), start_time=time(7, 30),
        end_time=time(11), place="Nhà văn hóa thôn", villages="Thôn Đoàn Kết", lead="Mang theo chó.",
    )  # fmt: skip
    html = client.get(event.url).content.decode()
    for words in ("Thứ Tư 25/11/2099, 7 giờ 30 – 11 giờ", "Nhà văn hóa thôn", "Thôn Đoàn Kết"):
        assert words in html


def test_a_phones_calendar_takes_the_file(client, calendar):
    add(
        calendar, "Chợ phiên; hàng, quán", repeats="lui", start_time=time(6), end_time=time(12),
        place="Chợ xã", lead="Dòng một\nDòng hai rất dài " + "dài " * 30,
    )  # fmt: skip
    add(calendar, "Tiếp công dân", repeats="monthly", starts_on=date(2026, 1, 31))
    add(calendar, "Đã qua", starts_on=date(2020, 1, 1))
    answer = client.get("/lich/dien-thoai/")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    whole = text.replace("\r\n ", "")
    assert "SUMMARY:Chợ phiên\\; hàng\\, quán" in whole
    assert "RRULE:FREQ=DAILY;INTERVAL=6" in whole
    assert "RRULE:FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1" in whole
    assert "Dòng một\\nDòng hai" in whole
    assert "Đã qua" not in whole
    assert whole.count("BEGIN:VEVENT") == whole.count("END:VEVENT") == 2


@pytest.mark.parametrize(
    ("field", "fields"),
    [
        ("ends_on", {"ends_on": date(2026, 1, 1)}),
        ("end_time", {"start_time": time(9), "end_time": time(8)}),
        ("repeat_until", {"repeats": "weekly", "repeat_until": date(2026, 1, 1)}),
    ],
)
def test_nothing_ends_before_it_begins(calendar, field, fields):
    event = EventPage(title="Họp thôn", slug="hop", starts_on=date(2026, 11, 26), **fields)
    with pytest.raises(ValidationError) as refusal:
        event.full_clean()
    assert field in refusal.value.message_dict
