"""Walks every address of the admin as every role; what comes out is compared with a table kept as data.

`OWN` is an article that the contributor wrote, in the editor's section; `OTHER` is a colleague's in
another section. A request that changes something is rolled back.
"""

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site, Workflow

from accounts.files import collection_of
from desk import roles, trash
from desk.models import BoardApproval, PenName, RoyaltyBudget, RoyaltyTable
from links.models import LinkGroup
from pages.downtime import DowntimeNotice
from pages.models import PortalDocument
from procedures.models import (
    ImportRun,
    LifeEvent,
    Office,
    Procedure,
    RepealedDocument,
    SubjectArea,
)
from search.models import BestBet, CheckedQuestion, Synonym
from tests.board import make_board, make_person
from tests.factories import make_image
from tests.procedures.making import store

TABLE = Path(__file__).with_name("admin_access.tsv")
ROLES = ["anonymous", "contributor", "section editor", "chief", "administrator", "statistics"]
OWN, OTHER = "own", "other"
LEFT_OUT = {
    "wagtailadmin_error_test": "raises on purpose",
    "wagtailadmin_logout": "ends the walk's own session",
    "wagtailredirects:process_import": "is the second step of a form that holds a file",
    "wagtailadmin_password_reset_confirm": "is opened by a letter, not by a role",
}
_CHOOSER_FORM = re.compile(r"wagtailsnippetchoosers_\w+:create")
"""Left out as well: our snippet choosers have no form, and Wagtail fails on a POST to none."""
OPEN, CLOSED = "open", "closed"
_CHANGING = re.compile(
    r"add|create|edit|delete|move|copy|lock|publish|unschedule|alias|revert|privacy|action|bulk|"
    r"enable|disable|remove|chosen|upload|import|bring_back|roles|royalty|access_review|position|"
    r"cancel|second_factor$"
)
BULK = {
    "delete own page": ("wagtailcore", "page", "delete"),
    "publish own page": ("wagtailcore", "page", "publish"),
    "move own page": ("wagtailcore", "page", "move"),
    "delete other page": ("wagtailcore", "page", "delete"),
    "delete user": ("accounts", "user", "delete"),
    "lock user": ("accounts", "user", "set_active_state"),
    "give role": ("accounts", "user", "assign_role"),
    "delete image": ("pages", "portalimage", "delete"),
}
"""Actions on several things at once: what about, and the three parts of the address."""
_PAGE_ARGUMENTS = {"page_id", "parent_page_id", "page_to_move_id"}


@dataclass(frozen=True)
class Address:
    """One address to ask for: the name of its route, what it is about, and how."""

    route: str
    about: str
    method: str
    url: str
    parent: int
    """A page that may be a parent, for the forms that ask for one."""
    arguments: tuple = ()
    """What of it names something."""

    @property
    def key(self):
        """What names it in the table."""
        return (self.route, self.about, self.method)


class World:
    """A board, and one object of every kind that an address can name.

    `mark` stands in every text of it that nobody outside of its commune may read.
    """

    def __init__(self, board=None, name="", mark=""):
        board = self.board = board or make_board()
        self.name, self.mark = name, mark
        self.site = Site.objects.get(root_page=board.home)
        editor = make_person(f"{name}section-editor", last_name=mark)
        editor.groups.add(roles.section_group(roles.EDITOR, board.news))
        self.people = {**board.people, "section editor": editor}
        self.superuser = make_person(f"{name}superuser", is_superuser=True)
        self.pages = {
            OWN: board.draft(board.contributor, title=f"Bài của mình{mark}"),
            OTHER: board.draft(
                board.chief, title=f"Bài của người khác{mark}", section=board.notices
            ),
        }
        self.states = {key: self._submit(page) for key, page in self.pages.items()}
        self.trashed = {
            OWN: self._thrown_away(board.contributor),
            OTHER: self._thrown_away(board.chief, section=board.notices),
        }
        self.collection = self._collection()
        self.image = make_image(f"Ảnh{mark}", collection=self.collection)
        self.document = PortalDocument.objects.create(
            title=f"Tệp{mark}",
            file=ContentFile(b"%PDF-1.4", name="tep.pdf"),
            collection=self.collection,
        )
        self.task = BoardApproval.objects.get(site=self.site)
        self.workflow = Workflow.objects.get(workflow_tasks__task=self.task)
        self.objects = {**self._of_the_commune(), **_national()}
        self.import_run = ImportRun.objects.create(file_name="tep.json")
        self.redirect = Redirect.objects.create(
            old_path=f"/cu{mark}", redirect_link="/moi", site=self.site
        )
        self.numbers = dict.fromkeys(
            ("uploaded_file_id", "session_id", "report_id", "number", "row"), 999
        )

    def _collection(self):
        return collection_of(self.site).add_child(name=f"Ảnh{self.mark}")

    def _thrown_away(self, owner, **fields):
        page = self.board.draft(owner, title=f"Bản nháp{self.mark}", **fields)
        return trash.throw_away(page, owner)

    def _of_the_commune(self):
        mark, page = self.mark, self.board.notices
        now = timezone.now()
        made = {
            LinkGroup: {"title": f"Liên kết{mark}"},
            RoyaltyTable: {"name": f"Bảng{mark}", "valid_from": "2026-01-01", "unit_value": 1},
            RoyaltyBudget: {"year": 2026, "amount": 1, "note": mark},
            PenName: {"name": "Hoa", "full_name": f"Hoa{mark}"},
            DowntimeNotice: {"starts_at": now, "ends_at": now, "reason": f"Nâng cấp{mark}"},
            Synonym: {"names": f"sổ đỏ{mark}"},
            BestBet: {"questions": f"sổ đỏ{mark}", "page": page},
            CheckedQuestion: {"text": f"sổ đỏ{mark}", "page": page},
            Office: {"kind": "police", "name": f"Công an xã{mark}"},
        }
        return {
            model._meta.model_name: model.objects.create(**fields, site=self.site)
            for model, fields in made.items()
        }

    @staticmethod
    def _submit(page):
        return page.get_workflow().start(page, page.owner)


