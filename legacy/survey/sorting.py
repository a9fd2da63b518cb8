"""Tells what a page is from its address, its head, and what is left of it without lists and menus."""

import re

from bs4 import BeautifulSoup, Tag

from legacy.html_body import is_named_body, unlinked
from legacy.html_teasers import is_teaser, teaser_lists, teasers_in
from legacy.survey.kinds import Kind, Sorted
from manuscripts.elements import Table
from manuscripts.html.inline import attribute
from manuscripts.manuscript import Manuscript
from pages.clean_text import folded, one_line

SYSTEM_ADDRESS = re.compile(
    r"(?:^|[/?&=])(?:wp-login|login|log-in|signin|sign-in|register|logout|dang-nhap|dang-ky|quen-mat-khau|"
    r"users?|account|lostpass\w*|search|tim-kiem|timkiem|seek|captcha|voting|statistics|thong-ke|cart|"
    r"feed|rss|sitemap|404|error|administrator|admin|_layouts|comment|contact|lien-he|lienhe|ykien|hoi-dap)"
    r"(?:$|[/?&.=])|[?&](?:s|q|keyword|searchword|tukhoa)=|"
    r"(?:ctl=(?:login|register|sendpassword))|nv=(?:users|seek|contact|statistics|voting|feeds|comment)", re.I
)  # fmt: skip
SYSTEM_TITLE = re.compile(
    r"(?:ket qua )?tim kiem\b.*|search(?: results?)?\b.*|dang nhap.*|dang ky(?: thanh vien| tai khoan| nguoi dung)?|"
    r"log ?in\b.*|sign in.*|register|quen mat khau.*|khoi phuc mat khau.*|dat lai mat khau.*|thong tin dang nhap|"
    r"(?:loi )?404\b.*|.*\b(?:page|trang)(?: web)? (?:not found|khong (?:ton tai|tim thay)).*|khong tim thay (?:trang|noi dung).*|"
    r"(?:runtime |server )?error\b.*|access denied.*|(?:he thong|trang|website) dang (?:duoc )?(?:bao tri|nang cap).*|"
    r"bao tri|loi (?:may chu|thuc thi|ket noi).*|loi (?:he thong|truy cap|trang).*|bao tri he thong.*|thong bao loi.*|user log ?in|"
    r"yeu cau dang nhap.*|truy cap bi tu choi.*|object moved.*|page has moved.*|rss(?: feeds?)?|thong ke truy cap|so do (?:site|trang|website|cong).*|gui (?:mail|email|bai viet).*"
)
PRINT_ADDRESS = re.compile(
    r"(?:^|[/?&_.-])(?:print|printpage|inbai|in-bai|in-trang|intrang|ban-in|printpreview|printview)(?:$|[/?&=._-])|"
    r"tmpl=component|layout=print|print=1|op=print|[?&]dnnprintmode|SkinSrc=.*(?:print|no\+?skin)|p_p_state=pop_up|"
    r"viewMode=print|IsPrint", re.I
)  # fmt: skip
LIST_ADDRESS = re.compile(
    r"(?:^|[/?&])(?:page|paged|trang|start|limitstart|p_p_cur|cur|cpage|pageindex|page-\d+)[-/=]\d+|/tags?/|"
    r"/category/|/chuyen-muc/[^/]*/?$|/archives?/|/author/|[?&](?:cat|tag|author|m)=|/page-\d+/?$", re.I
)  # fmt: skip
STATIC_ADDRESS = re.compile(
    r"(?:^|/)(?:gioi-thieu|about|co-cau-to-chuc|so-do-to-chuc|chuc-nang|lich-su|ban-do|dieu-khoan|chinh-sach|"
    r"siteterms|privacy|don-vi-hanh-chinh|thong-tin-lien-he|danh-ba)(?:$|[/.-])", re.I
)  # fmt: skip
STATIC_TITLE = re.compile(
    r"gioi thieu(?: chung| ve .{1,60})?|co cau to chuc.*|so do to chuc.*|chuc nang,? nhiem vu.*|lien he|"
    r"lich su (?:hinh thanh|phat trien|van hoa).*|(?:dieu kien|dieu khoan|quy che|chinh sach) .{0,40}|"
    r"ban do hanh chinh.*|thong tin lien he|danh ba.*|dieu kien tu nhien.*|vi tri dia ly.*|tong quan.*|so do cong.*|"
    r"ban bien tap|lanh dao (?:xa|phuong|ubnd).*|thong tin chung"
)
LIST_BODY = re.compile(
    r"(?:^|\s)(?:archive|category|tag|blog|search-results|view-category|view-categories|view-featured|"
    r"view-archive|tax-\S+|date|author)(?:$|\s)"
)
SYSTEM_BODY = re.compile(
    r"(?:^|\s)(?:error404|search(?:-results|-no-results)?|login|view-(?:search|login|registration|reset|remind|"
    r"profile|mailto|contact)|com_(?:users|search|finder|mailto|contact))(?:$|\s)"
)
ARTICLE_BODY = re.compile(r"(?:^|\s)(?:single-post|single|view-article|postid-\d+)(?:$|\s)")
STATIC_BODY = re.compile(r"(?:^|\s)(?:page-id-\d+|page-template\S*|page)(?:$|\s)")
PRINTS_ITSELF = re.compile(r"(?:window|self|this)?\.?\bprint\(\)", re.I)
MOVED = re.compile(r"^\s*+(?:0\s*+)?(?:;\s*+)?url=", re.I)
FEWEST_ROWS = 4
SHORTEST_TEXT, NOTHING = 40, 12
LITTLE = 160


