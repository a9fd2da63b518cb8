"""In which order matches stand: from the surest meaning of the words to the loosest.

Exact marks before folded words ("bán" before "bàn"), titles before people's words before bodies,
phrases before scattered words, other names for the same thing before words scattered over a body;
inside a tier the order of `EntryQuerySet.in_order`.
"""

from search.index.expressions import ANYWHERE, NAMES, TITLE, All, Any, Phrase, every


def tiers(query, others=()):
    """Expressions, best first; `others` are queries that mean the same (search.thesaurus)."""
    folded, marked = _shadows(query)
    named_otherwise = [question for other in others for question in _loosely(other, NAMES)]
    found = []
    if query.is_marked:
        for scope in (TITLE, NAMES):
            found += [Phrase(marked, scope, marked=True), as_typed(query, scope)]
        found += [
            Phrase(marked, ANYWHERE, marked=True),
            *named_otherwise,
            as_typed(query, ANYWHERE),
        ]
    found += [Phrase(folded, TITLE), Phrase(folded, NAMES)]
    if not is_exact(query):
        found.append(every(folded, scope=NAMES))
    found += [] if query.is_marked else named_otherwise
    found += [question for one in (query, *others) for question in _loosely(one, ANYWHERE)]
    if len(folded) > 1:
        found.append(Phrase(folded, prefix=True))
    return found


def whole(query, others=()):
    """The widest question: what is counted and filtered."""
    return Any(tuple(question for one in (query, *others) for question in _widely(one)))


def beginnings(folded_words, scope=ANYWHERE):
    """Every word, the last one perhaps unfinished."""
    *done, last = folded_words
    parts = [Phrase((word,), scope) for word in done]
    return All((*parts, Phrase((last,), scope, prefix=True)))


def scattered(query):
    """Every folded word somewhere, whatever marks were typed: a last resort."""
    folded, _ = _shadows(query)
    return [every(folded, scope=NAMES), every(folded)]


def is_exact(query):
    """Whether several words were typed with marks: then other marks only count side by side."""
    return query.is_marked and len(query.words) > 1


def as_typed(query, scope):
    """Every word; one typed with marks needs them."""
    parts = []
    for word in query.words:
        if word.has_marks:
            parts.append(Phrase((word.marked,), scope, marked=True))
        else:
            parts.append(Phrase((word.folded,), scope))
    return All(tuple(parts))


def _loosely(query, scope):
    folded, _ = _shadows(query)
    words = as_typed(query, scope) if is_exact(query) else every(folded, scope=scope)
    return [Phrase(folded, scope), words]


def _widely(query):
    folded, _ = _shadows(query)
    questions = _loosely(query, ANYWHERE)
    return [*questions, Phrase(folded, prefix=True)] if len(folded) > 1 else questions[:1]


def _shadows(query):
    return (
        tuple(word.folded for word in query.words),
        tuple(word.marked for word in query.words),
    )
