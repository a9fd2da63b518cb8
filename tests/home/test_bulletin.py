"""The bulletin of the week: a sheet for the board, a script for the loudspeaker."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from events.models import EventPage, EventsPage
from home.bulletin import NEWS
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return make_home()


@pytest.fixture
def section(home):
    return make_section(home, "Tin tức")


@pytest.fixture
def calendar(home):
    return home.add_child(instance=EventsPage(title="Lịch", slug="lich"))


def add(calendar, title, day, **fields):
    return calendar.add_child(instance=EventPage(title=title, starts_on=day, **fields))


def text(client, address):
    return client.get(address).content.decode()


def test_a_week_shows_its_own_news_with_codes_and_not_the_next_week_s(client, section):
    make_article(section, "Tin thứ Hai", at=(2023, 11, 20, 0, 5), lead="Lời dẫn")
    make_article(section, "Tin Chủ nhật", at=(2023, 11, 26, 23, 55))
    make_article(section, "Tin tuần sau", at=(2023, 11, 27, 0, 5))
    html = text(client, "/ban-tin/2023-11-22/")
    assert "Từ 20/11 đến 26/11/2023" in html
    assert "Tin thứ Hai" in html
    assert "Tin Chủ nhật" in html
    assert "Lời dẫn" in html
    assert "Tin tuần sau" not in html
    assert html.count('class="qr"') == 3  # each article's and the site's own


def test_this_week_is_where_the_plain_address_leads(client, section):
    today = timezone.localdate()
    make_article(section, "Tin mới", at=(today.year, today.month, today.day, 0, 0))
    assert "Tin mới" in text(client, "/ban-tin/")


def test_steps_lead_from_week_with_news_to_week_with_news_and_end(client, section):
    make_article(section, "Tin đầu", at=(2020, 5, 6, 8, 0))
    make_article(section, "Tin sau", at=(2023, 11, 21, 8, 0))
    assert "/ban-tin/2023-11-20/" in text(client, "/ban-tin/")
    html = text(client, "/ban-tin/2023-11-20/")
    assert 'href="/ban-tin/2020-05-04/"' in html
    assert "Tuần sau đó" not in html
    html = text(client, "/ban-tin/2020-05-04/")
    assert 'href="/ban-tin/2023-11-20/"' in html
    assert "Tuần trước đó" not in html


def test_what_is_to_come_stands_on_it_and_what_is_over_does_not(client, section, calendar):
    today = timezone.localdate()
    add(calendar, "Chợ hôm qua", today - timedelta(days=1))
    add(
        calendar, "Tiêm phòng", today + timedelta(days=2), start_time=time(7, 30), place="Trạm y tế"
    )
    add(calendar, "Xa lắm", today + timedelta(days=40))
    html = text(client, "/ban-tin/")
    assert "Tiêm phòng" in html
    assert "Trạm y tế" in html
    assert "Chợ hôm qua" not in html
    assert "Xa lắm" not in html


def test_the_script_is_whole_sentences_with_short_forms_said_in_full(client, section, calendar):
    make_article(section, "UBND xã họp", at=(2023, 11, 21, 8, 0), lead="Bàn về CCHC.")
    add(calendar, "Tiêm phòng", date(2023, 11, 24), place="Trạm y tế", villages="thôn Nà Lạn")
    html = text(client, "/ban-tin/2023-11-20/loa/")
    assert "tuần từ ngày 20/11 đến ngày 26/11/2023" in html
    assert "Tin thứ 1. Ủy ban nhân dân xã họp. Bàn về cải cách hành chính." in html
    assert "Tiêm phòng. Tại Trạm y tế. Dành cho thôn Nà Lạn." in html


@pytest.mark.parametrize(
    "day", ["2999-01-01", "1999-12-31", "2023-02-30", "0001-01-01", "9999-12-31"]
)
def test_a_week_without_a_bulletin_is_not_found(client, home, day):
    assert client.get(f"/ban-tin/{day}/").status_code == 404
    assert client.get(f"/ban-tin/{day}/loa/").status_code == 404


def test_an_empty_week_says_so(client, home):
    assert "chưa có tin nào" in text(client, "/ban-tin/2023-11-20/")


def test_a_busy_week_costs_no_more_and_stays_one_sheet(
    client, section, django_assert_max_num_queries
):
    for hour in range(NEWS + 4):
        make_article(section, f"Tin lúc {hour} giờ", at=(2023, 11, 21, hour, 0))
    with django_assert_max_num_queries(16):
        html = text(client, "/ban-tin/2023-11-20/")
    assert html.count("<h3>") == NEWS
