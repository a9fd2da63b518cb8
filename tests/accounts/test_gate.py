"""The gate of the admin: what nobody has named is closed."""

import pytest
from django.urls import reverse

from accounts import gate
from accounts.gate import business_at
from tests.board import make_board
from tests.site.admin_access import admin_routes

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(client):
    """Signed in, and merely allowed to read statistics."""
    client.force_login(make_board().statistics)
    return client


SHUT = {"wagtailadmin_error_test"}
"""Wagtail's own tests of its error pages."""


def test_every_address_of_the_admin_is_named():
    unnamed = {name for name, _ in admin_routes() if name and business_at(name) is None}
    assert unnamed == SHUT


def test_an_address_that_nobody_named_is_closed_to_all_but_superusers(reader, monkeypatch):
    known = {name: kind for name, kind in gate._business.items() if name != "handbook"}
    monkeypatch.setattr(gate, "_business", known)
    assert reader.get(reverse("handbook")).url == reverse("wagtailadmin_home")


def test_an_address_that_does_not_exist_is_not_found_rather_than_closed(reader):
    assert reader.get(f"{reverse('wagtailadmin_home')}khong-co/").status_code == 404
