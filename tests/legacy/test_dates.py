from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacy.dates import (
    ImpossibleDateError,
    date_in_address,
    find_date,
    hour_of_day,
    is_date_line,
    parse_date,
)

NOW = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PRINTED = {
    "21/11/2023 08:32": "2023-11-21T08:32:00+07:00",
    "Ngày 27/02/2023 09:04:52": "2023-02-27T09:04:52+07:00",
    "Thứ hai - 11/11/2024 04:09": "2024-11-11T04:09:00+07:00",
    "Ngày cập nhật 03/04/2024": "2024-04-03T00:00:00+07:00",
    "Đăng ngày 17 - 05 - 2024": "2024-05-17T00:00:00+07:00",
    "Thứ ba, 25 Tháng 1 2022 16:22": "2022-01-25T16:22:00+07:00",
    "ngày 21 tháng 11 năm 2023": "2023-11-21T00:00:00+07:00",
    "28-08-2025, 19:45 (GMT+7)": "2025-08-28T19:45:00+07:00",
    "09.06.2023 | 19:39 PM": "2023-06-09T19:39:00+07:00",
    "Cập nhật lúc: 14:05 - 03/04/2024": "2024-04-03T14:05:00+07:00",
    "08h32 ngày 21/11/2023": "2023-11-21T08:32:00+07:00",
    "21/11/2023 8:32:11 PM": "2023-11-21T20:32:11+07:00",
    "Ngày đăng: 21/11/2023 8:32:11 CH": "2023-11-21T20:32:11+07:00",
    "21/11/23": "2023-11-21T00:00:00+07:00",
}
STATED = {
    "2020-10-09T03:55:00.000Z": "2020-10-09T10:55:00+07:00",
    "2020-10-09T17:30:00+0000": "2020-10-10T00:30:00+07:00",
    "2023-11-21T08:32:00+07:00": "2023-11-21T08:32:00+07:00",
    "2023-11-21 08:32": "2023-11-21T08:32:00+07:00",
    "2023-11-21": "2023-11-21T00:00:00+07:00",
    1700530320: "2023-11-21T08:32:00+07:00",
    "1700530320000": "2023-11-21T08:32:00+07:00",
}
IMPOSSIBLE = [
    "31/02/2023 08:32", "21/11/2023 25:61", "2023-02-30", "11/21/2023", "00/11/2023",
    "21/11/2203", "21/11/1923", "2023-13-01T00:00:00Z", "25/11/2026 23:00",
]  # fmt: skip


@pytest.mark.parametrize(("line", "moment"), PRINTED.items())
def test_a_printed_date_is_commune_time(line, moment):
    assert find_date(line, NOW).moment.isoformat() == moment
    assert is_date_line(line)


@pytest.mark.parametrize(("value", "moment"), STATED.items())
def test_a_date_with_a_zone_is_brought_to_commune_time(value, moment):
    assert parse_date(value, NOW).isoformat() == moment


@pytest.mark.parametrize("line", IMPOSSIBLE)
def test_an_impossible_date_is_refused(line):
    with pytest.raises(ImpossibleDateError):
        find_date(line, NOW)


@pytest.mark.parametrize(
    "line",
    [
        "1. Thời gian: từ 07 giờ 00 đến 11 giờ 00 ngày 10/5/2024.",
        "Thời gian: 7h30 ngày 10/5/2024",
        "Hạn nộp hồ sơ: 30/11/2023",
        "Kế hoạch số 12/2023/KH-UBND ngày 21/11/2023 của UBND xã",
        "Ngày 6/10/2020, Hội đồng nhân dân tổ chức kỳ họp chuyên đề.",
        "Số 125/TB-UBND",
    ],
)
def test_a_line_of_the_article_is_no_date_line(line):
    assert not is_date_line(line)


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://mau.vn/portal/pages/2023-01-30/Ung-dung-468686.aspx", "2023-01-30"),
        ("/2023/11/21/tin.html", "2023-11-21"),
        ("09-10-2020-01", "2020-10-09"),
        ("https://mau.vn/tin-20231121083200.htm", "2023-11-21"),
        ("https://mau.vn/tin-12345678.html", None),
        ("https://mau.vn/99-99-2020", None),
    ],
)
def test_a_date_in_an_address_is_a_last_resort(address, day):
    found = date_in_address(address, NOW)
    assert (found and found.date().isoformat()) == day


@given(st.text(alphabet="0123456789/:- .hTZngàythán+", max_size=40))
def test_any_line_gives_a_moment_a_refusal_or_nothing(line):
    is_date_line(line)
    try:
        found = find_date(line, NOW)
    except ImpossibleDateError:
        return
    assert found is None or found.moment.utcoffset().total_seconds() == 7 * 3600


@pytest.mark.parametrize(
    ("hour", "half", "of_day"),
    [(12, "SA", 0), (12, "AM", 0), (12, "CH", 12), (11, "CH", 23), (1, "pm", 13), (11, "SA", 11), (19, "PM", 19), (12, "", 12)],
)  # fmt: skip
def test_an_hour_of_a_half_day_is_one_of_twenty_four(hour, half, of_day):
    assert hour_of_day(hour, half) == of_day
