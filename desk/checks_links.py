"""Links in a body that lead nowhere for a reader."""

import re
from html import unescape

from wagtail.documents import get_document_model
from wagtail.models import Page

_LINK = re.compile(r"<a\b[^<>]*+>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r'(?<![\w-])(\w[\w-]*+)="([^"]*+)"')
_CLOSED_PORTAL = re.compile(r"^https?://dichvucong\.(?!gov\.vn)[\w-]+\.gov\.vn", re.IGNORECASE)
"""Provincial service portals, closed on 1/7/2025 (công văn 623/TTg-KSTT)."""


def broken_links(body):
    """One sentence per broken link, in reading order."""
    links = [link for source in _sources(body.raw_data) for link in _links_in(source)]
    live = _existing(Page.objects.live(), links, "page")
    files = _existing(get_document_model().objects.all(), links, "document")
    said = [_complaint(link, live, files) for link in links]
    return list(dict.fromkeys(filter(None, said)))


def _sources(raw):
    """Every string of the stream that may hold rich text, however deep."""
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, dict):
        for value in raw.values():
            yield from _sources(value)
    elif not isinstance(raw, int | float | type(None)):
        for value in raw:
            yield from _sources(value)


def _links_in(source):
    for tag in _LINK.findall(source):
        yield {name: unescape(value) for name, value in _ATTRIBUTE.findall(tag)}


def _existing(queryset, links, kind):
    asked = {link["id"] for link in links if link.get("linktype") == kind and "id" in link}
    wanted = [int(pk) for pk in asked if pk.isdigit()]
    return {str(pk) for pk in queryset.filter(pk__in=wanted).values_list("pk", flat=True)}


def _complaint(link, live, files):
    kind, pk, href = link.get("linktype"), link.get("id"), link.get("href", "")
    if kind == "page" and pk not in live:
        return (
            "Có liên kết tới một trang đã gỡ hoặc chưa đăng. Hãy chọn trang khác hoặc bỏ liên kết."
        )
    if kind == "document" and pk not in files:
        return "Có liên kết tới một tệp không còn nữa."
    if href.lower().startswith("file:") or re.match(r"^[a-z]:[\\/]", href, re.IGNORECASE):
        return f"Liên kết “{href[:60]}” chỉ mở được trên máy của người viết. Hãy bỏ đi."
    if re.match(r"^https?://(localhost|127\.)", href):
        return f"Liên kết “{href[:60]}” chỉ mở được trên máy chủ. Hãy chọn trang từ danh sách."
    if _CLOSED_PORTAL.match(href):
        return (
            f"“{href[:60]}” là cổng dịch vụ công của tỉnh, đã đóng từ 1/7/2025. "
            "Hãy dẫn tới https://dichvucong.gov.vn."
        )
    return ""
