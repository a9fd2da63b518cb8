"""Recognises what stands around an article on an old portal's page and is not part of it.

The rules speak of kinds of lines (menus, counters, share buttons, lists of other news),
never of one particular portal.
"""

import re

from legacy.dates import is_date_line
from pages.clean_text import folded

AFTER_ARTICLE = re.compile(
    r"(?:xem them |xem tiep |doc tiep )?(?:cac |nhung |danh sach )?(?:tin|tin tuc|tin bai|bai|bai viet|thong tin|van ban)"
    r"(?: (?:da dang|moi|cu|lien quan|khac|hon|nhat|cung chuyen muc|cung loai|cung muc|cung chu de|cung danh muc|tiep theo|nong|hot|"
    r"truoc do|noi bat|xem nhieu|doc nhieu|da dua)){1,3}"
    r"|xem them|doc them|co the ban quan tam|cung chuyen muc|lien quan"
    r"|(?:cac |danh muc |chon |lua chon )?lien ket(?: (?:website|web|site|trang|nhanh|huu ich|ngoai))*"
    r"(?: khac)?|website lien ket|(?:cac|danh muc) website(?: .{1,20})?"
    r"|thong ke(?: truy cap| website| luot truy cap)?|(?:so )?luot truy cap|bo dem(?: .{1,20})?"
    r"|so nguoi truy cap|y kien(?: ban doc| phan hoi| binh luan| cua ban)?|(?:viet |de lai |ban doc )?binh luan(?: bai viet| cua ban)?(?: ?\(?\d+\)?)?"
    r"|gui (?:y kien|binh luan|phan hoi)(?: .{1,20})?|tong so diem cua bai viet.*|click de danh gia.*"
    r"|(?:hay )?(?:danh gia|cham diem) (?:bai viet|tin)(?: ?:.{0,30})?|thong bao moi|thu vien (?:anh|video|hinh anh)"
    r"|tham do y kien|videos?|video clip|album anh|tin noi bat|doc nhieu nhat|xem nhieu nhat"
    r"|(?:duoc |dang )quan tam(?: nhat)?|(?:bai|tin)(?: viet)? (?:tuong tu|de xuat|gan day|doc nhieu|duoc quan tam|xem nhieu)"
    r"|(?:bai|tin|bai viet) (?:truoc|sau|ke tiep)(?: do)?|doc nhieu|xem nhieu|moi cap nhat|tin doc nhieu|co the ban (?:se )?thich"
    r"|recent (?:posts|news)|related (?:posts|news|articles)|most (?:read|viewed)|leave a (?:reply|comment)|comments?"
    r"|tra loi(?: huy)?|y kien (?:cua )?ban doc|gop y(?: bai viet| cho bai viet)?|nhan xet|thao luan|chuyen trang|dieu huong bai viet"
    r"|thong tin thoi tiet|thoi tiet|ty gia(?: ngoai te)?|gia vang|lich (?:am|van nien)|thong tin lien he"
    r"|(?:tin|bai)(?: viet)?(?: moi| cu)? (?:trong |cung )(?:chuyen muc|danh muc|muc)|tin tuc khac|van ban (?:moi|lien quan)(?: ban hanh)?"
)
COUNT = r" ?:? ?[\d.,]+(?: luot.{0,12}| nguoi.{0,12})?"
COUNTERS = re.compile(
    rf"(?:tat ca|hom nay|hom qua|tuan (?:nay|truoc|hien tai)|thang (?:nay|truoc|hien tai)|nam nay|"
    rf"dang (?:truy cap|online|xem)|(?:tong )?(?:so )?(?:luot )?truy cap(?: trong .{{1,12}})?|"
    rf"tong (?:so )?(?:luot|cong|luot truy cap|nguoi truy cap)|truc tuyen|khach(?: vieng tham)?|"
    rf"may chu tim kiem|thanh vien|online){COUNT}"
)
IMPRINT = re.compile(
    r"(?:co quan chu quan|(?:nguoi )?chiu trach nhiem (?:chinh|noi dung|quan ly|xuat ban)|"
    r"(?:© ?)?ban quyen|(?:© ?)?copyright|©|giay phep (?:so|thiet lap|hoat dong)|thiet ke (?:boi|va|web)|"
    r"phat trien boi|xay dung (?:boi|va phat trien)|"
    r"dia chi:? .{0,60}(?:dien thoai|dt|email)|all rights reserved|"
    r"(?:® ?)?(?:de nghi |yeu cau )?ghi ro nguon|"
    r"bai viet lien quan|powered by)\b.{0,200}"
    r"|(?:(?:truong|pho) ban bien tap|tong bien tap|tru so) ?:.{0,200}"
)
BUTTONS = re.compile(
    r"(?:bai|trang|tin) (?:truoc|sau|tiep|ke tiep)(?: ?:.{0,200})?|(?:ban )?in(?: (?:an|bai|tin|trang|noi dung|ra|bai viet|trang nay|noi dung nay))?|print"
    r"|luu(?: (?:bai|lai|tru|tin|bai viet|bai viet nay))?|gui (?:mail|email|bai|cho ban be|bai viet)(?: .{1,24})?"
    r"|chia se(?: .{1,40})?|share(?: .{1,20})?|tweet|like|thich|facebook|zalo|twitter|google\+?|linkedin"
    r"|pinterest|email|mail|copy link|sao chep(?: lien ket)?|co chu.{0,16}|font(?: size)?.{0,10}"
    r"|(?:tang|giam|tang giam)(?: .{1,12})?|(?:a ?[+-]? ?){1,4}|(?:doc|nghe)(?: doc)?(?: (?:bai|tin))(?: .{1,12})?"
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
    r"|send (?:to |by )?(?:e-?mail|friend)|print(?: this)?(?: page| article)?|e-?mail (?:this|to).{0,20}|save|bookmark|read more|more|next|prev(?:ious)?|back(?: to top)?"
    r"|truoc|sau|tiep|tiep theo|ke tiep|cuoi|dau|trang sau|xem toan bo|thu gon|mo rong|chi tiet|article|in tin|in bai viet|ban in|xem ban in"
    r"|gui (?:tin|bai viet|email|cho ban).{0,24}|theo doi(?: chung toi| tren)?.{0,24}|google news|instagram|youtube|tiktok|telegram|whatsapp|viber|messenger|line|copy|sao chep link"
    r"|nghe (?:noi dung|bai|tin|audio).{0,20}|doc bai|giong (?:nam|nu).{0,20}|toc do.{0,20}|mien (?:bac|nam|trung)|am luong|audio|dang phat"
    r"|(?:chu )?(?:to|nho|vua)|(?:a-|a\+|a)|do tuong phan|che do (?:toi|sang|doc)|dark mode|light mode|phong chu.{0,16}|co chu|giam co chu|tang co chu"
    r"|(?:so )?(?:binh luan|luot (?:xem|thich|chia se|tai))|thich \d+|\d+ (?:views?|likes?|shares?)|(?:da )?sao chep.{0,10}"
    r"|danh gia (?:bai viet|tin).{0,20}|(?:xep|xep hang|binh chon):? ?.{0,20}|\d sao|rat (?:tot|kem)|tot|binh thuong|kem|hai long|khong hai long"
    r"|lien ket (?:web|website)|chon lien ket.{0,10}|trang thong tin.{0,16}|ban quan tri|quan tri|dang xuat|quen mat khau.{0,4}|ten dang nhap|mat khau|ghi nho.{0,16}"
    r"|khong co binh luan.{0,10}|chua co (?:binh luan|danh gia).{0,10}|hay la nguoi dau tien.{0,40}|no comments?|be the first.{0,30}|bao loi|bao cao loi|phan hoi bai viet"
    r"|gui phan hoi.{0,30}|y kien|cho phep binh luan|dong lai|huy|gui di|gui|dong y|nhap (?:noi dung|ten|email).{0,20}|captcha|ma xac nhan.{0,10}"
    r"|trang ?:? ?(?:(?:truoc|sau|\d+|[|/«»‹›<>-]) ?)+|so ky hieu|luot tai|(?:file|tep|tai lieu|van ban) (?:dinh kem|kem theo|lien quan)|tai xuong|tai ve may|xem truoc|xem file|mo tep"
    r"|lich (?:cong tac|lam viec|tiep cong dan)|ban do hanh chinh|gia vang|ty gia|van ban moi|video|hinh anh"
)
MOTTO = re.compile(
    r"cong hoa xa hoi chu nghia viet nam|doc lap.{1,4}tu do.{1,4}hanh phuc|website .{1,60}|"
    r"chao mung (?:ban|quy|cac ban).{1,90}"
)
OWNER = re.compile(
    r"(?:(?:cong|trang) (?:thong tin|tin|ttdt|tt)(?: dien tu)?(?: tong hop)?|ubnd|hdnd|dang uy|dang bo|"
    r"uy ban nhan dan|hoi dong nhan dan|mttq|uy ban mttq)\b(?P<whose>.*)"
)
OWNER_AGAIN = re.compile(r"\b(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan)\b")
UNITS = re.compile(r"\b(?:xa|phuong|thi tran|dac khu|huyen|quan|thi xa|tinh|thanh pho|tp)\b")
LONGEST_PLACE = 3
GLUED_BANNER = re.compile(r"(?:https?://|/)\S+\.(?:png|jpe?g|gif|webp|svg)\S*", re.I)
OTHER_NEWS = re.compile(
    r".{15,}\(\s*\d{1,2}\s?[/.\-]\s?\d{1,2}(?:\s?[/.\-]\s?\d{2,4})?(?:[ ,|-]+\d{1,2}[:h]\d{2}(?::\d{2})?)?\s*\)\.?"
)
BETWEEN_BUTTONS = re.compile(r"[|•·\[\]]+")
NO_WORDS = re.compile(r"[\W_\d]*")


