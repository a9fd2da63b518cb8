"""Between two communes of one install: nothing that is not public is read, nothing is written.

The table of what was open before there were walls is in docs/decisions/205-walls.md.
"""

from functools import cache

import pytest
from django.contrib.auth.models import Group
from django.db import connection, transaction
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Locale, Site

from accounts import second_factor, walls
from accounts.models import User
from tests.site import admin_access
from tests.site.admin_access import World
from tests.site.walls import KEYS, NATIONAL, NO_KEYS, Neighbour, Walk

STILL_OPEN = {}
"""`{role: {(read, write or open, route, about, method)}}`: only ever shorter."""
ROLES = ["administrator", "chief", "section editor", "contributor", "statistics"]
WALKED = ROLES if connection.vendor == "sqlite" else ["administrator"]
"""Rows are asked for in the same way by every role: on the other database, by who sees most."""


@pytest.fixture(scope="module")
def communes(django_db_setup, django_db_blocker):
    """One's own and the neighbour's, built once: every request is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        own = World()
        yield own, Neighbour()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def signed_in_enough(monkeypatch):
    """Who owes a second factor is another test's matter, and asked at every request."""
    monkeypatch.setattr(second_factor, "_owed", lambda *_: None)


@pytest.fixture(autouse=True)
def asked_once(monkeypatch):
    """Whose a thing is stays the same through a walk, and eight addresses name each."""
    monkeypatch.setattr(walls, "is_foreign", cache(walls.is_foreign))


@pytest.mark.parametrize("role", WALKED)
@pytest.mark.django_db
def test_nothing_passes_the_wall_but_what_is_listed(client, communes, role):
    own, neighbour = communes
    whole = role == "administrator"  # his rights hold all that the others may
    found = Walk(client, neighbour, own.people[role], whole).all()
    passed = {(one.what, one.route, one.about, one.method) for one in found}
    assert passed == STILL_OPEN.get(role, set())


def test_every_kind_of_thing_that_people_keep_is_a_communes_or_the_countrys():
    admin_access.admin_routes()  # reads the addresses, which registers every list
    lists = [one for one in viewsets.viewsets if isinstance(one, ModelViewSet)]
    kinds = {one.model for one in lists} - {Site, Group, User, Locale}
    assert {kind._meta.model_name for kind in kinds if not walls.has_site(kind)} == NATIONAL


def test_every_argument_of_an_address_is_known_to_name_something_or_not():
    met = {name for _route, arguments in admin_access.admin_routes() for name in arguments}
    assert met <= KEYS | NO_KEYS
