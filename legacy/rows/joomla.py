"""Joomla keeps sections in `…_categories`, people in `…_users`, tags in two tables more."""

from collections import defaultdict

from legacy.rows.tables import Rows, Sorted, by_key, text_of
from manuscripts.people import names_people


def joomla_rows(rows: Rows, prefix: str, tables: Sorted) -> Rows:
    """Articles with the names of what they only number, and every address Joomla gave them."""
    sections = by_key(tables.beside(prefix, "categories"))
    people = by_key(tables.beside(prefix, "users"))
    tags = tags_by_article(
        tables.beside(prefix, "contentitem_tag_map"), tables.beside(prefix, "tags")
    )
    whole = []
    for row in rows:
        section = sections.get(text_of(row, "catid"), {})
        found = dict(row)
        found |= {"section": section["title"]} if section.get("title") else {}
        found |= author_of(row, people)
        found |= {"tags": tags[text_of(row, "id")]} if text_of(row, "id") in tags else {}
        addresses = joomla_addresses(row, section) if section or "introtext" in row else []
        found |= {"addresses": addresses} if addresses else {}
        whole.append(found)
    return whole


def author_of(row: dict, people: dict[str, dict]) -> dict:
    """Whoever it is signed by; the account that wrote it only where a person is behind it."""
    name = text_of(people.get(text_of(row, "created_by"), {}), "name")
    signed = text_of(row, "created_by_alias").strip()
    return {"author": name} if not signed and names_people(name) else {}


def joomla_addresses(row: dict, section: dict) -> list[str]:
    """By its number, and the plain ones below its section, with and without a number and an ending."""
    number, alias = text_of(row, "id"), text_of(row, "alias")
    found = [f"/index.php?option=com_content&view=article&id={number}"] if number else []
    folder = text_of(section, "path") or text_of(section, "alias")
    if number and alias:
        found.append(f"/index.php?option=com_content&view=article&id={number}:{alias}")
    if number and alias and folder:
        names = [f"{number}-{alias}", alias]
        found += [f"/{folder}/{name}{end}" for name in names for end in ("", ".html")]
        found += [f"/index.php/{folder}/{name}" for name in names]
    return found


def tags_by_article(pairs: Rows, names: Rows) -> dict[str, list[str]]:
    """The tags of each article; contacts and sections are tagged in the same table."""
    known = by_key(names)
    found: dict[str, list[str]] = defaultdict(list)
    for row in pairs:
        kind = text_of(row, "type_alias")
        word = known.get(text_of(row, "tag_id"), {}).get("title")
        if word and kind in {"", "com_content.article"}:
            found[text_of(row, "content_item_id")].append(str(word))
    return found