def is_furniture(text: str) -> bool:
    """A line that belongs to the page, not to any article."""
    plain = bare(text)
    return bool(text) and (
        NO_WORDS.fullmatch(plain) is not None
        or is_buttons(text)
        or is_end(text)
        or is_site_name(text)
        or bool(GLUED_BANNER.match(text.strip()))
    )


def is_buttons(text: str) -> bool:
    """A button, or several in a row: `[In trang] [Gửi bài]`."""
    parts = [bare(part) for part in BETWEEN_BUTTONS.split(text) if bare(part)]
    return bool(parts) and all(BUTTONS.fullmatch(part) for part in parts)


def is_end(text: str) -> bool:
    """A line after which nothing belongs to the article any more."""
    plain = bare(text)
    return any(kind.fullmatch(plain) for kind in (AFTER_ARTICLE, COUNTERS, IMPRINT))


def is_site_name(text: str) -> bool:
    """The name of a portal or of the office whose portal it is, standing alone."""
    plain = bare(text)
    owner = OWNER.fullmatch(plain)
    return bool(MOTTO.fullmatch(plain) or (owner and is_place(owner["whose"])))


def is_place(words: str) -> bool:
    """Units and their names, such as `xa ban mau tinh mau son`, and nothing that they do."""
    units = len(UNITS.findall(words))
    names = re.findall(r"\w+", OWNER_AGAIN.sub(" ", UNITS.sub(" ", words)))
    return len(names) <= LONGEST_PLACE * units


def starts_other_news(lines: list[str]) -> bool:
    """Two lines in a row that end in a date, or a title over a bare date: a list of others."""
    if len(lines) >= 2 and all(OTHER_NEWS.fullmatch(line) for line in lines[:2]):
        return True
    pairs = lines[:4]
    return len(pairs) == 4 and [is_date_line(line) for line in pairs] == [False, True] * 2


def starts_menu(lines: list[str]) -> bool:
    """Five very short lines in a row, the first of them known, and no sentence ever after."""
    first = lines[:5]
    short = len(first) == 5 and all(len(line.split()) <= 4 for line in first)
    return short and is_furniture(first[0]) and all(len(line) < 100 for line in lines)


def bare(text: str) -> str:
    """Folded, without the signs that portals draw before and after their labels."""
    return folded(text).strip(" .:;,|»«›‹>*•-–—_[]#+►▶→\t")
