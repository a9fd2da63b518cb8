"""Friendly names and people's words for the procedures that communes are asked for most.

Laid over the national text by code when a guide is made. The code alone is not trusted: the national
name must hold the words that the entry expects, so that a code that changes its meaning brings no
wrong words along.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from search.folding import folded_text

_FILE = Path(__file__).parent / "plain_words.json"
_EVERYDAY = Path(__file__).parent / "everyday_names.json"
"""Names for the procedures that are asked for now and then: no more is said of them here."""


@dataclass(frozen=True)
class PlainWords:
    """What one procedure is called, in residents' words."""

    code: str
    expects: str
    """Words of the national name, without which the entry does not fit."""
    friendly_name: str
    life_event: str
    answer: str
    """One sentence: what it is for and when."""
    people_words: tuple[str, ...]
    icon: str = "paper"
    common_rank: int | None = None

    def fits(self, name):
        """Whether the national name is that of the procedure meant."""
        return folded_text(self.expects) in folded_text(name)

    @property
    def fields(self):
        """Fields of a new guide."""
        return {
            "friendly_name": self.friendly_name,
            "lead": self.answer,
            "people_words": "\n".join(self.people_words),
            "icon": self.icon,
            "common_rank": self.common_rank,
        }


@cache
def by_code():
    """Code -> plain words; read once."""
    entries = json.loads(_FILE.read_text(encoding="utf-8"))
    return {
        entry["code"]: PlainWords(**entry | {"people_words": tuple(entry["people_words"])})
        for entry in entries
    }


def words_for(code, name):
    """The plain words of a procedure, or None where there are none or they do not fit its name."""
    found = by_code().get(code)
    return found if found and found.fits(name) else None


def everyday_names(code, name):
    """What residents call a procedure that is not among the most-asked; empty where that is not known."""
    entry = _everyday().get(code)
    return entry["names"] if entry and folded_text(entry["expects"]) in folded_text(name) else []


@cache
def _everyday():
    return {entry["code"]: entry for entry in json.loads(_EVERYDAY.read_text(encoding="utf-8"))}
