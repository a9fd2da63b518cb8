"""Role × action × every address of the admin. The expected outcomes are `admin_access.tsv`.

After a deliberate change: `REWRITE=1 bin/test tests/site/test_admin_access.py`, then read the diff.
"""

import os

import pytest
from django.db import connection, transaction

from tests.site import admin_access
from tests.site.admin_access import CLOSED, OPEN, OWN, ROLES, World, read_table, walk
from tests.site.foreign_words import foreign_lines, texts_on

_seen = {}
NAMES_OF_THE_WORLD = ["superuser", "section editor", "localhost", "nguyenvanan", "aegis"]
NOT_READ = {"Search"}
"""A second button for screen readers, which desk/admin.css takes away."""
NOT_ALL_VIETNAMESE = {"design_gallery", "handbook"}
"""Shows names of colours to developers; quotes the menus of Word."""
FEWEST_SCREENS = {
    "anonymous": 1, "contributor": 110, "section editor": 100, "chief": 215, "administrator": 300,
    "statistics": 15,
}  # fmt: skip
"""So that the search for foreign words cannot come to look at nothing."""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once: every request of a walk is rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


class Reader:
    """Reads each screen that opens, and keeps what is not Vietnamese."""

    def __init__(self, world):
        self.known = set(" ".join([*world.people, *NAMES_OF_THE_WORLD]).lower().split())
        self.screens = set()
        self.foreign = []

    def look(self, address, html):
        self.screens.add(address.key)
        if address.route not in NOT_ALL_VIETNAMESE:
            lines = foreign_lines(texts_on(html), self.known)
            self.foreign += [f"{line} ← {address.key}" for line in lines if line not in NOT_READ]


WALKED = ROLES if connection.vendor == "sqlite" else ["contributor", "administrator"]
"""Rights are asked in the same way on every database: there, who sees least and who sees most is enough."""


@pytest.mark.parametrize("role", WALKED)
@pytest.mark.django_db
def test_every_address_answers_the_role_as_the_table_says_and_in_vietnamese(client, world, role):
    reader = Reader(world)
    read_here = connection.vendor == "sqlite"  # no database translates: once is enough
    outcomes = walk(client, world, role, reader.look if read_here else None)
    if os.environ.get("REWRITE"):
        keep(role, outcomes)
        return
    assert outcomes == {key: row[role] for key, row in read_table().items()}
    assert reader.foreign == []
    assert not read_here or len(reader.screens) >= FEWEST_SCREENS[role]


def keep(role, outcomes):
    """The table as it is now, once all roles have walked."""
    _seen[role] = outcomes
    if role == ROLES[-1]:
        admin_access.write_table(_seen)


def test_no_address_fails_for_anybody():
    failing = {key: row for key, row in read_table().items() if "500" in row.values()}
    assert failing == {}


def test_nothing_but_signing_in_opens_for_a_stranger():
    opened = {key[0] for key, row in read_table().items() if row["anonymous"] == OPEN}
    assert opened == {
        "wagtailadmin_login", "wagtailadmin_sprite", "wagtailadmin_javascript_catalog",
    }  # fmt: skip


@pytest.mark.parametrize("role", ["contributor", "section editor", "statistics"])
@pytest.mark.parametrize(
    "start", ["wagtailusers_", "wagtailsites", "wagtailsettings:edit", "roles", "audit_log"]
)
def test_administration_is_closed_to_those_who_write_or_read(role, start):
    rows = {key: row[role] for key, row in read_table().items() if key[0].startswith(start)}
    assert rows
    assert OPEN not in rows.values()


def test_nobody_but_superusers_changes_a_superuser():
    rows = [
        row
        for key, row in read_table().items()
        if key[1] == "superuser" and key[0].endswith(":edit")
    ]
    assert rows
    assert all(set(row.values()) == {CLOSED} for row in rows)


def test_a_contributor_reads_and_edits_the_own_draft_and_no_other():
    table = read_table()
    for route in ("edit", "view_draft", "revisions_compare", "history", "delete", "usage"):
        own = table[(f"wagtailadmin_pages:{route}", OWN, "GET")]["contributor"]
        other = table[(f"wagtailadmin_pages:{route}", "other", "GET")]["contributor"]
        assert (route, other) == (route, CLOSED)
        assert (route, own) == (route, OPEN)


@pytest.mark.django_db
def test_the_table_has_no_address_that_is_gone(world):
    assert set(read_table()) == {address.key for address in admin_access.addresses(world)}
