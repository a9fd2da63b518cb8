"""What a manuscript says, taken away line by line as the audit compares its source with it."""

import re
from collections import Counter
from collections.abc import Callable
from html import unescape

from manuscripts.elements import FileLink
from manuscripts.manuscript import Manuscript
from manuscripts.opening import is_rule_line
from manuscripts.pieces import GLUED, HEADER, LABEL, LINK, PICTURE, STRUCK, Missing, Piece
from manuscripts.said_lines import html_of, lines_of
from manuscripts.signatures import read_line
from manuscripts.wording import TOKEN, squeezed, tokens, word_starts
from pages.clean_text import one_line
from pages.safe_links import safe_href

HREF = re.compile(r'<a href="([^"]*)"')
STRUCK_WORDS = re.compile(r"<s>([^<]*+(?:<(?!/?s>)[^<]*+)*)</s>")
TAG = re.compile(r"<[^<>]++>|\u2997\d+\u2998")
MOST_COMPARED = 40_000_000
"""Letters looked through for lines that did not come along as they stood; beyond, words are counted only."""


class Kept:
    """What a manuscript says, taken away line by line as the source is compared.

    The three ways to look for words answer with what is missing, with an empty list when all is there, and
    with None when the next way has to look.
    """

    def __init__(self, manuscript: Manuscript, pictures: Counter | None):
        self.unused: dict[str, list[tuple[str, str]]] = {}
        for text, label in lines_of(manuscript):
            self.unused.setdefault(squeezed(text), []).append((text, label))
        self.all = "\0".join(self.unused)
        html = "".join(html_of(manuscript))
        self.links = Counter(unescape(href) for href in HREF.findall(html))
        self.links += Counter(one.href for one in manuscript.body if isinstance(one, FileLink))
        self.links += Counter(filter(None, [manuscript.source_url]))
        struck = (squeezed(unescape(TAG.sub("", one))) for one in STRUCK_WORDS.findall(html))
        self.struck = "\0".join(struck)
        shown = Counter(figure.src for figure in manuscript.figures if figure.src)
        self.pictures = shown if pictures is None else Counter(pictures)
        self.signed = squeezed(f"{manuscript.author} {manuscript.source}")
        self.rest: str | None = None
        self.starts: set[int] = set()
        self.words: Counter | None = None
        self.spent: Counter = Counter()
        self.looked = 0

    def whole_line(self, piece: Piece) -> list[Missing] | None:
        """A line of its own, label and all."""
        if not squeezed(piece.text + piece.label) or is_rule_line(piece.text):
            return []
        if not piece.label:
            return self._took(piece, piece.text, lambda _: True)
        written = self._took(piece, f"{piece.label} {piece.text}", lambda _: True)
        number = squeezed(piece.label)
        return written if written is not None else self._took(piece, piece.text, number.__eq__)

    def _took(self, piece: Piece, text: str, fits: Callable[[str], bool]) -> list[Missing] | None:
        lines = self.unused.get(squeezed(text), [])
        place = next((n for n, (_, label) in enumerate(lines) if fits(label)), None)
        if place is None:
            return None
        kept, _ = lines.pop(place)
        if one_line(kept) == one_line(text):
            return []
        return glued(piece, text, word_starts(text) - word_starts(kept))

    def part_of_line(self, piece: Piece) -> list[Missing] | None:
        """A part of a longer line, such as half of a title; or a line that lost only its label."""
        if self.rest is None:
            self._lay_out_rest()
        whole = self._took_part(piece, f"{piece.label} {piece.text}")
        if whole is not None:
            return whole
        if self._is_signature(piece.text):
            return []
        if piece.label and self._took_part(piece, piece.text) is not None:
            return [Missing(LABEL, piece.label, piece.place)]
        return None

    def _lay_out_rest(self) -> None:
        """All lines left, one after the other, and where in them words begin."""
        texts = [text for lines in self.unused.values() for text, _ in lines]
        self.rest, self.starts, place = "\0".join(map(squeezed, texts)), set(), 0
        for text in texts:
            self.starts |= {place + start for start in word_starts(text)}
            place += len(squeezed(text)) + 1

    def _took_part(self, piece: Piece, text: str) -> list[Missing] | None:
        key = squeezed(text)
        self.looked += len(self.rest)
        place = -1 if self.looked > MOST_COMPARED or not key else self.rest.find(key)
        if place < 0:
            return None
        self.rest = f"{self.rest[:place]}{chr(0) * len(key)}{self.rest[place + len(key) :]}"
        self.spent.update(tokens(text))
        end = place + len(key)
        wanted = {place + start for start in word_starts(text)}
        if end < len(self.rest) and self.rest[end].isalnum() and key[-1].isalnum():
            wanted.add(end)
        return glued(piece, text, {one - place for one in wanted - self.starts})

    def _is_signature(self, text: str) -> bool:
        line = read_line(one_line(text))
        names = [squeezed(name) for name in (line.author, line.source) if name] if line else []
        return bool(line) and all(name in self.signed for name in names)

    def words_alone(self, piece: Piece) -> list[Missing]:
        """Word by word, what no other line has claimed."""
        if self.words is None:
            left = (text for lines in self.unused.values() for text, _ in lines)
            self.words = Counter(token for text in left for token in tokens(text)) - self.spent
        found: list[Missing] = []
        start = end = None
        for match in TOKEN.finditer(one_line(f"{piece.label} {piece.text}")):
            token = match[0].casefold()
            if not squeezed(token):
                continue
            if self.words[token] > 0:
                self.words[token] -= 1
                start = None
                continue
            if start is None:
                found.append(Missing("", "", piece.place))
                start = match.start()
            end = match.end()
            what = match.string[start:end]
            found[-1] = Missing(kind_of(what, piece.kind), what, piece.place)
        return found

    def lacks(self, piece: Piece) -> list[Missing]:
        """What of a link, a picture or another thing is missing."""
        if piece.kind == STRUCK:
            there = squeezed(piece.text) in self.struck
            return [] if there else [Missing(STRUCK, piece.text, piece.place)]
        if piece.kind == HEADER:
            there = not squeezed(piece.text) or squeezed(piece.text) in self.all
            return [] if there else [Missing(HEADER, one_line(piece.text), piece.place)]
        if piece.kind not in {PICTURE, LINK}:
            return [Missing(piece.kind, piece.text, piece.place)]
        shown = self.pictures if piece.kind == PICTURE else self.links
        key = piece.text if piece.kind == PICTURE else safe_href(piece.text) or piece.text
        if shown[key] > 0:
            shown[key] -= 1
            return []
        return [Missing(piece.kind, "" if piece.kind == PICTURE else piece.text, piece.place)]


def kind_of(what: str, kind: str) -> str:
    """Number, sign, or the kind of the piece it was in."""
    plain = squeezed(what)
    if plain.isdigit():
        return "number"
    return kind if any(map(str.isalnum, plain)) else "sign"


def glued(piece: Piece, text: str, lost: set[int]) -> list[Missing]:
    """Words that stand without the blank that the source has between them, or behind the last of them."""
    if not lost:
        return []
    key = squeezed(text)
    words = [one_line(word) for word in text.split()]
    near, place = [], 0
    for word in words:
        size = len(squeezed(word))
        if any(place - 1 <= start <= place + size for start in lost):
            near.append(word)
        place += size
    return [Missing(GLUED, " ".join(near) or key, piece.place)]
