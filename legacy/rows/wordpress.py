"""WordPress keeps everything in `…_posts`: terms, counts, covers, people and addresses in tables beside it."""

from collections import defaultdict

from legacy.rows.tables import Rows, Sorted, by_key, text_of
from legacy.rows.wxr import VIEWS
from manuscripts.people import names_people


def wordpress_rows(rows: Rows, prefix: str, tables: Sorted) -> Rows:
    """Posts with sections, tags, author, count, cover and address; revisions drop out by their type."""
    terms = terms_by_post(prefix, tables)
    remembered = meta_by_post(tables.beside(prefix, "postmeta"))
    people = by_key(tables.beside(prefix, "users"))
    options = {
        text_of(r, "option_name"): text_of(r, "option_value")
        for r in tables.beside(prefix, "options")
    }
    files = {
        number_of(row): text_of(row, "guid") for row in rows if row.get("post_type") == "attachment"
    }
    whole = []
    for row in rows:
        number = number_of(row)
        meta = remembered.get(number, {})
        found = {**row, **terms.get(number, {"categories": [], "tags": []})}
        found |= author_of(row, people) | count_in(meta)
        cover = cover_of(text_of(meta, "_thumbnail_id"), remembered, files)
        found |= {"image": cover} if cover else {}
        found["addresses"] = addresses_of(row, options, terms.get(number, {}))
        whole.append(found)
    return whole


def number_of(row: dict) -> str:
    """The number of a post, in either case of its column."""
    return text_of(row, "id")


def terms_by_post(prefix: str, tables: Sorted) -> dict[str, dict]:
    """Sections and tags of each post, by their names; `slug` is the first section's."""
    names = by_key(tables.beside(prefix, "terms"), "term_id")
    meant = by_key(tables.beside(prefix, "term_taxonomy"), "term_taxonomy_id")
    found: dict[str, dict] = defaultdict(lambda: {"categories": [], "tags": []})
    for row in tables.beside(prefix, "term_relationships"):
        taxonomy = meant.get(text_of(row, "term_taxonomy_id"), {})
        term = names.get(text_of(taxonomy, "term_id"), {})
        kind = {"category": "categories", "post_tag": "tags"}.get(text_of(taxonomy, "taxonomy"))
        if kind and term.get("name"):
            mine = found[text_of(row, "object_id")]
            mine[kind].append(term["name"])
            if kind == "categories":
                mine.setdefault("category_slug", text_of(term, "slug"))
    return dict(found)


def meta_by_post(rows: Rows) -> dict[str, dict]:
    """What plug-ins remember of each post."""
    found: dict[str, dict] = defaultdict(dict)
    for row in rows:
        found[text_of(row, "post_id")].setdefault(
            text_of(row, "meta_key"), text_of(row, "meta_value")
        )
    return found


def author_of(row: dict, people: dict[str, dict]) -> dict:
    """The person behind the account, where there is one."""
    shown = text_of(people.get(text_of(row, "post_author"), {}), "display_name")
    return {"author": shown} if names_people(shown) else {}


def count_in(meta: dict) -> dict:
    """How often it was read, by whichever plug-in counted."""
    counts = [value for key, value in meta.items() if VIEWS.match(key) and value.isdecimal()]
    return {"views": max(counts, key=int)} if counts else {}


def cover_of(number: str, remembered: dict[str, dict], files: dict[str, str]) -> str:
    """The address of the picture that a post shows above its text."""
    if not number:
        return ""
    path = remembered.get(number, {}).get("_wp_attached_file", "")
    return f"/wp-content/uploads/{path}" if path else files.get(number, "")


def addresses_of(row: dict, options: dict[str, str], terms: dict) -> list[str]:
    """By its number, and as the portal wrote its addresses."""
    number, name = number_of(row), text_of(row, "post_name")
    found = [f"/?p={number}"] if number else []
    pattern, day = options.get("permalink_structure", ""), text_of(row, "post_date")
    if pattern and name and len(day) >= 10:
        parts = {"year": day[:4], "monthnum": day[5:7], "day": day[8:10], "postname": name,
                 "post_id": number, "category": terms.get("category_slug", ""),
                 "hour": day[11:13], "minute": day[14:16], "second": day[17:19]}  # fmt: skip
        for key, value in parts.items():
            pattern = pattern.replace(f"%{key}%", value)
        found += [pattern] if "%" not in pattern and "//" not in pattern else []
    return found
