"""A picture or a file is to be had as long as a page that the reader may see uses it.

Who uses what is Wagtail's reference index, which follows what is published: the words of a draft of a
published page do not count. Beside pages there are holders that every page shows (links, the emblem);
a holder that only pages show says so by `shown_on`. Nothing here is asked while a page is made: only
the file's own request asks (docs/decisions/150).
"""

from collections.abc import Callable

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import permissions as document_permissions
from wagtail.images import permissions as image_permissions
from wagtail.models import Page, ReferenceIndex, Site

from accounts.second_factor import has_entered
from pages.documents import PortalDocument
from pages.restrictions import open_to_all

_USED_BY_EDITORS = ("add", "change", "delete", "choose")
_pages_showing: dict[type, Callable] = {}


def shown_on(model, pages_of):
    """The files of `model` are public where one of `pages_of(ids)`, pages of any kind, is."""
    _pages_showing[model] = pages_of


def is_public(thing):
    """Whether everybody may have the picture or file."""
    page_ids, shown_everywhere = _holders(thing)
    return shown_everywhere or _stands_on_a_site(open_to_all(_live(page_ids)))


def may_have(request, thing):
    """Whether the one who asks may: an editor, or a reader who may see a page that uses it."""
    return is_public(thing) or _is_for_editor(request, thing) or _has_opened(request, thing)


def _holders(thing):
    """`(ids of pages, whether something shows it that is no page)`."""
    found: dict[type | None, set[int]] = {}
    rows = ReferenceIndex.get_references_to(thing).values_list("base_content_type", "object_id")
    for kind, holder in rows.distinct():
        found.setdefault(ContentType.objects.get_for_id(kind).model_class(), set()).add(int(holder))
    page_ids = found.pop(Page, set())
    for model in _pages_showing.keys() & found.keys():
        page_ids |= set(_pages_showing[model](found.pop(model)).values_list("pk", flat=True))
    return page_ids, bool(found)


def _live(page_ids):
    return Page.objects.live().filter(pk__in=page_ids)


def _stands_on_a_site(pages):
    roots = tuple(root.root_path for root in Site.get_site_root_paths())
    return any(path.startswith(roots) for path in pages.values_list("url_path", flat=True))


def _has_opened(request, thing):
    """Whether the reader has given the password of a page that uses it, or is signed in for it."""
    for page in _live(_holders(thing)[0]):
        if all(rule.accept_request(request) for rule in page.get_view_restrictions()):
            return True
    return False


def _is_for_editor(request, thing):
    user = request.user
    if not (has_entered(request) and user.has_perm("wagtailadmin.access_admin")):
        return False
    permissions = document_permissions if isinstance(thing, PortalDocument) else image_permissions
    policy = permissions.permission_policy
    return policy.user_has_any_permission_for_instance(user, _USED_BY_EDITORS, thing)
