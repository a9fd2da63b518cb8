"""A WordPress export (WXR): RSS with everything that WordPress knows of a post."""

import re
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from legacy.refusals import RefusedError
from manuscripts.people import names_people

WORDPRESS = "wordpress.org/export/"
VIEWS = re.compile(
    r"^(?:post_views_count|views|_?post_views|post-views|wpb_post_views_count)$", re.I
)
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
TERMS = {"category": "categories", "post_tag": "tags"}
FIELDS = {
    "title": "title", "link": "link", "guid": "guid", "creator": "creator", "post_id": "post_id",
    "attachment_url": "attachment_url", "encoded": "excerpt:encoded", "post_date": "wp:post_date",
    "post_date_gmt": "wp:post_date_gmt", "post_type": "wp:post_type", "status": "wp:status",
    "pubDate": "date_gmt",
}  # fmt: skip
"""Parts of an item by their local names, and what `legacy.field_names` calls them."""


def is_export(content: str) -> bool:
    """Whether a text is one."""
    return WORDPRESS in content[:4000]


def rows_in(content: str) -> Iterator[dict]:
    """One row of fields for each item that is not a file; pictures are given by their address."""
    whole = content.encode()
    files = {item["post_id"]: item["attachment_url"] for item in items_in(whole) if
             item.get("attachment_url")}  # fmt: skip
    people = authors_in(whole)
    for item in items_in(whole):
        if item.get("wp:post_type") == "attachment":
            continue
        cover = files.get(item.pop("cover_id", ""), "")
        author = people.get(item.pop("creator", ""), "")
        yield {**item, "image": cover, "author": author}


def items_in(whole: bytes) -> Iterator[dict]:
    """The items one after another; the tree never grows."""
    try:
        reader = etree.iterparse(
            BytesIO(whole), tag="item", resolve_entities=False, no_network=True, recover=True,
            huge_tree=True,
        )  # fmt: skip
        for _, item in reader:
            yield fields_of(item)
            item.clear()
    except etree.XMLSyntaxError as error:
        raise RefusedError("tệp XML viết sai", error.lineno or 1) from None


def fields_of(item) -> dict:
    """One item as named fields."""
    found: dict = {"categories": [], "tags": []}
    for part in item:
        name, words = etree.QName(part).localname, part.text or ""
        if name == "category":
            kind = TERMS.get(part.get("domain", ""))
            found.setdefault(kind or "others", []).append(words)
        elif name == "postmeta":
            found |= meta_of(part)
        elif part.tag == CONTENT:
            found["content:encoded"] = words
        elif name in FIELDS:
            found[FIELDS[name]] = words
    return found


def meta_of(part) -> dict:
    """A count of views or the number of the cover among what plug-ins remember."""
    values = {etree.QName(child).localname: child.text or "" for child in part}
    key, value = values.get("meta_key", ""), values.get("meta_value", "")
    if VIEWS.match(key) and value.isdecimal():
        return {"views": value}
    return {"cover_id": value} if key == "_thumbnail_id" else {}


def authors_in(whole: bytes) -> dict[str, str]:
    """The people behind the log-in names, where a person is behind one."""
    found = {}
    reader = etree.iterparse(BytesIO(whole), resolve_entities=False, no_network=True, recover=True)
    for _, part in reader:
        name = etree.QName(part).localname if isinstance(part.tag, str) else ""
        if name == "item":
            break
        if name == "author":
            given = {etree.QName(child).localname: child.text or "" for child in part}
            shown = given.get("author_display_name", "")
            if names_people(shown):
                found[given.get("author_login", "")] = shown
    return found
