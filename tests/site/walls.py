"""Walks every address of the admin as people of one commune, about what is another's.

Two communes share a database. What only the second may read carries `MARK`; a request of the first that
answers with it has read across the wall, one after which a row of the second (or of the national text)
differs has written across it. Each request is rolled back.
"""

import io
import re
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from bs4 import BeautifulSoup
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Q
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.log_actions import log
from wagtail.models import Comment, Page, Site

from accounts.crossing import crosses
from addresses.models import MissingAddress
from desk.models import RoyaltySheet
from legacy.models import ImportedArticle
from legacy.models import ImportRun as OldPortalRun
from news.intake.models import Arrival, Origin
from search.models import VainSearch
from tests.board import make_board
from tests.factories import make_home
from tests.site import admin_access
from tests.site.admin_access import CLOSED, OTHER, OWN, World
from visits.models import FrozenReport

MARK = " rieng zk7kin"
"""In every text that people of the other commune may not read; `WORD` finds it without being it."""
WORD, SECRET = "rieng", "zk7kin"
ROLES = ["contributor", "section editor", "chief", "administrator", "statistics"]
SETTINGS = ("pages.SiteIdentity", "links.Navigation", "visits.VisitSettings")
NATIONAL = {"procedure", "procedureversion", "lifeevent", "subjectarea", "repealeddocument"}
KEYS = {
    "pk", "page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk", "image_id",
    "document_id", "doc_id", "collection_id", "redirect_id", "revision_id", "task_state_id", "task_id",
    "workflow_pk", "workflow_state_id", "object_id", "number", "report_id", "id",
}  # fmt: skip
"""Arguments of routes that name one of the neighbour's things."""
NO_KEYS = {
    "app_label", "model_name", "app_name", "content_type_app_name", "content_type_model_name",
    "action", "action_name", "filter_spec", "name", "row", "session_id", "uploaded_file_id",
    "token", "uidb64",
}  # fmt: skip
"""Those that name kinds, sizes, parts, and one's own sessions and uploads."""
ASKED_FOR_A_SITE = {"royalty_sheet", "articles_report", "visits:dashboard", "visits:printed_report"}
UNWATCHED = {"accounts_session", "wagtailcore_modellogentry", "wagtailcore_pagelogentry"}
_WRITES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


class Neighbour(World):
    """The commune behind the wall: what `World` has, and what stands in lists and reports only."""

    def __init__(self):
        home = make_home(hostname="xa-ben.test", title="Xã Bên", is_default=False)
        super().__init__(make_board(home, "ben-", MARK), "ben-", MARK)
        self.superuser.delete()  # over all communes: he is nobody's neighbour
        self.superuser = self.people["chief"]
        draft, other = self.pages[OWN], self.pages[OTHER]
        chief = self.people["chief"]
        origin = Origin.objects.create(page=draft, name=f"Tệp{MARK}.docx", missing=[{"what": MARK}])
        run = OldPortalRun.objects.create(site=self.site, paths=[MARK], step=MARK)
        ImportedArticle.objects.create(
            site=self.site, source_key=MARK, fingerprint="1", page=draft, run=run, doubts=[MARK]
        )
        Arrival.objects.create(user=chief, section=self.board.news, batch="1", name=f"Tệp{MARK}")
        Comment.objects.create(page=other, user=chief, text=MARK, contentpath="title")
        RoyaltySheet.objects.create(
            site=self.site, month="2026-01-01", rows=[], total=1, closed_by=chief
        )
        day = timezone.localdate()
        VainSearch.objects.create(site=self.site, day=day, text=MARK)
        MissingAddress.objects.create(site=self.site, day=day, path=f"/{MARK}")
        report = FrozenReport.objects.create(
            site_id=self.site.pk, first=day, last=day, code="1", content={}, checksum="1",
            seal="1", made_at=timezone.now(), made_by=MARK,
        )  # fmt: skip
        for label in SETTINGS:
            apps.get_model(label).objects.get_or_create(site=self.site)
        self._publish_and_change(other)
        for instance in (self.image, self.document, *self.objects.values()):
            if instance._meta.model_name not in NATIONAL:
                log(instance=instance, action="wagtail.edit", user=chief)
        self.numbers |= {"number": origin.pk, "row": 0, "report_id": report.pk}

    def _publish_and_change(self, page):
        """Public with a public title; the change that nobody has published is for the commune."""
        title, page.title = page.title, "Bài đã đăng"
        page.save_revision().publish()
        page.refresh_from_db()
        page.title = title
        later = timezone.now() + timezone.timedelta(days=3)
        page.go_live_at = later
        page.save_revision().publish()

    @cached_property
    def addresses(self):
        """Every address about what is the neighbour's."""
        all_of_them = admin_access.addresses(self)
        single = (address for address in all_of_them if address.route != "wagtail_bulk_action")
        return [*single, *bulk_addresses(self), *chosen_addresses(self)]

    def named(self, model_name):
        """The object of a kind."""
        return {
            "page": self.pages[OTHER],
            "user": self.people["chief"],
            "portalimage": self.image,
            "portaldocument": self.document,
        }.get(model_name) or self.objects[model_name]


