import io
import re

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from wagtail.models import Site

from home.models import HomePage
from portal.management.commands import first_start
from tests.factories import make_home

pytestmark = pytest.mark.django_db


@pytest.fixture
def quick_demo(monkeypatch):
    """A single page in place of the demo commune, which takes seconds to build."""
    monkeypatch.setattr(first_start, "call_command", lambda *arguments, **options: make_home())


def _first_start():
    output = io.StringIO()
    call_command("first_start", stdout=output)
    return output.getvalue()


def test_it_builds_the_demo_and_an_administrator_whose_password_it_prints():
    password = re.search(r"quantri / (\S+)", _first_start())[1]
    administrator = get_user_model().objects.get(username="quantri")
    assert administrator.is_superuser
    assert administrator.check_password(password)
    assert len(password) >= 14
    assert HomePage.objects.exists()


def test_a_second_start_says_and_changes_nothing(quick_demo):
    _first_start()
    password = get_user_model().objects.get().password
    assert _first_start() == ""
    assert get_user_model().objects.get().password == password


def test_a_first_start_that_was_cut_short_is_finished_by_the_next(demo_commune):
    # The demo stands already, and then the power went.
    assert "quantri / " in _first_start()
    assert HomePage.objects.count() == 1


def test_where_people_work_already_no_demo_appears():
    get_user_model().objects.create_superuser("chu-tich")
    assert _first_start() == ""
    assert not HomePage.objects.exists()


def test_full_addresses_lead_to_where_residents_find_the_site(quick_demo, settings):
    settings.PUBLIC_URL = "https://xa.tinh.gov.vn"
    _first_start()
    assert Site.objects.get(is_default_site=True).root_url == "https://xa.tinh.gov.vn"
