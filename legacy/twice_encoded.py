"""Text whose UTF-8 was once taken for Western letters and written as UTF-8 again: `XÃ£ Máº«u` is `Xã Mẫu`.

Old portals that moved from one database to another are full of it.
"""

import re

LETTERS = "".join(bytes([code]).decode("cp1252", "replace") for code in range(256))
WESTERN = "".join(chr(n) if letter == "\ufffd" else letter for n, letter in enumerate(LETTERS))
"""Windows' Western table, the five codes that it leaves free as they are."""
BYTE_OF = {letter: code for code, letter in enumerate(WESTERN)}
BYTE_OF |= {chr(code): code for code in range(0x80, 0xA0)}
"""Databases on other systems leave the codes between as they are."""
_LATER = re.escape(WESTERN[0x80:0xC0]) + "\x80-\x9f"
DOUBLED = re.compile(
    f"[{re.escape(WESTERN[0xC3:0xC7])}][{_LATER}]|[{re.escape(WESTERN[0xE1:0xE3])}][{_LATER}]{{2}}"
)
REAL = re.compile("[\u1ea0-\u1ef9\u01a1\u01b0\u0111]")
FEWEST = 10
"""Below this it may be a quotation in another language."""


def undoubled(text: str) -> str:
    """The text as it was before, if it is plainly such a one; Vietnamese that is whole stays untouched."""
    found = len(DOUBLED.findall(text))
    if found < FEWEST or len(REAL.findall(text)) * 5 > found:
        return text
    return DOUBLED.sub(lambda pair: _once(pair[0]), text)


def _once(letters: str) -> str:
    try:
        return bytes(BYTE_OF[letter] for letter in letters).decode("utf-8")
    except UnicodeDecodeError:
        return letters


def in_western(content: bytes) -> str:
    """Bytes as Western text; every byte is some letter."""
    return "".join(WESTERN[code] for code in content)
