"""Finds the page at an address: one query for the whole chain, one for the page itself.

Wagtail asks once or twice for every part of the address; an article four levels down cost eight
queries, a fifth of its time. The chain found here is also the page's breadcrumb.
"""

from itertools import accumulate

from wagtail.models import Page

_OF_THE_CHAIN = ("title", "slug", "url_path", "path", "depth", "live", "content_type")


def deepest_page(root, components):
    """The deepest existing page below `root` on the way of `components`, and what is left of them.

    Gives `(root, components)` where not even the first part exists.
    """
    paths = [
        f"{path}/" for path in accumulate([root.url_path.rstrip("/"), *components], "{}/{}".format)
    ]
    # By slug, which is indexed; addresses are not.
    found = Page.objects.filter(slug__in=components, path__startswith=root.path, url_path__in=paths)
    chain = _unbroken(root, sorted(found.only(*_OF_THE_CHAIN), key=lambda page: page.depth))
    if not chain:
        return root, components
    page = _whole(chain[-1])
    page.trail = [root, *chain[:-1]]
    return page, components[len(chain) :]


def _unbroken(root, pages):
    """The pages from the top as long as each is the child of the one before."""
    chain, parent = [], root
    for page in pages:
        if page.depth != parent.depth + 1 or not page.path.startswith(parent.path):
            break
        chain.append(page)
        parent = page
    return chain


def _whole(page):
    """The page as its own type; of a type that is gone, as Wagtail gives it."""
    model = page.specific_class
    followed = getattr(model, "fetched_with", ())
    if not followed:
        return page.specific
    return model._default_manager.select_related(*followed).get(pk=page.pk)
