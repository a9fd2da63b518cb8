"""Finds the page at an address: one query for the whole chain, one for the page itself.

Wagtail asks once or twice for every part of the address; an article four levels down cost eight
queries, a fifth of its time. The chain found here is also the page's breadcrumb.
"""

import functools
from itertools import accumulate

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from pages import shown
from pages.prepared import Prepared
from pages.remembering import remembered

_OF_THE_CHAIN = ("depth", "path", "pk", "content_type_id")
_OF_THE_TRAIL = ("title", "slug", "url_path", "path", "depth", "live", "content_type")


# By slug, which is indexed; addresses are not.
_on_the_way = Prepared(
    lambda slugs, path, paths: Page.objects.filter(
        slug__in=slugs, path__startswith=path, url_path__in=paths
    ).values_list(*_OF_THE_CHAIN)
)


def deepest_page(root, components):
    """The deepest existing page below `root` on the way of `components`, and what is left of them.

    Gives `(root, components)` where not even the first part exists.
    """
    paths = [
        f"{path}/" for path in accumulate([root.url_path.rstrip("/"), *components], "{}/{}".format)
    ]
    with shown.named():  # all of them, whatever their state
        chain = _unbroken(root, sorted(_on_the_way(components, root.path, paths)))
        shown.note(frozenset(shown.page_name(row[2]) for row in chain))
        if len(chain) < len(components):  # a page may come to stand there
            shown.note_any_page()
        if not chain:
            return root, components
        *above, (_, _, pk, content_type_id) = chain
        page = _whole(pk, content_type_id)
    if page is None:  # deleted since the line above asked
        return root, components
    page.trail = [root, *_trail([row[2] for row in above])]
    return page, components[len(chain) :]


def whole(page):
    """The same page read anew: one that is remembered keeps what its blocks have asked for already."""
    with shown.named():
        return _whole(page.pk, page.content_type_id) or page


def _unbroken(root, rows):
    """The rows from the top as long as each is the child of the one before."""
    chain, depth, path = [], root.depth, root.path
    for row in rows:
        if row[0] != depth + 1 or not row[1].startswith(path):
            break
        chain.append(row)
        depth, path = row[:2]
    return chain


def _trail(ids):
    """The sections above, the same for all that stands in them: remembered until a change."""

    def ask():
        with shown.named():
            found = Page.objects.only(*_OF_THE_TRAIL).in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]

    return remembered(("trail", *ids), ask, of_site=True) if ids else []


def _whole(pk, content_type_id):
    """The page as its own type, with what its template follows; of a type that is gone, plain."""
    model = ContentType.objects.get_for_id(content_type_id).model_class() or Page
    return next(iter(_by_key(model)(pk)), None)


@functools.cache
def _by_key(model):
    followed = getattr(model, "fetched_with", ())
    pages = model._default_manager
    chosen = pages.select_related(*followed) if followed else pages
    return Prepared(lambda pk: chosen.filter(pk=pk).order_by()[:1])
