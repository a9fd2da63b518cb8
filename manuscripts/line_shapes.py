"""Shapes of short lines: what looks like a list, a label, an address or the end of a sentence."""

import re

from pages.clean_text import folded

SENTENCE_END = re.compile(r"[.!?:;…]['\"”’)]*$")
SPEECH_BEGINS = re.compile(r":\s*+[“\"]")
PHOTO_WORDS = re.compile(
    r"\(?(?:chú thích(?: ảnh)?|ảnh|hình(?: ảnh)?)(?: minh họa| \d+)?\s*[:.–-]|\(?ảnh\b",
    re.IGNORECASE,
)
LIST_MARK = re.compile(
    r"[-–+*•●▪◦○]|\(?(?:[0-9]{1,2}|[ivx]{1,5})[.)/]|\(?[a-zđ][.)/]\s"
    r"|(?:điều|chương|mục|phần|bước) \d",
    re.IGNORECASE,
)
CREDIT_BEHIND = re.compile(r"(?<=\S)\s?[.,;(–-]\s?\(?(?:nguồn )?ảnh\s?:\s?\S.{0,60}$", re.I)
"""`Quang cảnh hội nghị (Ảnh: Lò Văn Mẫu)`."""
LABEL = re.compile(r"[^:]{2,40}:\s")
OF_A_LETTER = ("kinh gui", "noi nhan", "dia chi", "dien thoai", "email", "so:", "hotline")


def is_item(words: str) -> bool:
    """Numbered or bulleted: what follows belongs to the same list."""
    return bool(LIST_MARK.match(words))


def is_of_a_letter(words: str) -> bool:
    """A line of an address or a letter: its neighbours are too."""
    return folded(words).startswith(OF_A_LETTER)


def is_listed(words: str) -> bool:
    """An item, a labelled line or one in capitals: no caption."""
    if PHOTO_WORDS.match(words) or CREDIT_BEHIND.search(words):
        return False
    return is_item(words) or is_of_a_letter(words) or bool(LABEL.match(words)) or words.isupper()


def ends_sentence(words: str) -> bool:
    """A full stop or the like at the end, or somebody's words in quotation marks."""
    last = words.rpartition("\n")[2]
    speech = last.endswith(("”", '"')) and SPEECH_BEGINS.search(last[:-1])
    return bool(SENTENCE_END.search(words) or speech)
