"""Compares what a source says, read a second time and on its own, with the manuscript made of it.

`Piece`s come from a walk over the source (`word.source`, `html.source`) that shares no step with the
conversion. What of them is in no part of the manuscript is a `Missing`, with the place where it stood, so that
an editor decides with the list in front of him.
"""

from collections import Counter
from collections.abc import Iterable

from manuscripts.kept import Kept
from manuscripts.manuscript import Manuscript
from manuscripts.pieces import CELL, WORDS, Missing, Piece
from manuscripts.wording import squeezed


def missing_from(
    manuscript: Manuscript,
    pieces: Iterable[Piece],
    pictures: Counter | None = None,
    left_out: dict[str, list[str]] | None = None,
) -> list[Missing]:
    """Everything of `pieces` that is nowhere in the manuscript, in the order of the source.

    `pictures` counts the sources of the pictures that will be shown; `left_out` has the words that were left
    out on purpose, by the kind of loss.
    """
    pieces = list(pieces)
    kept = Kept(manuscript, pictures)
    found: dict[int, list[Missing]] = {}
    spoken = [n for n, piece in enumerate(pieces) if piece.kind in {WORDS, CELL}]
    for way in (kept.whole_line, kept.part_of_line, kept.words_alone):
        answers = {n: way(pieces[n]) for n in spoken}
        found |= {n: lacks for n, lacks in answers.items() if lacks}
        left = [n for n in spoken if answers[n] is None]
        spoken = sorted(left, key=lambda n: -len(pieces[n].text))  # a short one fits in many places
    for n, piece in enumerate(pieces):
        if piece.kind not in {WORDS, CELL}:
            found[n] = kept.lacks(piece)
    reasons = {kind: squeezed(" ".join(words)) for kind, words in (left_out or {}).items()}
    return [with_reason(one, reasons) for n in sorted(found) for one in found[n]]


def with_reason(missing: Missing, reasons: dict[str, str]) -> Missing:
    """The same under the kind of what was left out on purpose, where it was."""
    words = squeezed(missing.what)
    kind = next((kind for kind, known in reasons.items() if words and words in known), "")
    return Missing(kind, missing.what, missing.place) if kind else missing
