"""What `bin/mutate` does in one process: break a rule module in one place at a time, see who notices.

The tests run once as they are, so that databases and caches stand. Then each mutant gets a fork of the
process in which the code of one function is exchanged in place (`__code__`: whoever imported the function
by name runs the mutant, too). A whole run of pytest for each, as the libraries for this do it, would spend
twenty seconds on migrations before the first test.
"""

import ast
import copy
import functools
import gc
import importlib
import json
import os
import random
import signal
import time
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from tests.mutants import changes_of

KILLED, SURVIVED, TIMED_OUT = "killed", "survived", "timed out"
_BROKEN = 2
"""The child's word that it never came to its tests: a fault of this program, not a mutant that was seen."""


def pytest_addoption(parser):
    """`--mutate=news.dates --mutate-seconds=60 --mutate-report=FILE`."""
    parser.addoption("--mutate", required=True, metavar="MODULE")
    parser.addoption("--mutate-seconds", type=float, default=60)
    parser.addoption("--mutate-report", type=Path, required=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    """In place of pytest's own loop: the tests once, then the mutants until the time is up."""
    began = time.monotonic()
    _run(session)
    if session.testsfailed:
        return None
    patience = 3 * (time.monotonic() - began) + 5
    mutants = _mutants(importlib.import_module(session.config.getoption("mutate")))
    random.Random(0).shuffle(mutants)  # noqa: S311 - the same places each time
    outcomes, ends = [], time.monotonic() + session.config.getoption("mutate_seconds")
    for place, code in mutants:
        if time.monotonic() > ends:
            break
        outcomes.append((place, _outcome(session, code, patience)))
    _report(session.config.getoption("mutate_report"), len(mutants), outcomes)
    return True


def _run(session):
    items = session.items
    for item, following in zip(items, [*items[1:], items[0]], strict=True):
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return


def _outcome(session, code, patience):
    child = os.fork()
    if child == 0:
        _be_a_mutant(session, code)
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            if os.waitstatus_to_exitcode(status) == _BROKEN:
                raise RuntimeError("a mutant could not be made")
            return SURVIVED if status == 0 else KILLED
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return TIMED_OUT


def _be_a_mutant(session, code):
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        _exchange(code)
        _run(session)
        os._exit(1 if session.testsfailed else 0)
    finally:
        os._exit(_BROKEN)


def _exchange(code):
    """All functions made from that piece of source run `code`; nothing is remembered from before."""
    gc.unfreeze()
    for thing in gc.get_objects():
        kind = type(thing)  # `isinstance` would wake Django's lazy objects
        if kind is FunctionType and _same(thing.__code__, code):
            thing.__code__ = code
        elif kind is functools._lru_cache_wrapper:
            thing.cache_clear()


def _same(one, other):
    return one.co_filename == other.co_filename and one.co_qualname == other.co_qualname


def _mutants(module):
    """(place and change in words, code of the outermost function), for each change there is."""
    path = module.__file__
    tree = ast.parse(Path(path).read_text(encoding="utf-8"))
    found = []
    for function in _functions(tree):
        for number, _ in enumerate(changes_of(function)):
            changed = copy.deepcopy(tree)
            twin = next(each for each in _functions(changed) if each.lineno == function.lineno)
            node, words, change = list(changes_of(twin))[number]
            line = node.lineno
            change()
            code = _code_of(compile(ast.fix_missing_locations(changed), path, "exec"), twin)
            place = f"{Path(path).name}:{line} {code.co_qualname}: {words}"
            found.append((place, code))
    return found


def _functions(tree):
    """Of modules and classes; what is defined within a function belongs to it."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node
        elif isinstance(node, ast.ClassDef):
            yield from _functions(node)


def _code_of(code, function):
    """The code object in compiled `code` that `function` became."""
    first = min([function.lineno, *(each.lineno for each in function.decorator_list)])
    for constant in code.co_consts:
        if not isinstance(constant, CodeType):
            continue
        if constant.co_name == function.name and constant.co_firstlineno == first:
            return constant
        if found := _code_of(constant, function):
            return found
    return None


def _report(path, possible, outcomes):
    path.write_text(json.dumps({"possible": possible, "outcomes": outcomes}, ensure_ascii=False))
