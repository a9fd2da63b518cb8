"""The word index on PostgreSQL: a table of tsvectors under a GIN index.

The vectors are written word by word, never parsed: PostgreSQL's parser takes `12/2026/QĐ-UBND` for
a file path, drops "số" as an English stop word, and does not lower Đ under every locale.
Folded and marked shadows share a position. Weights: A title, B people's words, D body. Titles and
people's words stand in a small vector of their own as well: a weight is checked on the row itself, and
unpacking the long vectors of twenty thousand texts takes a quarter of a second.
"""

from collections import defaultdict

from search.index.expressions import ANYWHERE, NAMES, TITLE, All, Any, Phrase

CREATE = (
    "CREATE TABLE search_words "
    "(entry_id bigint PRIMARY KEY, names tsvector NOT NULL, words tsvector NOT NULL);"
    "CREATE INDEX search_names_gin ON search_words USING gin (names);"
    "CREATE INDEX search_words_gin ON search_words USING gin (words)"
)
DROP = "DROP TABLE IF EXISTS search_words"
_MATCHING = {
    True: "SELECT entry_id FROM search_words WHERE names @@ %s::tsquery",
    False: "SELECT entry_id FROM search_words WHERE words @@ %s::tsquery",
}
REMOVE = "DELETE FROM search_words WHERE entry_id = %s"
CLEAR = "TRUNCATE search_words"
PUT = (
    "INSERT INTO search_words (entry_id, names, words) VALUES (%s, %s::tsvector, %s::tsvector) "
    "ON CONFLICT (entry_id) DO UPDATE SET names = excluded.names, words = excluded.words"
)

_WEIGHTS = "ABD"
_LABELS = {ANYWHERE: "", NAMES: "AB", TITLE: "A"}
_LAST_POSITION = 16_383
_PLACES_PER_WORD = 255
"""Limits of the tsvector type; later places are dropped, the word itself stays."""
_MAX_BYTES = 900_000
"""A tsvector holds 1 MB; a text that long is a book and is found by its beginning."""


def put(cursor, entry_id, parts):
    """Store the words of one entry; `parts` are lists of `Word`: title, people's words, body."""
    title, people, _ = parts
    cursor.execute(PUT, [entry_id, _vector([title, people, []]), _vector(parts)])


def _vector(parts):
    places = defaultdict(list)
    position = 0
    for weight, part in zip(_WEIGHTS, parts, strict=True):
        for word in part:
            position += 1
            place = f"{min(position, _LAST_POSITION)}{weight}"
            places[word.folded].append(place)
            places[word.marked].append(place)
        position += 1  # no phrase runs from one part into the next
    pieces, size = [], 0
    for word, found in places.items():
        piece = f"'{word}':{','.join(found[:_PLACES_PER_WORD])}"
        size += len(piece)
        if size > _MAX_BYTES:
            break
        pieces.append(piece)
    return " ".join(pieces)


def optimize(cursor):
    """Let the planner know the tables."""
    cursor.execute("ANALYZE search_words; ANALYZE search_searchentry")


def matching(expression):
    """The SQL that asks `expression`, with a place for what `render` makes of it."""
    return _MATCHING[_asks_for_names(expression)]


def _asks_for_names(expression):
    if isinstance(expression, Phrase):
        return expression.scope != ANYWHERE
    return all(_asks_for_names(part) for part in expression.parts)


def render(expression):
    """A tsquery."""
    match expression:
        case Phrase(words, scope, _, prefix):
            labels = [_LABELS[scope]] * len(words)
            labels[-1] += "*" if prefix else ""
            lexemes = [
                f"'{word}'{':' + label if label else ''}"
                for word, label in zip(words, labels, strict=True)
            ]
            return "(" + " <-> ".join(lexemes) + ")"
        case All(parts):
            return "(" + " & ".join(render(part) for part in parts) + ")"
        case Any(parts):
            return "(" + " | ".join(render(part) for part in parts) + ")"
    raise TypeError(expression)
