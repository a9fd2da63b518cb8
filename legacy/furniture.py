"""Recognises what stands around an article on an old portal's page and is not part of it.

The rules speak of kinds of lines (menus, counters, share buttons, lists of other news),
never of one particular portal.
"""

import re

from legacy.dates import is_date_line
from pages.clean_text import folded, one_line

AFTER_ARTICLE = re.compile(
    r"(?:cac |nhung |danh sach |xem them )?(?:tin|tin tuc|tin bai|bai|bai viet|thong tin|van ban)"
    r"(?: (?:da dang|moi|cu|lien quan|khac|hon|nhat|cung chuyen muc|cung loai|cung muc|tiep theo|"
    r"truoc do|noi bat|xem nhieu|doc nhieu|da dua)){1,3}"
    r"|xem them|doc them|co the ban quan tam|cung chuyen muc|lien quan"
    r"|(?:cac |danh muc |chon |lua chon )?lien ket(?: (?:website|web|site|trang|nhanh|huu ich|ngoai))*"
    r"(?: khac)?|website lien ket|(?:cac|danh muc) website(?: .{1,20})?"
    r"|thong ke(?: truy cap| website| luot truy cap)?|(?:so )?luot truy cap|bo dem(?: .{1,20})?"
    r"|so nguoi truy cap|y kien(?: ban doc| phan hoi| binh luan)?|binh luan(?: bai viet| cua ban)?"
    r"|gui (?:y kien|binh luan|phan hoi)(?: .{1,20})?|tong so diem cua bai viet.*|click de danh gia.*"
    r"|(?:hay )?(?:danh gia|cham diem) (?:bai viet|tin)|thong bao moi|thu vien (?:anh|video|hinh anh)"
    r"|tham do y kien|video clip|album anh|tin noi bat|doc nhieu nhat|xem nhieu nhat"
)
COUNT = r":?\s?[\d.,]+(?: luot.{0,12}| nguoi.{0,12})?"
COUNTERS = re.compile(
    rf"(?:tat ca|hom nay|hom qua|tuan (?:nay|truoc|hien tai)|thang (?:nay|truoc|hien tai)|nam nay|"
    rf"dang (?:truy cap|online|xem)|(?:tong )?(?:so )?(?:luot )?truy cap(?: trong .{{1,12}})?|"
    rf"tong (?:so )?(?:luot|cong|luot truy cap|nguoi truy cap)|truc tuyen|khach(?: vieng tham)?|"
    rf"may chu tim kiem|thanh vien|online){COUNT}"
)
IMPRINT = re.compile(
    r"(?:co quan chu quan|(?:nguoi )?chiu trach nhiem (?:chinh|noi dung|quan ly|xuat ban)|"
    r"(?:© ?)?ban quyen|(?:© ?)?copyright|©|giay phep (?:so|thiet lap|hoat dong)|thiet ke (?:boi|va|web)|"
    r"phat trien boi|xay dung (?:boi|va phat trien)|(?:de nghi |yeu cau )?ghi ro nguon|"
    r"bai viet lien quan|powered by)\b.{0,200}"
)
BUTTONS = re.compile(
    r"(?:ban )?in(?: (?:an|bai|tin|trang|noi dung|ra|bai viet|trang nay|noi dung nay))?|print"
    r"|luu(?: (?:bai|lai|tru|tin|bai viet|bai viet nay))?|gui (?:mail|email|bai|cho ban be|bai viet)(?: .{1,24})?"
    r"|chia se(?: .{1,40})?|share(?: .{1,20})?|tweet|like|thich|facebook|zalo|twitter|google\+?|linkedin"
    r"|pinterest|email|mail|copy link|sao chep(?: lien ket)?|co chu.{0,16}|font(?: size)?.{0,10}"
    r"|(?:tang|giam|tang giam)(?: .{1,12})?|a ?[+-]|(?:doc|nghe)(?: doc)?(?: (?:bai|tin))(?: .{1,12})?"
    r"|phat|dung|tam dung|xem (?:voi )?(?:co|kich) chu.{0,12}|tuong phan|mau chu|mac dinh|quay lai"
    r"|tro (?:ve|lai).{0,12}|ve (?:dau trang|trang chu|trang truoc)|(?:len )?dau trang|xem tiep|(?:xem )?chi tiet"
    r"|chi tiet (?:tin|bai viet|tin tuc)(?: tin tuc)?|noi dung(?: chi tiet| binh luan)?|xem anh|phong to"
    r"|tai (?:ve|file|tep).{0,20}|(?:file|tep) dinh kem|download|dong|close|(?:mo )?menu|skip.{0,30}|bo qua.{0,30}"
    r"|chon (?:muc|trang|ngon ngu).{0,20}|danh muc(?: chinh)?|chuyen muc|dang nhap|dang ky|thoat|lien he"
    r"|so do (?:site|cong|trang|website|web)|rss|trang chu|home|gioi thieu|tim kiem.{0,30}|nhap tu khoa.{0,30}"
    r"|tim|search.{0,20}|english|tieng viet|vi|en|vn|ban dang (?:o|xem)|vi tri|xuat ban thong tin|null"
    r"|(?:chung nhan )?tin nhiem mang|ncsc.{0,20}|\d{1,3} ?%|hotline.{0,24}|duong day nong.{0,24}|gop y.{0,16}"
    r"|phan anh(?: kien nghi| hien truong)?|cong dich vu cong.{0,24}|thu dien tu.{0,16}|(?:binh chon|danh gia).{0,10}"
    r"|\d+ (?:binh luan|comments?|luot thich|chia se)|hoi dap|\d(?:[.,]\d)? ?(?:/ ?5)?(?: sao)?"
    r"|nguoi (?:dang|duyet|nhap)\b.{0,40}|dang boi.{0,40}|tra loi|reply|javascript.{0,60}|loading.*|dang tai.{0,10}"
    r"|ma bao mat.*|ho (?:va )?ten|phan hoi|(?:tu khoa|tags?|the)(?: ?:.{0,200})?|quang cao|banner|thoi tiet"
    r"|lich (?:cong tac|lam viec|tiep cong dan)|ban do hanh chinh|gia vang|ty gia|van ban moi|video|hinh anh"
)
SITE_NAME = re.compile(
    r"(?:cong|trang) (?:thong tin(?: dien tu)?|tin(?: dien tu)?|ttdt|tt dien tu).*|website .*|chao mung .*|"
    r"cong hoa xa hoi chu nghia viet nam|doc lap.{1,4}tu do.{1,4}hanh phuc"
)
OFFICE = re.compile(r"(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|dang uy|dang bo)\b.*")
SITE_WORDS = {
    "xa",
    "phuong",
    "thi",
    "tran",
    "dac",
    "khu",
    "huyen",
    "tinh",
    "thanh",
    "pho",
    "nhan",
    "dan",
    "va",
}
GLUED_BANNER = re.compile(r"(?:https?://|/)\S+\.(?:png|jpe?g|gif|webp|svg)\S*", re.I)
OTHER_NEWS = re.compile(
    r".{15,}\(\s*\d{1,2}\s?[/.\-]\s?\d{1,2}(?:\s?[/.\-]\s?\d{2,4})?(?:[ ,|-]+\d{1,2}[:h]\d{2}(?::\d{2})?)?\s*\)\.?"
)
NO_WORDS = re.compile(r"[\W_\d]*")


