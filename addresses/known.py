"""What is known of an address that is not there; rooms above tell it, this one only asks."""

from collections.abc import Callable, Iterable
from typing import TypeAlias

from wagtail.models import Site

Teller: TypeAlias = Callable[[set[str], Iterable[Site]], dict[str, str]]
_tellers: list[Teller] = []


def register_teller(teller: Teller) -> Teller:
    """A room's function of paths (as `Redirect.normalise_path` writes them) and sites to words for editors."""
    _tellers.append(teller)
    return teller


def told_of(paths: set[str], sites: Iterable[Site]) -> dict[str, str]:
    """Words for the paths that somebody knows; the first to answer is heard."""
    found: dict[str, str] = {}
    for teller in _tellers:
        found = teller(paths, sites) | found
    return found