def _national():
    """What is the same for every commune."""
    procedure = Procedure.objects.first() or store()
    return {
        "procedure": procedure,
        "procedureversion": procedure.versions.get(),
        "lifeevent": LifeEvent.objects.get_or_create(name="Sinh con")[0],
        "subjectarea": SubjectArea.objects.get_or_create(name="Hộ tịch")[0],
        "repealeddocument": RepealedDocument.objects.get_or_create(
            number="1/2000/NĐ-CP", repealed_on="2026-07-01"
        )[0],
    }


def walk(client, world, role, look=None):
    """`{key: outcome}` of every address for one role; `look(address, html)` sees what opened."""
    client.raise_request_exception = False
    if role != "anonymous":
        client.force_login(world.people[role])
    return {address.key: _outcome(client, address, look) for address in addresses(world)}


FORMS = {
    f"{form}-{part}": "0"
    for form in ("comments", "pinned_articles", "rates", "links")
    for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
} | {f"{stream}-count": "0" for stream in ("body", "bands", "menu", "footer", "link_groups")}
"""What every form of the admin sends along; without it Wagtail takes a POST for a forgery."""


def _outcome(client, address, look):
    data = {**FORMS, "new_parent_page": address.parent} if address.method == "POST" else {}
    with transaction.atomic():
        answer = getattr(client, address.method.lower())(address.url, data)
        content = _read(answer)
        transaction.set_rollback(True)
    if look and answer.status_code == 200 and (html := _html_in(answer, content)):
        look(address, html)
    return meaning(answer)