def is_furniture(text: str) -> bool:
    """A line that belongs to the page, not to any article."""
    plain = bare(text)
    return (
        NO_WORDS.fullmatch(plain) is not None
        or BUTTONS.fullmatch(plain) is not None
        or is_end(text)
        or is_site_name(text)
        or bool(GLUED_BANNER.match(text.strip()))
    )


def is_end(text: str) -> bool:
    """A line after which nothing belongs to the article any more."""
    plain = bare(text)
    return any(kind.fullmatch(plain) for kind in (AFTER_ARTICLE, COUNTERS, IMPRINT))


def is_site_name(text: str) -> bool:
    """The name of a portal or of the office whose portal it is, standing alone."""
    plain = bare(text)
    if SITE_NAME.fullmatch(plain):
        return len(plain) <= 90
    return bool(OFFICE.fullmatch(plain)) and is_only_a_name(text)


def is_only_a_name(text: str) -> bool:
    """All in capitals, or every word a unit's kind or capitalised: nobody does anything."""
    words = one_line(text).split()
    names = [w for w in words if folded(w).strip(",.-–") not in SITE_WORDS and w[:1].isalpha()]
    return len(words) <= 12 and (text.isupper() or all(word[:1].isupper() for word in names))


def starts_other_news(lines: list[str]) -> bool:
    """Two lines in a row that end in a date, or a title over a bare date: a list of others."""
    if len(lines) >= 2 and all(OTHER_NEWS.fullmatch(line) for line in lines[:2]):
        return True
    pairs = lines[:4]
    return len(pairs) == 4 and [is_date_line(line) for line in pairs] == [False, True] * 2


def starts_menu(lines: list[str]) -> bool:
    """Five very short lines in a row, one of them known, and no sentence ever after."""
    first = lines[:5]
    short = len(first) == 5 and all(len(line.split()) <= 4 for line in first)
    return short and any(map(is_furniture, first)) and all(len(line) < 100 for line in lines)


def bare(text: str) -> str:
    """Folded, without the signs that portals draw before and after their labels."""
    return folded(text).strip(" .:;,|»«›‹>*•-–—_[]#+►▶→\t")
