"""Signs that Word draws from picture typefaces (Wingdings, Symbol …) become signs any telephone shows."""

import re

from mammoth.docx.dingbats import dingbats

from manuscripts.word.markup import Element, child, every, q, replace_with, text_run
from manuscripts.word.styles import Styles

FONTS = {
    name.lower(): name for name in ("Symbol", "Webdings", "Wingdings", "Wingdings 2", "Wingdings 3")
}
PRIVATE = range(0xF000, 0xF100)
PRIVATE_LETTER = re.compile("[\uf000-\uf0ff]")
EVERYDAY = {
    "\U0001f5f9": "☑", "\U0001f5f7": "☒", "\U0001f5f5": "☒", "\U0001f5f8": "✓", "\U0001f5f4": "✗",
    "\U0001f78e": "☐", "\U0001f78f": "☐", "\u2751": "☐", "\u2752": "☐", "\u2b1c": "☐", "\u25a1": "☐",
    "\U0001f57f": "☎", "\U0001f57e": "☎", "\U0001f581": "☎", "\u2b9a": "➢", "\u2b29": "◆", "\U0001f5f6": "✗",
    "\u2baf": "→", "\u2b95": "→", "\u2794": "→", "\U0001f862": "→", "\U0001f86a": "→",
    "\U0001f860": "←", "\U0001f861": "↑", "\U0001f863": "↓", "\U0001f3ff": "✓", "\u2705": "✓",
}  # fmt: skip
"""Signs too new for old telephones, by older ones of the same meaning."""
ARROWS = "←↑→↓↖↗↘↙"
"""In this order Unicode lists its newer, heavier arrows, which old telephones show as boxes."""
NEW_ARROWS = range(0x1F800, 0x1F8B0)
GROUPS_OF_FOUR = range(0x1F800, 0x1F850)
OLDER = (
    dict.fromkeys(map(chr, range(0x1F582, 0x1F587)), "✉")
    | dict(zip(map(chr, range(0x1F780, 0x1F784)), "◄▲►▼", strict=True))
    | dict.fromkeys(map(chr, range(0x1F784, 0x1F78A)), "●")
    | dict.fromkeys(map(chr, range(0x1F790, 0x1F7A0)), "■")
)
WITHOUT_FONT = ("Symbol", "Wingdings")
"""In this order a private code is read whose typeface is not known: Word shows Symbol."""
OFTEN_WINGDINGS = {
    0xFE,
    0xA8,
    0xFD,
    0x6F,
    0x71,
    0x72,
    0xFC,
    0xFB,
    0xD8,
    0xA7,
    0x28,
    0x29,
    0x76,
    0x77,
}
"""Boxes, ticks, telephones and bullets of Wingdings, far more usual in letters than Symbol's signs there."""


def settle_symbols(root: Element, styles: Styles) -> None:
    """Write every sign with a known meaning as that sign."""
    for sign in every(root, "w:sym"):
        written = sign_of(sign.get(q("w:font"), ""), code_of(sign.get(q("w:char"), "")))
        text = child(text_run(written), "w:t")
        replace_with(sign, [text] if written else [])
    for run in every(root, "w:r"):
        for text in run.iterfind(q("w:t")):
            if text.text and may_matter(run, text.text):
                text.text = in_font(text.text, styles.font_of(run))


def may_matter(run: Element, text: str) -> bool:
    """Whether the typeface can change what is read: signs are few, and named at the run."""
    looks = child(run, "w:rPr")
    named = child(looks, "w:rFonts") is not None or child(looks, "w:rStyle") is not None
    return named or bool(PRIVATE_LETTER.search(text))


def in_font(text: str, font: str) -> str:
    """The text as its typeface draws it; letters of usual typefaces stay."""
    drawn = font.strip().lower() in FONTS
    if not drawn and not PRIVATE_LETTER.search(text):
        return text
    return "".join(
        sign_of(font, ord(letter)) or letter if drawn or ord(letter) in PRIVATE else letter
        for letter in text
    )


def sign_of(font: str, code: int) -> str:
    """The sign that a typeface draws for a code; nothing when nobody knows it."""
    low = code - 0xF000 if code in PRIVATE else code
    known = FONTS.get(font.strip().lower())
    if not known and code not in PRIVATE:
        return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else ""
    names = (known,) if known else WITHOUT_FONT[:: -1 if low in OFTEN_WINGDINGS else 1]
    found = next((dingbats[name, low] for name in names if (name, low) in dingbats), None)
    return everyday(found) if found else ""


def everyday(code: int) -> str:
    """The sign, or an older one of the same meaning."""
    if code in NEW_ARROWS:
        return ARROWS[code % (4 if code in GROUPS_OF_FOUR else 8)]
    return (OLDER | EVERYDAY).get(chr(code), chr(code))


def code_of(written: str) -> int:
    """`F0FE` as a number, 0 when it is none."""
    try:
        return int(written, 16)
    except ValueError:
        return 0
