"""Other exports in XML: RSS and Atom with whole texts (Blogger among them), phpMyAdmin's tables."""

from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from legacy.refusals import RefusedError
from legacy.rows.wxr import fields_of

ENTRY = "{http://www.w3.org/2005/Atom}entry"
KIND = "http://schemas.google.com/blogger/2008/kind#"
ATOM = {"title": "title", "published": "date", "content": "content", "summary": "summary"}
LOOKED_AT = 4000
SIGNS = ("<rss", "<feed", "pma_xml_export", "<rdf:RDF", "<mysqldump")


def is_feed(content: str) -> bool:
    """Whether a text may be one; site maps are none."""
    return any(sign in content[:LOOKED_AT] for sign in SIGNS)


def rows_in(content: str) -> Iterator[dict]:
    """One row of fields for each entry; the tree never grows."""
    try:
        reader = etree.iterparse(
            BytesIO(content.encode()), tag=("item", ENTRY, "table", "row"), resolve_entities=False,
            no_network=True, recover=True, huge_tree=True,
        )  # fmt: skip
        for _, part in reader:
            row = READERS[part.tag](part)
            if row:
                yield row
            part.clear()
    except etree.XMLSyntaxError as error:
        raise RefusedError("tệp XML viết sai", error.lineno or 1) from None


def item_of(part) -> dict:
    """An item of RSS; where it holds a teaser only, that is what there is."""
    row = fields_of(part)
    teaser = part.findtext("description") or ""
    row.setdefault("content:encoded", teaser)
    return {**row, "categories": row.pop("others", [])}


def entry_of(part) -> dict:
    """An entry of Atom; of Blogger's only posts."""
    terms = [
        (one.get("scheme", ""), one.get("term", "")) for one in part if local(one) == "category"
    ]
    kinds = [term for _, term in terms if term.startswith(KIND)]
    if kinds and kinds != [f"{KIND}post"]:
        return {}
    row = {ATOM[local(one)]: one.text or "" for one in part if local(one) in ATOM}
    links = [one.get("href", "") for one in part if one.get("rel") == "alternate"]
    names = [one.findtext("{*}name") or "" for one in part if local(one) == "author"]
    tags = [term for scheme, term in terms if "kind" not in scheme]
    return {**row, "link": next(iter(links), ""), "author": next(iter(names), ""), "tags": tags}


def table_row_of(part) -> dict:
    """A row of a database: its columns or fields by their names."""
    cells = [one for one in part if local(one) in {"column", "field"}]
    return {one.get("name", ""): one.text for one in cells}


def local(part) -> str:
    """The name of an element without its namespace."""
    return etree.QName(part).localname if isinstance(part.tag, str) else ""


READERS = {"item": item_of, ENTRY: entry_of, "table": table_row_of, "row": table_row_of}