def by_address(address: str) -> Sorted | None:
    """What the address alone tells for sure."""
    if PRINT_ADDRESS.search(address):
        return Sorted(Kind.PRINT, "địa chỉ của bản in")
    if SYSTEM_ADDRESS.search(address):
        return Sorted(Kind.SYSTEM, "địa chỉ của trang đăng nhập, tìm kiếm hay của hệ thống")
    if LIST_ADDRESS.search(address):
        return Sorted(Kind.LIST, "địa chỉ của trang danh sách")
    return None


def by_head(tree: BeautifulSoup, title: str) -> Sorted | None:
    """What the page says of itself before it is read: a way on, a form to sign in, a list."""
    if is_moved(tree):
        return Sorted(Kind.SYSTEM, "trang chỉ chuyển sang địa chỉ khác")
    if SYSTEM_TITLE.fullmatch(folded(title)) and len(title) < 80:
        return Sorted(Kind.SYSTEM, f"tiêu đề “{one_line(title)[:60]}”")
    if prints_itself(tree):
        return Sorted(Kind.PRINT, "trang tự mở hộp thoại in")
    return by_frame(attribute(tree.body, "class") if tree.body else "")


def by_frame(names: str) -> Sorted | None:
    """What WordPress and Joomla call the body of a page."""
    frames = [(SYSTEM_BODY, Kind.SYSTEM, "khung trang đăng nhập, tìm kiếm hay báo lỗi")]
    if not ARTICLE_BODY.search(names):
        frames += [(LIST_BODY, Kind.LIST, "khung trang danh sách"),
                   (STATIC_BODY, Kind.STATIC, "khung trang tĩnh")]  # fmt: skip
    return next((Sorted(kind, why) for pattern, kind, why in frames if pattern.search(names)), None)


def is_moved(tree: BeautifulSoup) -> bool:
    """A page that only sends its reader elsewhere."""
    refresh = tree.find("meta", attrs={"http-equiv": re.compile("refresh", re.I)})
    onward = refresh is not None and MOVED.search(attribute(refresh, "content"))
    return bool(onward) and len(one_line(tree.get_text(" "))) < 400


