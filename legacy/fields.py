"""One article given as named fields: front matter or a line of JSON."""

from legacy.dates import parse_date
from legacy.hints import Hints
from legacy.section_names import section_name
from legacy.view_counts import parse_views
from pages.clean_text import one_line
from pages.safe_links import safe_href

NAMES = {
    "title": ("title", "tieu_de", "tieude", "ten", "name", "headline", "tên", "tiêu đề"),
    "lead": ("description", "lead", "summary", "sapo", "tom_tat", "tomtat", "mo_ta", "hometext",
             "abstract", "excerpt", "trich_yeu", "intro", "introtext"),
    "section": ("section", "category", "categories", "chuyen_muc", "chuyenmuc", "danh_muc", "cat",
                "catalog"),
    "date": ("date", "published_at", "publishdate", "published", "ngay_dang", "ngaydang",
             "publtime", "created", "created_at", "pubdate", "datepublished", "ngay", "posted_at"),
    "views": ("views", "luot_xem", "luotxem", "hits", "view_count", "viewcount", "hitstotal",
              "view"),
    "author": ("author", "tac_gia", "tacgia", "but_danh", "authors", "byline"),
    "source": ("source", "nguon", "nguon_tin", "source_name"),
    "source_url": ("source_url", "sourceurl", "nguon_url", "original_url"),
    "address": ("url", "link", "permalink", "slug", "canonical", "duong_dan"),
    "cover": ("banner", "upload-image", "image", "cover", "thumbnail", "anh_dai_dien", "homeimgfile"),
    "body": ("content", "body", "html", "noi_dung", "noidung", "bodyhtml", "text", "__content__",
             "content_html"),
    "file": ("tai_lieu_dinh_kem", "attachment", "attachments", "file", "files", "tep_dinh_kem"),
}  # fmt: skip


def value_of(fields: dict, part: str):
    """The first field under any of the names that portals give this part."""
    lowered = {str(name).strip().lower(): value for name, value in fields.items()}
    values = (lowered.get(name) for name in NAMES[part])
    return next((value for value in values if value not in (None, "", [], {})), "")


def words_of(fields: dict, part: str) -> str:
    """A field as one line of text; of a list, its first entry."""
    value = value_of(fields, part)
    while isinstance(value, list | dict):
        inner = list(value.values()) if isinstance(value, dict) else value
        value = inner[0] if inner else ""
    return one_line(value) if isinstance(value, str) else one_line(str(value or ""))


def hints_of(fields: dict) -> Hints:
    """Everything the fields say; a wrong date or count is refused by its reader."""
    source = words_of(fields, "source")
    address = safe_href(source)
    return Hints(
        title=words_of(fields, "title"),
        lead=words_of(fields, "lead"),
        section=section_name(words_of(fields, "section")),
        published_at=parse_date(value_of(fields, "date")),
        views=parse_views(value_of(fields, "views")),
        author=words_of(fields, "author"),
        source="" if address else source,
        source_url=address or safe_href(words_of(fields, "source_url")),
        address=words_of(fields, "address"),
        cover=words_of(fields, "cover"),
    )
