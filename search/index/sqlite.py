"""The word index on SQLite: one FTS5 table, its rowid the entry's id.

No ranking by bm25: it reads every matching row and took seconds on long texts; the order comes from
`search.tiers`. `tokenize='ascii'` because the words are shadows already.
"""

from search.index.expressions import ANYWHERE, NAMES, TITLE, All, Any, Phrase

CREATE = (
    "CREATE VIRTUAL TABLE search_words USING fts5("
    "title, people, body, title_marked, people_marked, body_marked, tokenize='ascii', prefix='2 3')"
)
DROP = "DROP TABLE IF EXISTS search_words"
MATCHING = "SELECT rowid FROM search_words WHERE search_words MATCH %s"
REMOVE = "DELETE FROM search_words WHERE rowid = %s"
CLEAR = "DELETE FROM search_words"
PUT = (
    "INSERT INTO search_words(rowid, title, people, body, title_marked, people_marked, body_marked) "
    "VALUES (%s, %s, %s, %s, %s, %s, %s)"
)

_COLUMNS = {
    ANYWHERE: ("title", "people", "body"),
    NAMES: ("title", "people"),
    TITLE: ("title",),
}


def put(cursor, entry_id, parts):
    """Store the words of one entry; `parts` are lists of `Word`: title, people's words, body."""
    cursor.execute(REMOVE, [entry_id])
    folded = [" ".join(word.folded for word in part) for part in parts]
    marked = [" ".join(word.marked for word in part) for part in parts]
    cursor.execute(PUT, [entry_id, *folded, *marked])


def optimize(cursor):
    """Merge the index into one segment, and let the planner know the tables."""
    cursor.execute("INSERT INTO search_words(search_words) VALUES('optimize')")
    cursor.execute("ANALYZE")


def matching(_expression):
    """The SQL that asks an expression, with a place for what `render` makes of it."""
    return MATCHING


def render(expression):
    """An FTS5 query string."""
    match expression:
        case Phrase(words, scope, marked, prefix):
            names = " ".join(f"{name}_marked" if marked else name for name in _COLUMNS[scope])
            return f'{{{names}}} : "{" ".join(words)}"{"*" if prefix else ""}'
        case All(parts):
            return "(" + " AND ".join(render(part) for part in parts) + ")"
        case Any(parts):
            return "(" + " OR ".join(render(part) for part in parts) + ")"
    raise TypeError(expression)
