"""Seven working days ahead, holidays counted as people live them."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from pages.models import DowntimeNotice
from pages.working_days import earliest_after, is_working_day, working_days_between
from tests.factories import COMMUNE_TIME, make_home


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 21), False),  # Saturday
        (date(2026, 2, 17), False),  # first day of the lunar year
        (date(2026, 4, 27), False),  # the Hùng kings' day fell on a Sunday
        (date(2026, 8, 31), False),  # swapped for a Saturday
        (date(2027, 4, 16), False),  # 10th of the third lunar month
    ],
)
def test_a_working_day_is_what_people_take_for_one(day, works):
    assert is_working_day(day) is works


def test_the_lunar_new_year_makes_seven_working_days_long():
    assert earliest_after(date(2026, 2, 12), 7) == date(2026, 3, 3)
    assert working_days_between(date(2026, 2, 12), date(2026, 3, 3)) == 7
    assert working_days_between(date(2026, 11, 2), date(2026, 11, 3)) == 0


def _notice(announced, starts, **fields):
    moments = {
        "announced_at": datetime(*announced, 8, 0, tzinfo=COMMUNE_TIME),
        "starts_at": datetime(*starts, 22, 0, tzinfo=COMMUNE_TIME),
    }
    return DowntimeNotice(
        **{
            "reason": "bảo trì",
            "ends_at": moments["starts_at"] + timedelta(hours=2),
            **moments,
            **fields,
        }
    )


def test_a_notice_that_comes_late_is_refused_with_the_earliest_day():
    with pytest.raises(ValidationError, match="03/03/2026"):
        _notice((2026, 2, 12), (2026, 2, 26)).full_clean()


def test_seven_working_days_ahead_are_enough_and_so_is_what_nobody_could_foresee():
    _notice((2026, 2, 12), (2026, 3, 3)).full_clean()
    _notice((2026, 2, 12), (2026, 2, 13), unforeseen=True).full_clean()


def test_the_end_comes_after_the_start():
    with pytest.raises(ValidationError, match="phải sau giờ"):
        _notice(
            (2026, 2, 12), (2026, 3, 3), ends_at=datetime(2026, 3, 3, tzinfo=COMMUNE_TIME)
        ).full_clean()


@pytest.mark.django_db
def test_every_page_says_it_until_it_is_over(settings):
    settings.PAGE_CACHE = True
    make_home()
    assert "tạm ngừng" not in Client().get("/").content.decode()
    now = timezone.now()
    notice = DowntimeNotice.objects.create(
        starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2), reason="nâng cấp",
        instead="Việc gấp xin gọi 0207 000 000.",
    )  # fmt: skip
    for address in ("/", "/tim-kiem/", "/khong-co/"):
        html = Client().get(address).content.decode()
        assert "Trang sẽ tạm ngừng" in html
        assert "0207 000 000" in html
    notice.ends_at = now - timedelta(seconds=1)
    notice.save()
    assert "tạm ngừng" not in Client().get("/").content.decode()
