"""NukeViet keeps the text in `…_detail` or `…_bodyhtml_N`, the section's name in `…_cat`, the source in `…_sources`."""

from collections import defaultdict

from legacy.rows.tables import Rows, Sorted, by_key, text_of

MODULE_SIGNS = {"hometext", "publtime", "bodyhtml", "homeimgfile"}


def is_news(rows: Rows) -> bool:
    """Menus, banners and polls have `…_rows` too."""
    return bool(rows) and bool(MODULE_SIGNS & {str(name).lower() for name in rows[0]})


def nukeviet_rows(rows: Rows, prefix: str, tables: Sorted) -> Rows:
    """News rows with their texts, sections, tags, source, picture and the address NukeViet gave them."""
    texts = by_key(tables.beside(prefix, "detail"))
    sections = by_key(tables.beside(prefix, "cat"), "catid", "id")
    sources = by_key(tables.beside(prefix, "sources"), "sourceid")
    tags = tags_by_article(tables.beside(prefix, "tags_id"), tables.beside(prefix, "tags"))
    module = prefix.strip("_").rpartition("_")[2] or "news"
    whole = []
    for row in rows:
        number = text_of(row, "id")
        more = texts.get(number, {})
        extra = {k: v for k, v in more.items() if row.get(k) in (None, "")}
        found = {**row, **extra, "tags": tags.get(number) or more.get("keywords") or ""}
        found |= named_sections(row, sections) | picture_of(row, module)
        source = sources.get(text_of(row, "sourceid"), {})
        found |= {"sourcetext": source["title"]} if source.get("title") else {}
        addresses = nukeviet_addresses(row, sections.get(text_of(row, "catid"), {}), module)
        found |= dict(zip(("duong_dan", "permalink"), addresses, strict=False))
        whole.append(found)
    return whole


def named_sections(row: dict, sections: dict[str, dict]) -> dict:
    """The names of its sections, the main one first."""
    numbers = [text_of(row, "catid"), *text_of(row, "listcatid").split(",")]
    known = [sections.get(number.strip(), {}).get("title") for number in dict.fromkeys(numbers)]
    names = [name for name in dict.fromkeys(known) if name]
    return {"section": names} if names else {}


def picture_of(row: dict, module: str) -> dict:
    """The picture of the row, which is kept below the module's own folder."""
    name = text_of(row, "homeimgfile").strip()
    if not name or name.startswith(("http://", "https://", "/")):
        return {}
    return {"homeimgfile": f"/uploads/{module}/{name}"}


def nukeviet_addresses(row: dict, section: dict, module: str) -> list[str]:
    """`/tin-xa/ten-bai-12.html`, and with the module before it: both were in use."""
    alias, folder = row.get("alias"), section.get("alias")
    short = f"/{folder}/{alias}-{row.get('id')}.html" if alias and folder else ""
    return [short, f"/{module}{short}"] if short else []


def tags_by_article(pairs: Rows, names: Rows) -> dict[str, list[str]]:
    """The keywords of each article."""
    known = by_key(names, "tid")
    found: dict[str, list[str]] = defaultdict(list)
    for row in pairs:
        tag = known.get(text_of(row, "tid"), {})
        word = row.get("keyword") or tag.get("title") or tag.get("keywords")
        if word:
            found[text_of(row, "id")].append(str(word))
    return found