@dataclass(frozen=True)
class Found:
    """What one request did across the wall."""

    route: str
    about: str
    method: str
    what: str
    """`read`, `write` or `open`: let in to an address that names the neighbour's thing."""


class Walk:
    """One person's walk over all addresses; `found` is what passed the wall.

    With `whole` every address is really asked for, with and without a filled in form, and lists are
    searched and exported. Without, the gate itself is asked about addresses that name something, which
    is what a request would come to first, and lists are looked at once.
    """

    def __init__(self, client, neighbour, person, whole=True):
        self.client, self.neighbour, self.person, self.whole = client, neighbour, person, whole
        self.found, self.before = set(), rows_of(neighbour)
        client.raise_request_exception = False
        client.force_login(person)

    def all(self):
        """What was found."""
        forms = {}
        for address in self.neighbour.addresses:
            if self.whole or self._may_pass(address):
                self._ask(address, forms)
        return self.found

    def _may_pass(self, address):
        """Whether it is worth a request as somebody who may do less."""
        if not names_something(address):
            return address.method == "GET" and not address.route.endswith("_results")
        path, _, query = address.url.partition("?")
        request = getattr(RequestFactory(), address.method.lower())(
            path, query_params=QueryDict(query)
        )
        request.user = self.person
        return not crosses(request, resolve(path))

    def _ask(self, address, forms):
        form = (address.route, address.about)
        if address.method == "POST":
            data = forms.get(form) or {}
            self._send(address, address.url, {**admin_access.FORMS, **data})
            return
        answer = self._send(address, address.url)
        forms[form] = {**filled_in(answer), "new_parent_page": address.parent}
        if self.whole and not names_something(address) and not address.route.endswith("_results"):
            for url in more_of(address, answer, self.neighbour):
                self._send(address, url)

    def _send(self, address, url, data=None):
        with transaction.atomic(), writes() as touched:
            answer = self.client.get(url) if data is None else self.client.post(url, data)
            answer.said = read(answer)
            if data is not None and touched - UNWATCHED and rows_of(self.neighbour) != self.before:
                self._note(address, "write")
            transaction.set_rollback(True)
        if SECRET in answer.said:
            self._note(address, "read")
        if names_something(address) and not is_national(address) and is_let_in(answer):
            self._note(address, "open")
        return answer

    def _note(self, address, what):
        self.found.add(Found(address.route, address.about, address.method, what))


def names_something(address):
    """Whether the address names one of the neighbour's things."""
    return bool(KEYS & set(address.arguments))


def is_national(address):
    """Whether what it names is of all communes: its text is public, rights to change it are rights alone."""
    words = set(re.split(r"[_: ]", f"{address.route} {address.about}"))
    return bool(NATIONAL & words)


def is_let_in(answer):
    """Whether a view took the thing up at all."""
    return admin_access.meaning(answer) not in (CLOSED, "404", "405")


