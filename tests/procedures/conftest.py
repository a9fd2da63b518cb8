"""Fixtures of the procedures tests."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest


@pytest.fixture
def commune_time(monkeypatch):
    """`commune_time("2027-03-01 00:00:01")` sets the site's clock, in commune time."""

    def set_clock(text):
        moment = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_clock
