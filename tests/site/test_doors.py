"""Every address of the site stands in a table with its guard; a new one fails until somebody has placed it.

Those of the admin are in admin_access.tsv and walked as every role, all others are here.
"""

import os
from html import escape
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, get_resolver, reverse
from wagtail.models import PageViewRestriction

from accounts.gate import business_at
from tests.board import PASSWORD, make_board
from tests.factories import make_home, make_section
from tests.site.admin_access import ROLES, admin_routes, read_table

PAGE = Path(__file__).resolve().parents[2] / "docs" / "dia-chi.md"
HEAD = """# Mọi địa chỉ và ai mở được

Written by `REWRITE=1 bin/test tests/site/test_doors.py`; a test compares it with the site. In front of every address stand
`portal.deadline` and `portal.request_limits`; in front of the public ones, for who is not signed in, `portal.fair_share`.

## Ngoài trang quản trị

| Address | Guard |
|---|---|
{public}

## Trang quản trị

Below `ADMIN_PATH`, reached from `ADMIN_NETWORKS` only where those are set, after the one sign-in with its second factor.
Gate: what `accounts/gate.py` asks first. Open for: the roles of `tests/site/admin_access.tsv` for which a request to at least
one object of theirs was answered; what a view asks besides (own section, own commune) stands there line by line.

| Route | Gate | Open for |
|---|---|---|
{admin}
"""

READERS = "shows what is published, to anybody"
LIMITED = "takes something from anybody: counted, limited per visitor, checked by the server"
OWN_RIGHT = "asks for the file's or the page's own right before it shows anything"
LEADS_TO_SIGN_IN = "leads to the one sign-in"
DOORS = {
    "public_statistics": READERS,
    "search": READERS,
    "suggestions": READERS,
    "robots": READERS,
    "sitemap": READERS,
    "sitemap_part": READERS,
    "sitemap_news": READERS,
    "site_map": READERS,
    "site_feed": READERS,
    "section_feed": READERS,
    "manifest": READERS,
    "offline": READERS,
    "worker": READERS,
    "security_txt": READERS,
    "accent": READERS,
    "leave": READERS,
    "share_card": READERS,
    "favicon": READERS,
    "touch_icon": READERS,
    "tag": READERS,
    "author": READERS,
    "saved_pages": READERS,
    "podcast": READERS,
    "bulletin_now": READERS,
    "bulletin": READERS,
    "loudspeaker_now": READERS,
    "loudspeaker": READERS,
    "book": READERS,
    "verify_report": READERS,
    "statistics_api": READERS,
    "statistics_api_month": READERS,
    "document": OWN_RIGHT,
    "image": OWN_RIGHT,
    "wagtaildocs_serve": OWN_RIGHT,
    "wagtaildocs_authenticate_with_password": OWN_RIGHT,
    "wagtail_serve": OWN_RIGHT,
    "wagtailcore_authenticate_with_password": OWN_RIGHT,
    "report_view": LIMITED,
    "procedure_vote": LIMITED,
    "wagtailcore_login": LEADS_TO_SIGN_IN,
}


def patterns(resolver, prefix=""):
    """`(address, name)` of every pattern that is not the admin's."""
    for entry in resolver.url_patterns:
        address = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLPattern):
            yield address, entry.name
        elif not address.startswith(settings.ADMIN_PATH):
            yield from patterns(entry, address)


def test_every_address_outside_the_admin_has_its_guard_in_the_table():
    named = {name or address for address, name in patterns(get_resolver())}
    assert named - DOORS.keys() == set(), "new addresses: place them"
    assert DOORS.keys() - named == set(), "no longer there"


def _written():
    public = {
        f"| <code>/{_in_a_table(address)}</code> | {DOORS[name or address]} |"
        for address, name in patterns(get_resolver())
    }
    opened = {}
    for (route, _, _), row in read_table().items():
        opened.setdefault(route, set()).update(role for role in ROLES if row[role] == "open")
    admin = {
        f"| `{route}` | {_gate(route)} | {', '.join(role for role in ROLES if role in opened.get(route, ()))} |"
        for route, _ in admin_routes()
    }
    return HEAD.format(public="\n".join(sorted(public)), admin="\n".join(sorted(admin)))


def _in_a_table(pattern):
    return escape(pattern).replace("|", "&#124;")


def _gate(route):
    business = business_at(route)
    return (getattr(business, "value", None) or str(business)) if business else "superusers"


def test_the_page_of_all_addresses_and_guards_is_as_the_site_is():
    if os.environ.get("REWRITE"):
        PAGE.write_text(_written(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == _written(), "REWRITE=1 writes it anew"


def test_there_is_one_sign_in_and_the_side_door_leads_to_it(client, db):
    answer = client.get("/_util/login/?next=/tin-tuc/")
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('wagtailadmin_login')}?next=/tin-tuc/"


def test_nobody_signs_in_by_the_side_door(client, db):
    board = make_board()
    client.post("/_util/login/", {"username": board.chief.username, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_a_page_for_people_who_are_signed_in_sends_a_stranger_to_the_sign_in(client, db):
    section = make_section(make_home())
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    answer = client.get(section.url, follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("wagtailadmin_login"))


@pytest.mark.parametrize("address", ["/robots.txt", "/sw.js", "/sitemap.xml", "/", "/khong-co/"])
def test_what_anybody_reads_does_not_name_the_admins_address(client, db, address):
    make_home()
    assert f"/{settings.ADMIN_PATH}" not in client.get(address).content.decode()
