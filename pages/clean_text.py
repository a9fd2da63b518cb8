"""Text as people meant it: NFC letters, plain spaces, nothing invisible.

Everything that enters the site from a file passes through here: old portals mix
decomposed Vietnamese letters, no-break spaces used for layout, soft hyphens,
zero-width marks and lone surrogates from broken JSON.
"""

import re
import unicodedata
from functools import lru_cache

LINE_BREAKS = str.maketrans(dict.fromkeys("\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029", "\n"))
WORD_BULLETS = str.maketrans(dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf0e8", "•"))
PLAIN_BLANKS = str.maketrans(dict.fromkeys("\n\t\u00a0", " "))
COMBINING = re.compile(r"[\u0300-\u036f\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
RARE = re.compile(
    "[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029\ue000-\uf8ff\uff01-\uff5e\U0001d400-\U0001d7ff]"
)
DRESSED_UP = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff]+")
"""Letters of mathematics and of Japanese screens, which posts use as bold type: no search finds them
and a screen reader spells them."""
BLANKS = re.compile(r"[^\S\n ][^\S\n]*| [^\S\n]+")
"""Anything but a single plain space, so that usual text is passed over quickly."""
BLANK_LINES = re.compile(r"(?<! ) *+\n *+")


def clean_text(text: str) -> str:
    """NFC, visible characters only, runs of blanks as one space; line breaks stay."""
    if RARE.search(text):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text = text.translate(LINE_BREAKS).translate(WORD_BULLETS)
        text = DRESSED_UP.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    if not text.isprintable() and not text.translate(PLAIN_BLANKS).isprintable():
        text = "".join(map(visible, text))
    text = BLANKS.sub(" ", unicodedata.normalize("NFC", text))
    return BLANK_LINES.sub("\n", text) if "\n" in text else text


def one_line(text: str) -> str:
    """Cleaned text with every run of white space, line breaks too, as one space."""
    return " ".join(clean_text(text).split())


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Lower case without Vietnamese marks, for comparing and recognising only."""
    plain = one_line(text).casefold().replace("đ", "d")
    return plain if plain.isascii() else COMBINING.sub("", unicodedata.normalize("NFD", plain))


def visible(letter: str) -> str:
    """The letter itself, or nothing where a reader would see nothing."""
    if letter in "\n\t" or (letter.isascii() and letter.isprintable()):
        return letter
    kind = unicodedata.category(letter)
    return "" if kind in {"Cc", "Cf", "Cs", "Co", "Cn"} else letter
