"""The lines of a text that answer a query, with the found words marked.

Folded Vietnamese has as many characters as its NFC original, so words are compared folded and the
original is cut: the reader sees the marked words even if none were typed.
"""

from itertools import pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString

from search.folding import clean, shadow, tokens

LENGTH = 200
"""Characters of an excerpt."""
_BEFORE = 60


class Marker:
    """Marks the words of one query in any number of texts."""

    def __init__(self, queries):
        words = [word for query in queries for word in query.words]
        self.folded = {word.folded for word in words}
        self.marked = {word.marked for word in words if word.has_marks}
        self.alone = {query.words[0].folded for query in queries if len(query.words) == 1}
        self.pairs = {
            (one.folded, other.folded) for query in queries for one, other in pairwise(query.words)
        }

    def title(self, text):
        """The whole text as HTML; one word of several marks nothing, it may be another's syllable."""
        text = clean(text)
        places = self._places(text)
        if _different(places) == 1:
            places = [place for place in places if place[2] in self.alone]
        return _html(text, 0, len(text), places)

    def excerpt(self, text, title=""):
        """The line of `text` with the most different words as HTML, cut to `LENGTH`; or nothing.

        Of equal lines the first, because a page's text begins with its summary; the first as well
        where no line says more than the title above it.
        """
        lines = clean(text).split("\n")
        found = [self._places(line) for line in lines]
        scores = [_different(places) for places in found]
        best = scores.index(max(scores))
        in_title = _different(self._places(clean(title)))
        if in_title and scores[best] <= in_title:
            return _cut(lines[0], found[0])
        return _cut(lines[best], found[best]) if scores[best] else ""

    def _places(self, text):
        """(start, end, word) of every match; the typed marks count where the text has them."""
        found = [(match.start(), match.end(), shadow(match[0])) for match in tokens(text)]
        exact = {word.folded for _, _, word in found if word.marked in self.marked}
        places = [
            (start, end, word.folded)
            for start, end, word in found
            if word.folded in self.folded
            and (word.folded not in exact or word.marked in self.marked)
        ]
        return self._together(text, places) or places

    def _together(self, text, places):
        """Only the words that stand beside a neighbour from the query, where there are such."""
        kept = set()
        for one, other in pairwise(places):
            if text[one[1] : other[0]].isspace() and (one[2], other[2]) in self.pairs:
                kept |= {one, other}
        return sorted(kept)


def _different(places):
    return len({word for _, _, word in places})


def _cut(line, places):
    """A line as HTML, of a long one the densest stretch."""
    start, end = _window(line, places) if len(line) > LENGTH else (0, len(line))
    before = SafeString("… ") if start else SafeString("")
    after = SafeString(" …") if end < len(line) else SafeString("")
    return before + _html(line, start, end, places) + after


def _window(text, places):
    """The stretch with the most different words, at word boundaries."""
    best, best_score = places[0][0] if places else 0, (0, 0)
    for index, (start, _, _) in enumerate(places):
        inside = [
            word for at, _, word in places[index : index + 40] if at < start + LENGTH - _BEFORE
        ]
        score = (len(set(inside)), len(inside))
        if score > best_score:
            best, best_score = start, score
    start = best - _BEFORE if best > _BEFORE else 0
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = start + LENGTH
    end = len(text) if end >= len(text) else max(text.rfind(" ", start, end), start + 1)
    return start, end


def _html(text, start, end, places):
    """Matches with nothing but a space between them share one mark."""
    pieces, position = [], start
    for first, last in _runs(
        text, [place for place in places if start <= place[0] and place[1] <= end]
    ):
        pieces += [("", text[position:first]), ("mark", text[first:last])]
        position = last
    pieces.append(("", text[position:end]))
    return SafeString(
        "".join(f"<mark>{escape(part)}</mark>" if tag else escape(part) for tag, part in pieces)
    )


def _runs(text, places):
    runs = []
    for start, end, _ in places:
        if runs and text[runs[-1][1] : start] == " ":
            runs[-1][1] = end
        else:
            runs.append([start, end])
    return runs
