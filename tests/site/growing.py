"""Finds regular expressions that take more than twice the work for twice the text.

Every pattern of the house is tried on texts made from its own letters, which is where backtracking
hurts: one letter again and again, two in turn, and both behind the pattern's own beginning.
"""

import importlib
import pkgutil
import re
import signal
import time
from contextlib import contextmanager
from itertools import islice, permutations
from re import _constants as kinds
from re import _parser as parser

ROOMS = (
    "accounts", "addresses", "desk", "design", "events", "home", "legacy", "links", "manuscripts", "news", "offline",
    "operations", "pages", "portal", "procedures", "search", "visits",
)  # fmt: skip
LETTERS = 4_000
"""At this length a linear search costs half a millisecond, a quadratic one some hundred."""
FLOOR = 0.006
"""Seconds of processor time below which nothing is said of growth."""
MOST = 2.5
_LONGEST = 1.0
"""Seconds after which a try is ended: that is not linear, whatever comes."""
_SAMPLES = {
    kinds.CATEGORY_DIGIT: "1", kinds.CATEGORY_WORD: "a", kinds.CATEGORY_SPACE: " ",
    kinds.CATEGORY_NOT_DIGIT: "a", kinds.CATEGORY_NOT_WORD: "-", kinds.CATEGORY_NOT_SPACE: "a",
}  # fmt: skip


def patterns():
    """`{"module.NAME": pattern}` of everything compiled at the top of a module, however deep it lies."""
    found = {}
    for module in _modules():
        for name, value in vars(module).items():
            for pattern in _patterns_in(value):
                found.setdefault(
                    (pattern.pattern, pattern.flags), (f"{module.__name__}.{name}", pattern)
                )
    return dict(sorted(found.values(), key=lambda pair: pair[0]))


def _modules():
    for room in ROOMS:
        package = importlib.import_module(room)
        yield package
        for entry in pkgutil.walk_packages(package.__path__, f"{room}."):
            if ".migrations" not in entry.name:
                yield importlib.import_module(entry.name)


def _patterns_in(value, depth=2):
    if isinstance(value, re.Pattern):
        yield value
    elif depth and isinstance(value, dict):
        yield from _patterns_in([*value, *value.values()], depth - 1)
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for each in value:
            yield from _patterns_in(each, depth - 1)


def growth(pattern):
    """`(factor, text)`: the worst growth of the work when a text is doubled, 1.0 where none is felt."""
    worst = (1.0, "")
    for unit, start in attacks(pattern):
        once = _seconds(pattern, _text(pattern, start, unit, LETTERS))
        if once < FLOOR:
            continue
        if once >= _LONGEST:
            return (float("inf"), f"{start!r} + {unit!r}…")
        factor = min(_factor(pattern, start, unit) for _ in range(3))
        worst = max(worst, (factor, f"{start!r} + {unit!r}…"))
        if worst[0] > MOST:
            break
    return worst


def _factor(pattern, start, unit):
    once = _seconds(pattern, _text(pattern, start, unit, LETTERS))
    return _seconds(pattern, _text(pattern, start, unit, 2 * LETTERS), 4 * _LONGEST) / once


def attacks(pattern):
    """`(what is repeated, what stands before)`, from the pattern's own letters."""
    tree = parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)
    start, letters = _beginning(tree), list(dict.fromkeys(_letters(tree)))[:12]
    units = [*letters, *("".join(pair) for pair in islice(permutations(letters[:6], 2), 30))]
    if start:
        units.append(start)
    return [(unit, before) for unit in units for before in dict.fromkeys(("", start))]


def _text(pattern, start, unit, length):
    text = start + unit * (length // len(unit)) + "\uffff"
    return text.encode("utf-8", "ignore") if isinstance(pattern.pattern, bytes) else text


def _seconds(pattern, text, longest=_LONGEST):
    """Processor time of a search to the end and a full match; at most about `longest`."""
    began = time.thread_time()
    with _ended_after(longest):
        for _ in pattern.finditer(text):
            pass
        pattern.fullmatch(text)
    return time.thread_time() - began


class _TooLongError(Exception):
    pass


@contextmanager
def _ended_after(seconds):
    """Python's expressions look for signals while they search."""

    def end(*_args):
        raise _TooLongError

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    except _TooLongError:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _beginning(tree):
    """The letters that must stand first."""
    out = []
    for kind, value in tree:
        if kind is kinds.LITERAL:
            out.append(chr(value))
        elif kind is not kinds.AT:
            break
    return "".join(out)


def _letters(tree):
    """A letter for each place of the pattern."""
    for kind, value in tree:
        if kind in _ONE:
            yield from _ONE[kind](value)
        for inner in _INSIDE.get(kind, _nothing)(value):
            yield from _letters(inner)


def _nothing(value):
    return ()


_ONE = {
    kinds.LITERAL: chr,
    kinds.NOT_LITERAL: lambda value: "y" if value == ord("x") else "x",
    kinds.ANY: lambda value: "x",
    kinds.IN: lambda members: list(_of_set(members)),
}
_INSIDE = {
    kinds.BRANCH: lambda value: value[1],
    kinds.MAX_REPEAT: lambda value: [value[2]],
    kinds.MIN_REPEAT: lambda value: [value[2]],
    kinds.POSSESSIVE_REPEAT: lambda value: [value[2]],
    kinds.SUBPATTERN: lambda value: [value[3]],
    kinds.ATOMIC_GROUP: lambda value: [value],
    kinds.ASSERT: lambda value: [value[1]],
    kinds.ASSERT_NOT: lambda value: [value[1]],
}


def _of_set(members):
    if members[0][0] is kinds.NEGATE:
        excluded = re.compile(
            "[^" + "".join(re.escape(chr(v)) for k, v in members if k is kinds.LITERAL) + " ]"
        )
        yield from (letter for letter in "a1-x" if excluded.match(letter))
        yield " "
        return
    for kind, value in members[:4]:
        if kind is kinds.LITERAL:
            yield chr(value)
        elif kind is kinds.RANGE:
            yield chr(value[0])
        elif kind is kinds.CATEGORY:
            yield _SAMPLES.get(value, "a")
