"""Letters that lost or gained a byte on their way: mended where only one word of the text fits, else named.

Reading such bytes leaves U+FFFD in a word. Officials' texts repeat their words, so that the whole word
mostly stands elsewhere on the same page.
"""

import re

from manuscripts.manuscript import Manuscript
from pages.clean_text import one_line

BROKEN = "\ufffd"
WORD = re.compile(rf"(?<![^\W_])(?<!{BROKEN})[^\W_]+(?![^\W_])(?!{BROKEN})")
BROKEN_WORD = re.compile(rf"[^\W_]*{BROKEN}[^\W_{BROKEN}]*(?:{BROKEN}+[^\W_{BROKEN}]*)*")
RUN = re.compile(f"{BROKEN}+")
AROUND = 25
"""Letters shown on either side of a place."""
MOST_PLACES = 5


def mended_words(text: str) -> str:
    """The text with each broken word replaced by the only other word in it that can be meant."""
    if BROKEN not in text:
        return text
    known = {word.lower() for word in WORD.findall(text)}
    return BROKEN_WORD.sub(lambda found: meant_by(found[0], known), text)


def meant_by(word: str, known: set[str]) -> str:
    """The known word that a broken one is, in its own case; itself where none or several fit.

    What is broken stands for one letter that is not ASCII, or for none where a byte came in between.
    """
    letters = [re.escape(part.lower()) for part in RUN.split(word)]
    if not any(letters):
        return word
    pattern = re.compile("[^\x00-\x7f]?".join(letters))
    fitting = {one for one in known if pattern.fullmatch(one)}
    if len(fitting) != 1:
        return word
    return in_case_of(word, fitting.pop())


def in_case_of(word: str, found: str) -> str:
    """The found word with capitals as the broken one has them."""
    rest = RUN.sub("", word)
    if len(rest) > 1 and rest.isupper():
        return found.upper()
    return found.capitalize() if word[:1].isupper() else found


def broken_places(manuscript: Manuscript) -> list[str]:
    """A doubt for each place where a letter is still broken, with the words around it."""
    parts = [
        manuscript.title,
        manuscript.lead,
        *manuscript.paragraphs,
        manuscript.author,
        manuscript.section,
    ]
    parts += [picture.caption for picture in manuscript.figures]
    shown = [around(part, found) for part in parts for found in RUN.finditer(part)]
    return [f"chữ hỏng ở “{one}”" for one in dict.fromkeys(shown)][:MOST_PLACES]


def around(words: str, found: re.Match) -> str:
    """A broken letter with the words on either side."""
    start, end = max(found.start() - AROUND, 0), found.end() + AROUND
    cut = words[start:end]
    cut = cut.partition(" ")[2] if start and " " in cut[: AROUND // 2] else cut
    return one_line(f"{'…' if start else ''}{cut}{'…' if end < len(words) else ''}")
