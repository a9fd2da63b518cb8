"""Recognises who a short line names: a person, a pen name, initials, an office, a newspaper."""

import re

from pages.clean_text import folded

LONGEST_NAME = 70
UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
LOWER = UPPER.lower()
WORD = rf"[{UPPER}][{UPPER}{LOWER}]*(?:['’.\-][{UPPER}{LOWER}]+)*"
NAME = rf"{WORD}(?: {WORD}){{0,4}}"
IN_BRACKETS = r"(?: ?\([^()]{1,30}\))?"
BETWEEN = r"(?: ?[-–,;&/] ?| và )"
NAMES = re.compile(rf"{NAME}{IN_BRACKETS}(?:{BETWEEN}{NAME}{IN_BRACKETS}){{0,3}}\.?")
BARE = "A-ZĐÂĂÊÔƠƯ"
INITIALS = re.compile(
    rf"\(?[{BARE}]{{1,8}}(?:(?:[.\-/&]|\. | ?[-–&] )[{BARE}]{{1,8}}){{0,3}}\.?\)?"
    r"(?: \((?:tổng hợp|t/h|th|sưu tầm|ctv|biên tập)\))?"
)

NOT_PEOPLE = [
    "anh",
    "ban do",
    "bang",
    "bao cao",
    "bo",
    "canh",
    "cau",
    "cay",
    "chua",
    "cho",
    "cong trinh",
    "cong van",
    "den",
    "dieu",
    "doan",
    "doi",
    "du an",
    "duong",
    "hang",
    "hinh",
    "ho",
    "hoi nghi",
    "khu",
    "ke hoach",
    "le",
    "lang",
    "ngay",
    "nghi",
    "nha",
    "nui",
    "phieu",
    "phu luc",
    "quang",
    "quyet",
    "ruong",
    "song",
    "suoi",
    "tai lieu",
    "thac",
    "thon",
    "thong bao",
    "to",
    "toan",
    "trao",
    "vuon",
    "xa",
    "xom",
]
SURNAMES_TOO = {"ho", "le", "to", "doan", "duong", "song", "chu"}
OFFICES = [
    "ban bien tap",
    "bbt",
    "bien tap",
    "bo phan",
    "cong an",
    "cong chuc",
    "cong thong tin",
    "cong ttdt",
    "chi bo",
    "chi doan",
    "dai truyen thanh",
    "dai tt",
    "dang uy",
    "dang bo",
    "doan thanh nien",
    "doan xa",
    "hdnd",
    "hoi chu thap do",
    "hoi cuu chien binh",
    "hoi lhpn",
    "hoi lien hiep",
    "hoi nguoi cao tuoi",
    "hoi nong dan",
    "hoi phu nu",
    "mat tran",
    "mttq",
    "phong van hoa",
    "phong vh",
    "tram",
    "trang thong tin",
    "trang tin",
    "trang ttdt",
    "trung tam",
    "truong",
    "ttdt",
    "tttdt",
    "ubmttq",
    "ubnd",
    "uy ban",
    "van phong",
    "vp",
    "xa doan",
    "nhom pv",
    "nhom phong vien",
    "to cong nghe",
]
LAST_WORDS = {"tap", "xa", "phuong", "huyen", "tinh", "vien", "thanh"}
NEWSPAPERS = [
    "bao ",
    "bao dien tu",
    "tap chi",
    "ttxvn",
    "thong tan xa",
    "vov",
    "vtv",
    "vgp",
    "cong thong tin dien tu tinh",
    "cong ttdt tinh",
    "cong thong tin dien tu chinh phu",
    "cong ttdt chinh phu",
    "cong thong tin chinh phu",
]
DEEDS = re.compile(
    r"\b(to chuc|tuyen truyen|tang|trao|kiem tra|huong dan|phat bieu|tham gia|tham hoi|trien khai|"
    r"thuc hien|ra quan|chup|du|ky ket|tiep|lam viec|chuc mung|don|hoc tap|ho tro|thi dau|bao cao|"
    r"quan triet|khai mac|be mac|trong|don dep|van dong|giai quyet)\b"
)
PERSON_AND_OFFICE = re.compile(r" ?[-–,/] ?(?=\w+ )")
DOMAIN = re.compile(
    r"(?<![\w.-])(?:https?://|www\.)?[\w-]+(?:\.[\w-]+)*\.(?:vn|com|net|org)(?:/\S*)?", re.I
)


CITIES = {
    "ha noi", "da nang", "hai phong", "can tho", "ho chi minh", "tp ho chi minh", "hue", "nha trang",
    "vinh", "da lat", "buon ma thuot", "quy nhon", "ha giang", "cao bang", "lao cai", "son la",
    "dien bien", "lai chau", "yen bai", "tuyen quang", "thai nguyen", "bac kan", "lang son",
    "quang ninh", "ha long", "viet tri", "phu tho", "bac ninh", "bac giang", "nam dinh", "ninh binh",
    "thanh hoa", "nghe an", "ha tinh", "quang binh", "quang tri", "quang nam", "quang ngai",
    "khanh hoa", "gia lai", "dak lak", "lam dong", "dong nai", "tay ninh", "vinh long", "dong thap",
    "an giang", "ca mau", "hung yen",
}  # fmt: skip
"""What weather boxes list; nobody signs an article with it."""


def names_people(text: str) -> bool:
    """True for `Dương Hạnh`, `Huỳnh Điệp (TX)`, `Văn Hào - Trần Hữu`; not for `Đà Nẵng`."""
    if folded(text).strip(" .") in CITIES:
        return False
    if len(text) > LONGEST_NAME or " " not in text or not NAMES.fullmatch(text):
        return False
    first = folded(text).split()[0]
    common = starts_with(text, NOT_PEOPLE) and first not in SURNAMES_TOO
    return not common and not starts_with(text, OFFICES)


def is_initials(text: str) -> bool:
    """True for `HL`, `N.V.A`, `TTTĐT`, `(BBT)`."""
    return bool(INITIALS.fullmatch(text))


def names_office(text: str) -> bool:
    """True for `UBND xã` or `Ban biên tập`, not for what an office does."""
    words = text.split()
    short = len(words) > 0 and len(text) <= LONGEST_NAME
    named = short and (words[-1][:1].isupper() or folded(words[-1]) in LAST_WORDS)
    return named and starts_with(text, OFFICES) and not DEEDS.search(folded(text))


def names_newspaper(text: str) -> bool:
    """True for `Báo Mẫu Sơn` or `baomau.vn`: somebody else's medium."""
    plain = text.strip(" .()")
    known = starts_with(plain, NEWSPAPERS) and not DEEDS.search(folded(plain))
    return len(plain) <= LONGEST_NAME and (known or bool(DOMAIN.fullmatch(plain)))


def names_somebody(text: str) -> bool:
    """A person, initials, an office, or a person with the office after it."""
    person, *office = PERSON_AND_OFFICE.split(text, maxsplit=1)
    both = bool(office) and names_people(person) and names_office(office[0])
    return both or is_initials(text) or names_people(text) or names_office(text)


def starts_with(text: str, beginnings: list[str]) -> bool:
    """True when the text begins with one of these words or phrases, marks ignored."""
    plain = f"{folded(text)} "
    return any(plain.startswith(f"{beginning.strip()} ") for beginning in beginnings)
