"""Rows as other systems wrap them, laid open: what stands inside is what `legacy.field_names` knows."""

import html
import json
import re

from lxml import etree

WRAPPED_IN = ("attributes", "fields", "node", "_source")
"""Strapi, Django, GraphQL and Elasticsearch."""
ESCAPED_TAG = re.compile(r"&lt;(?:p|div|br|span|table|strong|h[1-6])\b", re.I)
REAL_TAG = re.compile(r"<(?:p|div|br|span|table|strong|h[1-6])\b", re.I)
XML = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?<root\b")
TERM_KINDS = {"category": "categories", "post_tag": "tags"}
COVERS = ("image_fulltext", "image_intro")


def laid_open(fields: dict) -> dict:
    """The fields of a row without its wrapping."""
    inner = next((fields[name] for name in WRAPPED_IN if isinstance(fields.get(name), dict)), None)
    row = {**fields, **inner} if inner and not fields.get("title") else dict(fields)
    row = {name: bare(value) for name, value in row.items()}
    return {**row, **embedded(row.pop("_embedded", None))}


def bare(value: object) -> object:
    """One value without what a system puts around it."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        only = value[0]
        return only["value"] if set(only) >= {"value"} and "name" not in only else value
    if not isinstance(value, str):
        return value
    if XML.match(value):
        return words_of_root(value)
    if value.startswith('{"image_'):
        return cover_in(value)
    if ESCAPED_TAG.search(value) and not REAL_TAG.search(value):
        return html.unescape(value)
    return value


def words_of_root(value: str) -> str:
    """Liferay keeps titles and texts as XML: one element a language, or one a field of the structure."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(value.encode(), parser)
    if root is None:
        return value
    found = root.findall(".//dynamic-content") or root.findall(".//static-content") or list(root)
    wanted = [one for one in found if one.get("language-id") in (None, "vi_VN")] or found
    return "\n".join(dict.fromkeys(one.text.strip() for one in wanted if (one.text or "").strip()))


def cover_in(value: str) -> str:
    """Joomla's pictures of an article."""
    try:
        given = json.loads(value)
    except ValueError:
        return ""
    named = (given.get(name) for name in COVERS) if isinstance(given, dict) else iter(())
    return next((str(one).partition("#")[0] for one in named if one), "")


def embedded(linked: object) -> dict:
    """The names behind the numbers, where WordPress was asked to send them along."""
    found: dict[str, list[str]] = {}
    groups = linked.get("wp:term", []) if isinstance(linked, dict) else []
    for term in (one for group in groups if isinstance(group, list) for one in group):
        kind = TERM_KINDS.get(term.get("taxonomy", "")) if isinstance(term, dict) else None
        if kind and term.get("name"):
            found.setdefault(kind, []).append(term["name"])
    return found
