"""No text makes the house stand still: twice the letters, at most two and a half times the work.

What grows faster stands in the table below with what keeps its texts short.
"""

import re

import pytest

from manuscripts import top_lines
from pages.slugs import slug_formatters
from search import phrases
from search.folding import words_of
from tests.site.growing import MOST, UNREADABLE, broken_on_debians_python, growth, patterns

IN_A_CHILD = "old portals are read in a process of its own with bounds (`pages.errands`), outside any request"
OWN_TEXT = "reads only what comes with the program"
EXCUSED = {
    "legacy": IN_A_CHILD,
    "desk.handbook": OWN_TEXT,
    "offline.views.": OWN_TEXT,
    "operations.backups.retention.": "names of files in the folder of backups, 255 letters at most",
}
"""`{beginning of "module.NAME": why}`."""
FOUND = patterns()
PUT_TOGETHER = {
    "legacy.broken_letters: '[^\\x00-\\x7f]?'.join(letters)": IN_A_CHILD,
    "manuscripts.top_lines: f'^((?:<[bi]>)*){label}((?:</[bi]>)*)\\\\s*'": "its two labels are tried below",
    "manuscripts.top_lines: f'{label}\\\\s*(?=\\\\S)'": "its two labels are tried below",
    "pages.slugs: f'[{dressed}]'": "one letter",
    "pages.slugs: f'(?=.{{{MAX_LENGTH + 1}}}){cut}'": "tried below",
    "search.phrases: _BETWEEN.join(map(_letters, phrase))": "tried below",
    "search.syllables: place.format(one)": "a few letters of one syllable",
}
"""Expressions that only the running function knows, and why they grow no faster than the text."""


def test_every_room_was_looked_through():
    assert len(FOUND) > 400, len(FOUND)
    assert all(any(name.startswith(excused) for name in FOUND) for excused in EXCUSED)


def test_every_expression_that_is_put_together_while_running_was_looked_at():
    assert set(PUT_TOGETHER) == UNREADABLE


def test_no_expression_is_one_that_the_oldest_python_that_we_promise_matches_wrongly():
    assert broken_on_debians_python(re.compile("(?:ab?c)*+"))
    assert [name for name, pattern in FOUND.items() if broken_on_debians_python(pattern)] == []


@pytest.mark.parametrize("label", [top_lines.TITLE_LABEL, top_lines.LEAD_LABEL])
def test_a_label_over_a_title_is_found_in_linear_time(label):
    for made in (rf"^((?:<[bi]>)*){label}((?:</[bi]>)*)\s*", rf"{label}\s*(?=\S)"):
        assert growth(re.compile(made, re.I))[0] <= MOST


def test_a_title_becomes_a_live_slug_in_linear_time():
    cut, _ = slug_formatters()[-1]
    assert growth(cut)[0] <= MOST


def test_an_official_phrase_is_found_in_linear_time():
    for phrase in (words_of("căn cước công dân"), words_of("kỳ y")):
        assert growth(phrases._pattern(phrase))[0] <= MOST


@pytest.mark.parametrize("name", [name for name in FOUND if not name.startswith(tuple(EXCUSED))])
def test_an_expression_takes_no_more_than_its_share_of_a_longer_text(name):
    factor, text = growth(FOUND[name])
    assert factor <= MOST, f"{name}: {factor:.1f} times the work for twice {text}"