def prints_itself(tree: BeautifulSoup) -> bool:
    """A page that opens the print dialog when it is loaded."""
    if tree.body and PRINTS_ITSELF.search(attribute(tree.body, "onload")):
        return True
    scripts = (script.get_text() for script in tree.find_all("script", src=False))
    alone = (s for s in scripts if PRINTS_ITSELF.search(s) and len(s) < 300 and "function" not in s)
    return any(alone) and tree.find("nav") is None


def lists_others(page: Tag, body: Tag | None) -> int:
    """How many teasers a page has, where the text itself is one of them or there is no text."""
    lists = teaser_lists(page)
    if body is None:
        return sum(len(teasers_in(one)) for one in lists)
    around = [one for one in lists if any(parent is one for parent in body.parents)]
    entries = [e for one in around for e in teasers_in(one) if body in e.descendants]
    return sum(len(teasers_in(one)) for one in around) if any(map(is_teaser, entries)) else 0


def by_reading(
    manuscript: Manuscript, teasers: int, named: bool, address: str, menu: set[str]
) -> Sorted:
    """What is left when lists and menus are gone decides."""
    words = sum(map(len, [manuscript.lead, *manuscript.paragraphs]))
    shows = manuscript.figures or files_in(manuscript)
    title = folded(manuscript.title)
    in_menu = title in menu
    if (
        teasers >= 2
        and (not named or in_menu or not manuscript.title)
        and (words < LITTLE or in_menu)
        and not (manuscript.published_at and words > SHORTEST_TEXT)
    ):
        return Sorted(Kind.LIST, f"{teasers} tiêu đề dẫn sang trang khác, không có bài")
    undated = manuscript.published_at is None
    if undated and is_register(manuscript):
        return Sorted(Kind.LIST, "bảng danh sách văn bản để tải về")
    if not shows and (words < NOTHING or (words < SHORTEST_TEXT and (undated or in_menu))):
        return Sorted(Kind.SYSTEM, "trang không có nội dung")
    if undated and (STATIC_TITLE.fullmatch(title) or in_menu or STATIC_ADDRESS.search(address)):
        return Sorted(Kind.STATIC, "trang giới thiệu, không ghi ngày")
    found = "theo tên khung bài" if named else "theo dáng các dòng"
    dated = (
        "có tiêu đề, ngày đăng và nội dung"
        if not undated
        else "có tiêu đề và nội dung, không rõ ngày"
    )
    return Sorted(Kind.ARTICLE, f"{dated}; đọc {found}")


def is_register(manuscript: Manuscript) -> bool:
    """Nothing but a table whose rows each offer a document."""
    tables = [element for element in manuscript.body if isinstance(element, Table)]
    if manuscript.lead or not tables or len(tables) != len(manuscript.body):
        return False
    linked = [html for table in tables for html in table.rich.values() if "<a href" in html]
    return len(linked) >= FEWEST_ROWS


def untitled(manuscript: Manuscript, tree: BeautifulSoup) -> Sorted:
    """A page whose only title is a menu's label, such as "Liên hệ"; else there is nothing to read."""
    words = one_line(tree.title.get_text(" ")) if tree.title else ""
    label = folded(re.split(r"\s+[-–|»]\s+", words)[0])
    if STATIC_TITLE.fullmatch(label) and (manuscript.lead or manuscript.paragraphs):
        return Sorted(Kind.STATIC, f"trang “{words[:60]}”")
    return Sorted(Kind.SYSTEM, "trang không có tiêu đề")


def files_in(manuscript: Manuscript) -> bool:
    """Whether a document is offered on a line of its own."""
    return any(hasattr(element, "href") for element in manuscript.body)


def asks_to_sign_in(tree: BeautifulSoup) -> bool:
    """A form with a password in the middle of the page and no text around it."""
    field = tree.find("input", attrs={"type": re.compile("^password$", re.I)})
    if field is None:
        return False
    named = tree.find(lambda tag: is_named_body(tag) and unlinked(tag) > LITTLE)
    return named is None and unlinked(tree.body or tree) < 1500