def read(answer):
    """The answer as text; a workbook is unpacked."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            content = b"".join(file.read(name) for name in file.namelist())
    return content.decode(errors="replace")


@contextmanager
def writes():
    """Names of tables that were written to meanwhile."""
    touched = set()

    def look(execute, sql, params, many, context):
        if found := _WRITES.match(sql):
            touched.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield touched


def filled_in(answer):
    """The largest form of a screen, every text in it changed."""
    if answer.status_code != 200 or "<form" not in answer.said:
        return {}
    forms = BeautifulSoup(answer.said, "html.parser").find_all(
        "form", method=re.compile("post", re.I)
    )
    fields = [dict(_fields(form)) for form in forms]
    return max(fields, key=len, default={})


def _fields(form):
    for field in form.find_all(["input", "textarea", "select"]):
        name, kind = field.get("name", ""), field.get("type", field.name)
        if name and "__prefix__" not in name and kind not in ("file", "submit"):
            yield name, _value_of(field, kind)


def _value_of(field, kind):
    """As a person would send it, with a word more in every text."""
    value = field.get("value", "")
    if kind == "select":
        chosen = field.find("option", selected=True)
        return chosen.get("value", "") if chosen else ""
    if kind in ("checkbox", "radio"):
        return value or "on" if field.has_attr("checked") else ""
    if kind == "textarea":
        return f"{field.text.strip()} thêm"
    return value if kind == "hidden" or value[:1].isdigit() else f"{value} thêm"


def more_of(address, answer, neighbour):
    """The same list searched, exported, and asked for the neighbour's site."""
    if answer.status_code != 200:
        return
    start = address.url + ("&" if "?" in address.url else "?")
    if 'name="q"' in answer.said:
        yield f"{start}q={quote(WORD)}"
    for kind in ("csv", "xlsx"):
        if f"export={kind}" in answer.said:
            yield f"{start}export={kind}"
            break
    if 'name="site"' in answer.said or address.route in ASKED_FOR_A_SITE:
        yield f"{start}site={neighbour.site.pk}"


def bulk_addresses(neighbour):
    """Every action on several things at once, about one of the neighbour's and about all."""
    bulk_action_registry._scan_for_bulk_actions()
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            thing = neighbour.named(model)
            for action in actions:
                url = reverse("wagtail_bulk_action", args=[app, model, action])
                for ids in (thing.pk, "all"):
                    about = f"{action} {model}" + (" (all)" if ids == "all" else "")
                    for method in ("GET", "POST"):
                        yield admin_access.Address(
                            "wagtail_bulk_action", about, method, f"{url}?id={ids}",
                            neighbour.board.news.pk, () if ids == "all" else ("id",),
                        )  # fmt: skip


def chosen_addresses(neighbour):
    """Several of the neighbour's things, as choosers name them."""
    for route, _arguments in admin_access.admin_routes():
        if route.endswith("chosen_multiple"):
            namespace = route.rpartition(":")[0]
            model = namespace.rpartition("_")[2] or "page"
            model = {
                "wagtailimages_chooser": "portalimage", "wagtaildocs_chooser": "portaldocument",
            }.get(namespace, model)  # fmt: skip
            yield admin_access.Address(
                route,
                "several",
                "GET",
                f"{reverse(route)}?id={neighbour.named(model).pk}",
                0,
                ("id",),
            )


def rows_of(neighbour):
    """Every row that belongs to the neighbour or to the whole country, as it stands."""
    return {name: list(rows) for name, rows in _watched(neighbour)}


def _watched(neighbour):
    site = neighbour.site
    below = Page.objects.filter(path__startswith=neighbour.board.home.path)
    yield (
        "pages",
        below.order_by("pk").values_list("pk", "title", "live", "path", "latest_revision"),
    )
    yield "site", Site.objects.filter(pk=site.pk).values_list()
    people = [person.pk for person in neighbour.people.values()]
    user = type(neighbour.people["chief"])
    yield (
        "people",
        user.objects.filter(pk__in=people)
        .order_by("pk")
        .values_list("pk", "username", "password", "is_active", "groups"),
    )
    yield "comments", Comment.objects.filter(page__in=below).values_list("pk", "text")
    for one in (neighbour.image, neighbour.document, *neighbour.objects.values()):
        yield one._meta.label, _of(one, site)
    yield "redirect", _of(neighbour.redirect, site)
    for model in (VainSearch, MissingAddress, RoyaltySheet, ImportedArticle, OldPortalRun):
        yield model._meta.label, model.objects.filter(site=site).order_by("pk").values_list()
    for label in SETTINGS:
        yield label, apps.get_model(label).objects.filter(site=site).values_list()


def _of(instance, site):
    model = type(instance)
    mine = Q(pk=instance.pk)
    if any(field.name == "site" for field in model._meta.fields):
        mine |= Q(site=site) | Q(site=None)
    elif model._meta.model_name in NATIONAL:
        mine = Q()
    return model._default_manager.filter(mine).order_by("pk").values_list()
