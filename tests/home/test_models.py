import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


def _home_with(*bands):
    home = make_home()
    section = make_section(home)
    home.bands = json.dumps([{"type": kind, "value": value(section)} for kind, value in bands])
    home.save()
    return home, section


def _headlines(section):
    return {"lead": None, "section": section.pk, "count": 3}


def _pair(section):
    cards = {"section": section.pk, "heading": "", "count": 4}
    return {"left": [{"type": "section_cards", "value": cards}], "right": []}


def test_the_lead_story_is_not_repeated_further_down(client):
    _, section = _home_with(("headlines", _headlines), ("pair", _pair))
    make_article(section, "Bài lớn nhất hôm nay", at=(2024, 1, 1))
    make_article(section, "Bài thứ hai", at=(2023, 1, 1))
    assert client.get("/").content.decode().count("Bài lớn nhất hôm nay") == 1


def test_an_urgent_line_shows_until_its_hour_has_passed(client):
    home, _ = _home_with()
    home.alert_text = "Rét đậm từ ngày 24/11"
    home.alert_until = timezone.now() + timedelta(minutes=1)
    home.save()
    assert "Rét đậm từ ngày 24/11" in client.get("/").content.decode()
    home.alert_until = timezone.now() - timedelta(minutes=1)
    home.save()
    assert "Rét đậm từ ngày 24/11" not in client.get("/").content.decode()


def test_an_empty_front_page_still_stands(client):
    _home_with()
    assert client.get("/").status_code == 200


def test_a_front_page_with_an_empty_section_still_stands(client):
    _home_with(("headlines", _headlines), ("pair", _pair), ("info_band", lambda _: {"links": None}))
    assert client.get("/").status_code == 200
