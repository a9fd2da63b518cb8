"""The terms under which an entry is found.

A term is a letter, which says what it is, and ASCII: words without marks and with them, in any text or
in names only (the title and what people call the thing), pairs of words, beginnings of words, and the
lists by which hits are filtered. Pairs are kept by a short hash: a pair more or less in a bucket is
sorted out when the candidates' own texts are compared.
"""

import zlib
from itertools import pairwise

from search.syllables import is_syllable

ANYWHERE, ANYWHERE_MARKED, NAMES, NAMES_MARKED, TITLE = b"w", b"x", b"n", b"m", b"t"
KIND, SECTION, YEAR, SUBJECT, PRIORITY, TREE = b"1", b"2", b"3", b"4", b"5", b"7"
_NAME_PAIR, _PAIR, _BEGINNING = b"p", b"q", b"i"
_NAME_PAIR_BUCKETS, _PAIR_BUCKETS = 1 << 16, 1 << 15
SHORTEST_BEGINNING, LONGEST_BEGINNING = 1, 4
_CODE_BEGINNINGS = range(4, 12)
"""Letters of a code, its # being one: they begin alike."""
_ABBREVIATED = range(3, 7)
"""Words of a name whose first letters stand for it."""
_TREE_STEP = 4
"""Letters per level of a page's path."""


def word(field, token):
    """A word: folded, or marked for the fields of marked words."""
    return field + token.encode()


def name_pair(one, other):
    """Two folded words side by side in a name."""
    return _NAME_PAIR + _bucket(one, other, _NAME_PAIR_BUCKETS)


def pair(one, other):
    """Two folded words side by side in any text."""
    return _PAIR + _bucket(one, other, _PAIR_BUCKETS)


def beginning(letters):
    """How a word of a name begins, or a code."""
    return _BEGINNING + letters.encode()


def listed(facet, value):
    """A value by which hits are filtered."""
    return facet + str(value).encode()


def facets_of(entry):
    """Terms of the lists in which a `SearchEntry` stands."""
    found = {listed(KIND, entry.kind), *map(above, _tops(entry.path))}
    for facet, value in (
        (SECTION, entry.section_id), (YEAR, entry.year), (SUBJECT, entry.subject),
    ):  # fmt: skip
        if value:
            found.add(listed(facet, value))
    if entry.priority > 0:
        found.add(PRIORITY)
    return found


def above(path):
    """The term of all entries at or below a page that has pages below it."""
    return listed(TREE, path)


def _tops(path):
    """The paths of the pages above; a front page stands below itself."""
    front_page = 2 * _TREE_STEP
    return {path[:end] for end in range(_TREE_STEP, len(path), _TREE_STEP)} | {path[:front_page]}


def terms_of(title, names, body):
    """Every word term of an entry; `title` and `body` are lists of `Word`, `names` a list of those."""
    found = {TITLE + one.folded.encode() for one in title}
    for name in (title, *names):
        found |= _terms_of_name(name)
    everything = [title, *names, body]
    for part in everything:
        found |= {ANYWHERE + one.folded.encode() for one in part}
        found |= {ANYWHERE_MARKED + one.marked.encode() for one in part}
        found |= {pair(one.folded, other.folded) for one, other in set(pairwise(part))}
        found |= {
            beginning(one.folded[:end])
            for one in part
            if one.folded.startswith("#")
            for end in _CODE_BEGINNINGS
        }
    return found


def _terms_of_name(name):
    found = {NAMES + one.folded.encode() for one in name}
    found |= {NAMES_MARKED + one.marked.encode() for one in name}
    found |= {name_pair(one.folded, other.folded) for one, other in pairwise(name)}
    words = [one.folded for one in name]
    if letters := initials(words):
        found |= {word(NAMES, letters), word(ANYWHERE, letters)}
        words.append(letters)
    for letters in words:
        found |= {
            beginning(letters[:end])
            for end in range(SHORTEST_BEGINNING, min(len(letters), LONGEST_BEGINNING) + 1)
        }
    return found


def initials(words):
    """`dang ki khai sinh` -> `dkks`, as officials write; nothing where that could be a word."""
    words = words[2:] if words[:2] == ["thu", "tuc"] else words
    letters = "".join(one[0] for one in words)
    return letters if len(words) in _ABBREVIATED and not is_syllable(letters) else ""


def _bucket(one, other, buckets):
    return b"%x" % (zlib.crc32(f"{one} {other}".encode()) % buckets)
