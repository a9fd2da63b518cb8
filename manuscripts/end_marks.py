"""The "./." that closes official Vietnamese texts: the site ends sentences with a full stop."""

import re
from dataclasses import replace

from manuscripts.elements import Paragraph

END_MARK = re.compile(r"(?<!\s)\s*+(?:\.\s*+/\s*+\.?|/\s*+\.)\s*+$")
END_MARK_IN_HTML = re.compile(r"(?<!\s)\s*+(?:\.\s*+/\s*+\.?|/\s*+\.)\s*+((?:</\w{1,10}>)*)$")
SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", '"', "”", ")")


def without_end_mark(text: str) -> str:
    """Drop a closing "./."; the sentence keeps its full stop."""
    shorter = END_MARK.sub("", text)
    return shorter if shorter == text else shorter + _full_stop_after(shorter)


def end_mark_dropped(paragraph: Paragraph) -> Paragraph:
    """The paragraph without a closing "./.", in its text and in its HTML."""
    text = without_end_mark(paragraph.text)
    if text == paragraph.text:
        return paragraph
    stop = _full_stop_after(END_MARK.sub("", paragraph.text))
    html = END_MARK_IN_HTML.sub(rf"{stop}\1", paragraph.html)
    return replace(paragraph, text=text, html=html)


def _full_stop_after(sentence: str) -> str:
    return "" if not sentence or sentence.endswith(SENTENCE_ENDS) else "."
