"""Vietnamese typed in the letters of the 1990s, TCVN3 (ABC) and VNI, becomes Unicode.

Those typefaces (.VnTime, VNI-Times …) draw Vietnamese letters over Western codes: "T©n Hßa" is
"Tân Hòa". The typeface says so where one is named; otherwise the words do: they are no Vietnamese
syllables as they stand and become ones. TCVN 5712:1993 (table 3) and VNI-Win are the sources of the maps.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_TCVN3_OLD = "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢§£¤¥¦"
_TCVN3_NEW = "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ"
TCVN3 = str.maketrans(_TCVN3_OLD, _TCVN3_NEW)
_VNI_MARKS = {
    "ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323",
    "ê": "\u0306", "é": "\u0306\u0301", "è": "\u0306\u0300", "ú": "\u0306\u0309",
    "ü": "\u0306\u0303", "ë": "\u0306\u0323",
    "â": "\u0302", "á": "\u0302\u0301", "à": "\u0302\u0300", "å": "\u0302\u0309",
    "ã": "\u0302\u0303", "ä": "\u0302\u0323",
}  # fmt: skip
_VNI_ALONE = {
    "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "ô": "ơ", "ö": "ư", "î": "ỵ", "ñ": "đ",
    "Í": "Í", "Ì": "Ì", "Æ": "Ỉ", "Ó": "Ĩ", "Ò": "Ị", "Ô": "Ơ", "Ö": "Ư", "Î": "Ỵ", "Ñ": "Đ",
}  # fmt: skip
_VNI_MARKS |= {mark.upper(): tone for mark, tone in _VNI_MARKS.items()}
_VNI_LETTER = re.compile(
    f"(?P<base>[aeouyôöAEOUYÔÖ])(?P<mark>[{''.join(_VNI_MARKS)}])|(?P<alone>[{''.join(_VNI_ALONE)}])"
)
_VNI_SPLIT = re.compile("[aeouyôöAEOUYÔÖ]$")
CAPITAL_FONT = re.compile(r"\.vn\w*h$", re.I)
FAMILIES = {"tcvn3": re.compile(r"\.vn\w", re.I), "vni": re.compile(r"vni[- _]?\w", re.I)}
HAS_OLD_CODES = re.compile("[\u00a1-\u00ff]")
UNICODE_ONLY = re.compile(
    r"[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u0300-\u0323]"
)
WORD = re.compile(r"[^\W\d_]+")
ABBREVIATION = re.compile(r"[A-ZĐ&]{2,}")
_RIMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng "
    "eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac "
    "oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong oong "
    "op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc "
    "uôi uôm uôn uông uôt up ut uơ uy uya uych uyên uyêt uynh uyt uyn uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm "
    "ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu"
)
SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    rf"(?:{'|'.join(sorted(_RIMES.split(), key=len, reverse=True))})"
)
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
SURE, MUCH_BETTER = 0.8, 0.15
"""Shares of words that are Vietnamese syllables: after a change that no typeface asked for, and gained."""
Piece = tuple[str, str]
"""Words and the name of their typeface, which may be empty."""


def from_tcvn3(text: str) -> str:
    """`T©n Hßa` -> `Tân Hòa`."""
    return text.translate(TCVN3)


def from_vni(text: str) -> str:
    """`Taân Hoøa` -> `Tân Hòa`."""
    return _VNI_LETTER.sub(_vni_letter, text)


def _vni_letter(found: re.Match) -> str:
    if found["alone"]:
        return _VNI_ALONE[found["alone"]]
    base = _VNI_ALONE.get(found["base"], found["base"])
    return unicodedata.normalize("NFC", base + _VNI_MARKS[found["mark"]])


WAYS: dict[str, Callable[[str], str]] = {"tcvn3": from_tcvn3, "vni": from_vni}


@lru_cache(maxsize=256)
def family_of(font: str) -> str:
    """`tcvn3`, `vni` or nothing, by the name of a typeface."""
    name = font.strip(" '\"")
    return next((family for family, known in FAMILIES.items() if known.match(name)), "")


def in_unicode(text: str) -> str:
    """Words of unknown typeface, changed only where that makes Vietnamese of them."""
    return pieces_in_unicode([(text, "")])[0]


def pieces_in_unicode(pieces: list[Piece]) -> list[str]:
    """The words of one paragraph, piece by piece."""
    if not any(HAS_OLD_CODES.search(text) or family_of(font) for text, font in pieces):
        return [text for text, _ in pieces]
    families = [family_of(font) for _, font in pieces]
    texts = [text for text, _ in pieces]
    for family in set(families):
        places = [n for n, one in enumerate(families) if one == family]
        changed = _changed([texts[n] for n in places], family)
        for n, text in zip(places, changed, strict=True):
            texts[n] = text.upper() if CAPITAL_FONT.search(pieces[n][1]) else text
    return texts


def _changed(texts: list[str], family: str) -> list[str]:
    whole = "".join(texts)
    if not HAS_OLD_CODES.search(whole) or UNICODE_ONLY.search(whole):
        return texts
    chosen = family or best_way(whole)
    if not chosen or (family and share(WAYS[family](whole)) < share(whole)):
        return texts
    return list(map(WAYS[chosen], marks_beside_letters(texts) if chosen == "vni" else texts))


def best_way(text: str) -> str:
    """The family whose letters make Vietnamese of words that are none; nothing when in doubt."""
    before = share(text)
    shares = {family: share(way(text)) for family, way in WAYS.items() if way(text) != text}
    family = max(shares, key=shares.get, default="")
    if not family or shares[family] < max(SURE, before + MUCH_BETTER):
        return ""
    changed = sum(a != b for a, b in zip(text.split(), WAYS[family](text).split(), strict=False))
    return family if changed > 1 else ""


def share(text: str) -> float:
    """How many of the words are Vietnamese syllables, 0 to 1; abbreviations do not count."""
    words = [word for word in WORD.findall(text) if not ABBREVIATION.fullmatch(word)]
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


@lru_cache(maxsize=4096)
def is_syllable(word: str) -> bool:
    """Spelt as a Vietnamese syllable, whatever its tone."""
    plain = _TONES.sub("", unicodedata.normalize("NFD", word.lower()))
    return bool(SYLLABLE.fullmatch(unicodedata.normalize("NFC", plain)))


def marks_beside_letters(texts: list[str]) -> list[str]:
    """A mark that opens a piece goes back to the letter that ends the one before."""
    moved = list(texts)
    for n in range(1, len(moved)):
        if moved[n][:1] in _VNI_MARKS and _VNI_SPLIT.search(moved[n - 1]):
            moved[n - 1], moved[n] = moved[n - 1] + moved[n][0], moved[n][1:]
    return moved