def _read(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def _html_in(answer, content):
    """The page, or the piece of one that a script is given; "" where nobody reads it."""
    kind = answer.get("Content-Type", "")
    if kind.startswith("text/html"):
        return content.decode()
    given = json.loads(content) if kind.startswith("application/json") else None
    return given.get("html") or "" if isinstance(given, dict) else ""


def meaning(answer):
    """Whether an answer lets in: `OPEN`, `CLOSED`, or its status."""
    if answer.status_code in (403, 401):
        return CLOSED
    if answer.status_code in (301, 302):
        to_home_or_login = re.fullmatch(r"/quan-tri/(login/.*)?", answer["Location"])
        return CLOSED if to_home_or_login else OPEN
    return OPEN if answer.status_code in (200, 304) else str(answer.status_code)


def addresses(world):
    """Every address of the admin, those about a page twice: the own and another's."""
    for route, arguments in admin_routes():
        if route in LEFT_OUT or _CHOOSER_FORM.fullmatch(route):
            continue
        for about in _abouts(route, arguments):
            url = _url(world, route, arguments, about)
            for method in ["GET", "POST"] if _CHANGING.search(route) else ["GET"]:
                yield Address(route, about, method, url, world.board.news.pk, arguments)


def _url(world, route, arguments, about):
    if route.endswith("revisions_compare"):
        return reverse(route, args=[world.pages[about].pk, "earliest", "latest"])
    if route == "wagtail_bulk_action":
        return f"{reverse(route, args=BULK[about])}?id={_bulk_object(world, about)}"
    values = [_value(world, route, argument, about) for argument in arguments]
    return reverse(route, kwargs=dict(zip(arguments, values, strict=True)))


def _bulk_object(world, about):
    if about.endswith("page"):
        return world.pages[OTHER if "other" in about else OWN].pk
    return world.image.pk if "image" in about else world.people["chief"].pk


def admin_routes():
    """`(name with namespaces, names of arguments)`, each once, in the resolver's order."""
    seen = {}
    for name, pattern, arguments in _walk(get_resolver().url_patterns, "", []):
        if pattern.startswith("quan-tri/") and name and not name.endswith(":"):
            seen.setdefault((name, tuple(arguments)))
    return list(seen)


def _walk(patterns, before, namespaces):
    for one in patterns:
        pattern = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield ":".join([*namespaces, one.name or ""]), pattern, list(one.pattern.converters)
        else:
            inner = [*namespaces, one.namespace] if one.namespace else namespaces
            yield from _walk(one.url_patterns, pattern, inner)


def _abouts(route, arguments):
    about_page = _PAGE_ARGUMENTS & set(arguments) or route.endswith("revisions_compare")
    if about_page or route.startswith("trash_"):
        return [OWN, OTHER]
    if route.startswith("wagtailusers_users:") and arguments:
        return ["colleague", "superuser"]
    if route == "wagtailsettings:edit":
        return ["identity", "navigation"]
    return list(BULK) if route == "wagtail_bulk_action" else [""]


def _value(world, route, argument, about):
    page = world.pages.get(about, world.pages[OWN])
    if route.endswith(("explore", "explore_results", ":add", ":preview_on_add", "add_subpage")):
        page = page.get_parent()
    found = {
        **dict.fromkeys(_PAGE_ARGUMENTS, page.pk),
        "destination_id": world.board.notices.pk,
        "content_type_app_name": "news",
        "content_type_model_name": "articlepage",
        "revision_id": page.latest_revision_id,
        "workflow_state_id": world.states.get(about, world.states[OWN]).pk,
        "task_state_id": world.states.get(about, world.states[OWN]).current_task_state_id,
        "task_id": world.task.pk,
        "workflow_pk": world.workflow.pk,
        "page_pk": world.board.home.pk,
        "collection_id": world.collection.pk,
        "image_id": world.image.pk,
        "document_id": world.document.pk,
        "doc_id": world.document.pk,
        "redirect_id": world.redirect.pk,
        **world.numbers,
        "object_id": page.pk,
        "filter_spec": "width-100",
        "action_name": "approve",
        "name": "khong-co",
        "app_label": "wagtailcore",
        "model_name": "page",
    }  # fmt: skip
    return _special(world, route, argument, about) or found[argument]


def _special(world, route, argument, about):
    """Values whose meaning depends on the route."""
    if argument == "pk":
        return _pk(world, route, about)
    if route == "wagtailadmin_pages:choose_parent":
        return {"app_label": "news", "model_name": "articlepage"}[argument]
    if route.startswith("wagtailadmin_workflows:"):
        return {"app_label": "desk", "model_name": "boardapproval"}.get(argument)
    if route.startswith("wagtailsettings:"):
        app, model = ("links", "navigation") if about == "navigation" else ("pages", "siteidentity")
        return {"app_name": app, "model_name": model}[argument]
    if route == "wagtailadmin_tag_model_autocomplete":
        return {"app_name": "taggit", "model_name": "tag"}[argument]
    return None


def _pk(world, route, about):
    namespace, _, name = route.rpartition(":")
    if route == "procedures_import_run":
        return world.import_run.pk
    snippet = next((key for key in world.objects if namespace.endswith(key)), None)
    if snippet:
        return world.objects[snippet].pk
    return {
        "wagtailadmin_collections": world.collection.pk,
        "wagtailadmin_workflows": world.task.pk if "task" in name else world.workflow.pk,
        "wagtailsettings": world.site.pk,
        "wagtailsites": world.site.pk,
        "wagtailusers_users": (world.superuser if about == "superuser" else world.people["chief"]).pk,
        "wagtailusers_groups": Group.objects.filter(role__site=world.site).first().pk,
        "wagtaildocs_chooser": world.document.pk,
        "wagtailimages_chooser": world.image.pk,
        "wagtailadmin_api:pages": world.pages[OWN].pk,
        "wagtailadmin_api:documents": world.document.pk,
        "wagtailadmin_api:images": world.image.pk,
        "": world.trashed.get(about, world.trashed[OWN]).pk,
    }[namespace]  # fmt: skip


def read_table():
    """`{key: {role: outcome}}` as it is kept."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return {
            (row["route"], row["about"], row["method"]): {role: row[role] for role in ROLES}
            for row in rows
        }


def write_table(outcomes):
    """Keep `{role: {key: outcome}}`; a person reads the difference before it is committed."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(["route", "about", "method", *ROLES])
        for key in outcomes[ROLES[0]]:
            writer.writerow([*key, *(outcomes[role][key] for role in ROLES)])
