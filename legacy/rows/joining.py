"""Puts an article together from the tables that an old portal spread it over.

NukeViet keeps the text in `…_detail` or `…_bodyhtml_N` and the section's name in `…_cat`; Joomla its
section in `…_categories`; WordPress everything in `…_posts`, its terms in three more tables.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

TABLE = re.compile(
    r"(?:.*_)?(?P<kind>news_rows|rows|news_detail|detail|bodyhtml_\d+|bodytext|news_cat|cat|"
    r"news_tags_id|tags_id|content|categories|posts|terms|term_taxonomy|term_relationships)$",
    re.I,
)
KEYS = ("id", "newsid", "post_id", "ma", "matin")
Tables = dict[str, list[dict]]


def kind_of(table: str) -> str:
    """What a table holds, by its name: `rows`, `detail`, `cat`, `content`, `posts` …; "" if unknown."""
    found = TABLE.fullmatch(table)
    kind = found["kind"].lower().removeprefix("news_") if found else ""
    return "detail" if kind.startswith("body") else kind


def joined(tables: Tables) -> list[dict]:
    """One row for each article; tables that are not known are read as they are if they fit."""
    kinds: dict[str, list[tuple[str, list[dict]]]] = defaultdict(list)
    for name, rows in tables.items():
        kinds[kind_of(name)].append((name, rows))
    found: list[dict] = []
    for name, rows in kinds["rows"]:
        found += nukeviet_rows(rows, kinds, name)
    for _, rows in kinds["content"]:
        found += with_sections(rows, kinds["categories"], "catid", "title")
    for _, rows in kinds["posts"]:
        found += wordpress_rows(rows, kinds)
    for _, rows in kinds[""]:
        found += [row for row in rows if looks_like_article(row)]
    return found


def looks_like_article(row: dict) -> bool:
    """A title and a long text under whatever names."""
    from legacy.fields import value_of

    return bool(value_of(row, "title")) and bool(value_of(row, "body") or value_of(row, "lead"))


def nukeviet_rows(rows: list[dict], kinds: dict, table: str) -> list[dict]:
    """News rows with their texts, sections, tags and the addresses NukeViet gave them."""
    texts = by_key(row for _, part in kinds["detail"] for row in part)
    sections = by_key((row for _, part in kinds["cat"] for row in part), "catid", "id")
    tags = tags_by_article(kinds["tags_id"])
    whole = []
    for row in rows:
        more = texts.get(str(row.get("id")), {})
        section = sections.get(str(row.get("catid")), {})
        named = {"section": section["title"]} if section.get("title") else {}
        own = {"tags": tags.get(str(row.get("id")))} if tags.get(str(row.get("id"))) else {}
        links = {"duong_dan": address} if (address := nukeviet_address(row, section)) else {}
        extra = {k: v for k, v in more.items() if k not in row or row[k] in (None, "")}
        whole.append({**row, **extra, **named, **own, **links})
    return whole


def nukeviet_address(row: dict, section: dict) -> str:
    """`/tin-tuc/ten-bai-12.html`: the rewritten address, when the section's is known."""
    alias, folder = row.get("alias"), section.get("alias")
    return f"/{folder}/{alias}-{row.get('id')}.html" if alias and folder else ""


def tags_by_article(parts: list) -> dict[str, list[str]]:
    """The keywords of each article."""
    found: dict[str, list[str]] = defaultdict(list)
    for _, rows in parts:
        for row in rows:
            if row.get("keyword"):
                found[str(row.get("id"))].append(str(row["keyword"]))
    return found


def with_sections(rows: list[dict], parts: list, key: str, name: str) -> list[dict]:
    """Rows with the name of the section that they only number."""
    sections = by_key(row for _, part in parts for row in part)
    found = []
    for row in rows:
        section = sections.get(str(row.get(key)), {}).get(name)
        found.append({**row, **({"section": section} if section else {})})
    return found


def wordpress_rows(rows: list[dict], kinds: dict) -> list[dict]:
    """Posts with their categories and tags; revisions and menus drop out later by their type."""
    names = {str(r.get("term_id")): r.get("name") for _, part in kinds["terms"] for r in part}
    meant = {
        str(r.get("term_taxonomy_id")): (r.get("taxonomy"), names.get(str(r.get("term_id"))))
        for _, part in kinds["term_taxonomy"]
        for r in part
    }
    terms: dict[str, list] = defaultdict(list)
    for _, part in kinds["term_relationships"]:
        for row in part:
            terms[str(row.get("object_id"))].append(meant.get(str(row.get("term_taxonomy_id"))))
    whole = []
    for row in rows:
        mine = [one for one in terms[str(row.get("ID") or row.get("id"))] if one and one[1]]
        categories = [name for kind, name in mine if kind == "category"]
        tags = [name for kind, name in mine if kind == "post_tag"]
        whole.append({**row, "categories": categories, "tags": tags})
    return whole


def by_key(rows: Iterable[dict], *names: str) -> dict[str, dict]:
    """Rows by their number."""
    found = {}
    for row in rows:
        lowered = {str(name).lower(): value for name, value in row.items()}
        key = next((lowered[name] for name in names or KEYS if lowered.get(name) is not None), None)
        if key is not None:
            found.setdefault(str(key), row)
    return found
