"""Finds regular expressions that take more than twice the work for twice the text.

Every pattern of the house is tried on texts made from its own letters, which is where backtracking
hurts: one letter again and again, two in turn, and both behind the pattern's own beginning.
"""

import ast
import importlib
import pkgutil
import re
import signal
import time
from contextlib import contextmanager
from itertools import islice, permutations
from pathlib import Path
from re import _constants as kinds
from re import _parser as parser

from django.core.validators import RegexValidator

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
    """`{"module.NAME": pattern}` of everything compiled in a module, however deep it lies.

    At its top, in its classes, and (`module:LINE`) where a function names an expression.
    """
    found = {}
    for module in _modules():
        at_the_top = ((name, value) for name, value in vars(module).items())
        in_functions = ((f":{line}", made) for line, made in written_in_functions(module))
        for name, value in (*at_the_top, *in_functions):
            for pattern in _patterns_in(value):
                called = f"{module.__name__}.{name}".replace(".:", ":")
                found.setdefault((pattern.pattern, pattern.flags), (called, pattern))
    return dict(sorted(found.values(), key=lambda pair: pair[0]))


def written_in_functions(module):
    """`(line, pattern)` of each `re.search("…", text)` and its like.

    What is put together as the text comes stands in `UNREADABLE` instead.
    """
    source = Path(module.__file__).read_text(encoding="utf-8")
    for call in ast.walk(ast.parse(source)):
        if _is_use_of_re(call):
            try:
                yield call.lineno, re.compile(*_evaluated(module, call))
            except NameError:
                UNREADABLE.add(f"{module.__name__}: {ast.unparse(call.args[0])}")


UNREADABLE = set()
"""`module: expression` that only the running function knows."""
_PLACE_OF_FLAGS = {"sub": 4, "subn": 4, "split": 3, "compile": 1}


def _is_use_of_re(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr not in ("escape", "purge")
        and node.args
    )


def _evaluated(module, call):
    """The expression's text (or the pattern itself) and its flags, as the module's own names say."""
    place = _PLACE_OF_FLAGS.get(call.func.attr, 2)
    named = [keyword.value for keyword in call.keywords if keyword.arg == "flags"]
    for node in (call.args[0], *(named or call.args[place : place + 1])):
        yield eval(compile(ast.Expression(node), module.__file__, "eval"), vars(module))  # noqa: S307


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
    elif depth:
        for each in _members(value):
            yield from _patterns_in(each, depth - 1)


def _members(value):
    """What lies in a value: entries, the attributes of a class of ours, a validator's expression."""
    if isinstance(value, dict):
        return [*value, *value.values()]
    if isinstance(value, list | tuple | set | frozenset):
        return value
    if isinstance(value, RegexValidator):
        return [value.regex]
    if isinstance(value, type) and value.__module__.split(".")[0] in ROOMS:
        return list(vars(value).values())
    return ()


def broken_on_debians_python(pattern):
    """Whether it takes back nothing of a whole group (`(?:ab?)*+`), which Python matches wrongly before 3.11.5."""
    return any(_broken(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG)))


def _broken(tree):
    for kind, value in tree:
        if kind is kinds.POSSESSIVE_REPEAT:
            yield len(value[2]) != 1 or value[2][0][0] not in _ONE
        for inner in _INSIDE.get(kind, _nothing)(value):
            yield from _broken(inner)


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
