"""Other names for the same thing: those of the whole administration, and the editors' own list."""

from functools import lru_cache

from pages.remembering import remembered
from search.common_names import COMMON
from search.folding import Word, folded_text, words_of
from search.models import Synonym
from search.queries import Query
from search.syllables import is_syllable

MAX_VARIANTS = 5
_LONGEST = 100


def known_words():
    """Folded words of the names: abbreviations that are no typing errors, whatever they look like."""
    return _groups()[1]


def variants(query):
    """Queries that mean the same as `query`, at most `MAX_VARIANTS`: one name exchanged, or two."""
    found = {}
    _exchange(query, found)
    for other in list(found.values())[:MAX_VARIANTS]:
        if len(found) < MAX_VARIANTS:
            _exchange(other, found)
    found.pop(query.folded, None)
    return list(found.values())[:MAX_VARIANTS]


def _exchange(query, found):
    """Add the query in other words; the longest names that it holds are exchanged first."""
    held = []
    for names in _groups()[0]:
        name, place = _named(query, names)
        if name:
            held.append((-len(name[1]), place, name, names))
    taken = set()
    for _, place, name, names in sorted(held, key=lambda one: one[:2]):
        places = set(range(place, place + len(name[1])))
        if places & taken:
            continue
        taken |= places
        for other in names:
            if other is name:
                continue
            words = list(query.words)
            words[place : place + len(name[1])] = _written_like(query, other)
            made = Query(" ".join(word.folded for word in words), tuple(words))
            found.setdefault(made.folded, made)


def _written_like(query, name):
    """The words of a name: with marks only if the query has some."""
    words = map(Word, name[1], name[2])
    return [word if query.is_marked else Word(word.folded, word.folded + "q") for word in words]


def _groups():
    """Groups of names as (text, folded words, marked words), and all their folded words."""
    return remembered(("other names",), _read_groups)


def _read_groups():
    own = [
        names.replace(",", "\n").splitlines()
        for names in Synonym.objects.values_list("names", flat=True)
    ]
    groups = [group for names in own if len(group := _prepared(tuple(names))) > 1]
    groups += [_prepared(names) for names in COMMON]
    words = {word for group in groups for name in group for word in name[1]}
    return groups, {word for word in words if not is_syllable(word)}


@lru_cache(maxsize=2_000)
def _prepared(names):
    return tuple(
        (
            folded_text(name),
            tuple(word.folded for word in words_of(name)),
            tuple(word.marked for word in words_of(name)),
        )
        for name in names
        if words_of(name)
    )


def _named(query, names):
    """The longest of `names` that the query holds, and its place; marks count if it has any."""
    folded = [word.folded for word in query.words]
    marked = [word.marked for word in query.words]
    best, best_place = None, 0
    for name in names:
        length = len(name[1])
        if best and length <= len(best[1]):
            continue
        for place in range(len(folded) - length + 1):
            if tuple(folded[place : place + length]) == name[1] and _has_its_marks(
                query, marked[place : place + length], name
            ):
                best, best_place = name, place
                break
    return best, best_place


def _has_its_marks(query, marked, name):
    """Marks that were typed are those of the name; a word without marks may be any."""
    return not query.is_marked or all(
        typed == own or typed.endswith("q") for typed, own in zip(marked, name[2], strict=True)
    )
