"""The site map for people: sections and plain pages as a tree, without single articles."""

from dataclasses import dataclass, field

from django.http import HttpRequest
from wagtail.models import Site, get_page_models

from addresses.sitemaps import public_pages


@dataclass
class Branch:
    """One page and the pages below it."""

    title: str
    url: str
    below: "list[Branch]" = field(default_factory=list)


def branches(site: Site, request: HttpRequest) -> "list[Branch]":
    """The tree below the front page; kinds that can hold nothing (articles) are left out.

    One query for the tree's pages, however many there are; they are found by their class, so
    twenty thousand articles are never read.
    """
    holders = [model for model in get_page_models() if model.allowed_subpage_models()]
    pages = public_pages(site).exact_type(*holders)
    found: dict[str, Branch] = {}
    for page in pages.only("title", "path", "depth", "url_path", "numchild", "locale"):
        branch = Branch(page.title, page.get_url(request))
        found[page.path] = branch
        parent = found.get(page.path[: -page.steplen])
        if parent is not None:
            parent.below.append(branch)
    root = found.get(site.root_page.path)
    return root.below if root else []
