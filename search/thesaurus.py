"""Other names for the same thing: those of the whole administration, and the editors' own list."""

from functools import cache, lru_cache
from itertools import pairwise

from django.db.models import Q

from pages.remembering import remembered
from search.broader_names import BROADER
from search.by_ear import heard_as
from search.common_names import COMMON
from search.folding import Word, folded_text, words_of
from search.models import Synonym
from search.queries import Query
from search.steering import tried_names
from search.syllables import is_syllable

MAX_VARIANTS = 5
_LONGEST = 100
_GROWN, _YOUNG, _OLD = 14, 20, 60
"""Years from which somebody gets an identity card of the grown, needs not to be told so any more, and is
"người cao tuổi" by its law."""


def known_words():
    """Folded words of the names: abbreviations that are no typing errors, whatever they look like."""
    return _groups(None)[1]


def variants(query, site=None):
    """Queries that mean the same as `query`, at most `MAX_VARIANTS`: one name exchanged, or two.

    `site` has names of its own beside those for everybody.
    """
    found = {query.folded: query}
    _exchange_by_ear(query, found)
    _exchange_age(query, found)
    _exchange_broader(query, found)
    _exchange(query, found, site)
    for other in list(found.values())[1 : MAX_VARIANTS + 1]:
        if len(found) <= MAX_VARIANTS:
            _exchange(other, found, site)
    return list(found.values())[1 : MAX_VARIANTS + 1]


def _exchange(query, found, site):
    """Add the query in other words; the longest names that it holds are exchanged first.

    What is another name already stays: a name of a name may mean something else.
    """
    taken = set(query.exchanged)
    for place, name, names in _held(query, site):
        places = range(place, place + len(name[1]))
        if taken.intersection(places):
            continue
        taken.update(places)
        for other in names:
            words = list(query.words)
            words[place : place + len(name[1])] = _written_like(query, other)
            text = " ".join(word.folded for word in words)
            exchanged = range(place, place + len(other[1]))
            found.setdefault(text, Query(text, tuple(words), exchanged=exchanged))


def _exchange_by_ear(query, found):
    """Add the query with the name that it only sounds like; typed marks say what was meant."""
    if query.is_marked:
        return
    heard = next(heard_as([word.folded for word in query.words]), None)
    if heard:
        place, length, name = heard
        words = list(query.words)
        words[place : place + length] = [Word(one, f"{one}q") for one in folded_text(name).split()]
        text = " ".join(word.folded for word in words)
        exchanged = range(place, place + length)
        found.setdefault(text, Query(text, tuple(words), exchanged=exchanged, is_heard=True))


def _exchange_age(query, found):
    """Add the query with what an age is called in the names of things: "82 tuổi" is "người cao tuổi"."""
    folded = [word.folded for word in query.words]
    for place, (age, unit) in enumerate(pairwise(folded)):
        name = _name_of_age(int(age)) if unit == "tuoi" and age.isdecimal() else ""
        if name:
            words = list(query.words)
            words[place : place + 2] = [Word(one, f"{one}q") for one in folded_text(name).split()]
            text = " ".join(word.folded for word in words)
            exchanged = range(place, place + len(name.split()))
            found.setdefault(text, Query(text, tuple(words), exchanged=exchanged))
            return


def _exchange_broader(query, found):
    """Add the query with the words that names have: "bên Nhật" is "nước ngoài", "dẹp tiệm" "nghỉ bán"."""
    words, place, exchanged = [], 0, range(0)
    while place < len(query.words):
        length, meant = _broader_at(query, place)
        if meant and not exchanged:
            exchanged = range(len(words), len(words) + len(meant[1]))
        words += _written_like(query, meant) if meant else query.words[place : place + 1]
        place += length or 1
    if exchanged:
        text = " ".join(word.folded for word in words)
        found.setdefault(text, Query(text, tuple(words), exchanged=exchanged))


def _broader_at(query, place):
    """(words, what they are called) at a place of a query; (0, None) where nothing is."""
    for said, marks, meant in _broader().get(query.words[place].folded, ()):
        typed = query.words[place : place + len(said)]
        if tuple(word.folded for word in typed) == said and _are_typed(typed, marks):
            return len(said), meant
    return 0, None


def _are_typed(typed, marks):
    """Whether words have the marks of a name or none; a single word needs them."""
    right = [word.marked == mark for word, mark in zip(typed, marks, strict=True)]
    bare = [not word.has_marks and len(typed) > 1 for word in typed]
    return all(one or other for one, other in zip(right, bare, strict=True))


@cache
def _broader():
    """`{first word: [(folded words, marked words, prepared name)]}`, the longest first."""
    found = {}
    for said, meant in sorted(BROADER.items(), key=lambda pair: -len(pair[0].split())):
        words = words_of(said)
        entry = (
            tuple(one.folded for one in words),
            tuple(one.marked for one in words),
            _prepared((meant,))[0],
        )
        found.setdefault(words[0].folded, []).append(entry)
    return found


def _name_of_age(age):
    if age < _GROWN:
        return f"dưới {_GROWN} tuổi"
    if age < _YOUNG:
        return f"từ đủ {_GROWN} tuổi"
    return "người cao tuổi" if age >= _OLD else ""


def _held(query, site):
    """(place, name, its group) of every name in a query, the longest first."""
    folded = [word.folded for word in query.words]
    marked = [word.marked for word in query.words]
    held = []
    for place, first in enumerate(folded):
        for name, names in _groups(site)[0].get(first, ()):
            end = place + len(name[1])
            if tuple(folded[place:end]) == name[1] and _has_its_marks(
                query, marked[place:end], name
            ):
                held.append((place, name, names))
    return sorted(held, key=lambda one: -len(one[1][1]))


def _written_like(query, name):
    """The words of a name: with marks only if the query has some."""
    words = map(Word, name[1], name[2])
    return [word if query.is_marked else Word(word.folded, word.folded + "q") for word in words]


def names_in(text):
    """The names of one group: a comma parts them as a new line does."""
    return [name.strip() for name in text.replace(",", "\n").splitlines() if name.strip()]


def _groups(site):
    """`{first word: [(name, its group)]}`, names as (text, folded words, marked words); abbreviations.

    Without a site those of all sites.
    """
    tried = tried_names()
    key = ("other names", site.pk if site else None, tried)
    return remembered(key, lambda: _read_groups(site, tried))


def _read_groups(site, tried):
    stored = Synonym.objects.order_by("pk")
    if site:
        stored = stored.filter(Q(site=None) | Q(site=site))
    own = [tried, *map(names_in, stored.values_list("names", flat=True))]
    groups = [group for names in own if len(group := _prepared(tuple(names))) > 1]
    groups += [_prepared(names) for names in COMMON]
    words = {word for group in groups for name in group for word in name[1]}
    by_first_word = {}
    for group in groups:
        for name in group:
            by_first_word.setdefault(name[1][0], []).append((name, group))
    return by_first_word, {word for word in words if not is_syllable(word)}


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


def _has_its_marks(query, marked, name):
    """Marks that were typed are those of the name; a word without marks may be any."""
    return not query.is_marked or all(
        typed == own or typed.endswith("q") for typed, own in zip(marked, name[2], strict=True)
    )
