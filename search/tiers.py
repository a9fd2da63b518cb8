"""In which order matches stand: from the surest meaning of the words to the loosest.

Exact marks before folded words ("bán" before "bàn"), titles before bodies, phrases before scattered
words; inside a tier the entry's priority, then newer before older.
"""

from search.index.expressions import All, Any, Phrase, every


def tiers(query, others=()):
    """Expressions, best first; `others` are queries that mean the same (search.thesaurus)."""
    folded = tuple(word.folded for word in query.words)
    found = []
    if query.is_marked:
        marked = tuple(word.marked for word in query.words)
        exact = [
            [Phrase(marked, in_title=title, marked=True), _all_with_marks(query, in_title=title)]
            for title in (True, False)
        ]
        found += [*exact[0], *exact[1]]
    found += [Phrase(folded, in_title=True), every(folded, in_title=True)]
    found += [expression for other in others for expression in _wide(other, in_title=True)]
    found += [Phrase(folded), every(folded)]
    found += [expression for other in others for expression in _wide(other)]
    if len(folded) > 1:
        found.append(Phrase(folded, prefix=True))
    return found


def whole(query, others=()):
    """The widest question: what is counted and filtered."""
    return Any(tuple(_loosest(one) for one in (query, *others)))


def beginnings(folded_words, in_title=False):
    """Every word, the last one perhaps unfinished."""
    *done, last = folded_words
    parts = [Phrase((word,), in_title=in_title) for word in done]
    return All((*parts, Phrase((last,), in_title=in_title, prefix=True)))


def _loosest(query):
    folded = tuple(word.folded for word in query.words)
    if len(folded) == 1:
        return Phrase(folded)
    return Any((every(folded), Phrase(folded, prefix=True)))


def _wide(query, in_title=False):
    folded = tuple(word.folded for word in query.words)
    return [Phrase(folded, in_title=in_title), every(folded, in_title=in_title)]


def _all_with_marks(query, in_title):
    parts = []
    for word in query.words:
        if word.has_marks:
            parts.append(Phrase((word.marked,), in_title=in_title, marked=True))
        else:
            parts.append(Phrase((word.folded,), in_title=in_title))
    return All(tuple(parts))
