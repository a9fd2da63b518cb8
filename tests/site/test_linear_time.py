"""No text makes the house stand still: twice the letters, at most two and a half times the work.

What grows faster stands in the table below with what keeps its texts short.
"""

import pytest

from tests.site.growing import MOST, growth, patterns

OPERATORS_FILES = "read by the operator's own command, outside any request"
OWN_TEXT = "reads only what comes with the program"
EXCUSED = {
    "legacy.": OPERATORS_FILES,
    "desk.handbook.": OWN_TEXT,
    "offline.views.": OWN_TEXT,
    "operations.backups.retention.": "names of files in the folder of backups, 255 letters at most",
}
"""`{beginning of "module.NAME": why}`."""
FOUND = patterns()


def test_every_room_was_looked_through():
    assert len(FOUND) > 250, len(FOUND)
    assert all(any(name.startswith(excused) for name in FOUND) for excused in EXCUSED)


@pytest.mark.parametrize("name", [name for name in FOUND if not name.startswith(tuple(EXCUSED))])
def test_an_expression_takes_no_more_than_its_share_of_a_longer_text(name):
    factor, text = growth(FOUND[name])
    assert factor <= MOST, f"{name}: {factor:.1f} times the work for twice {text}"
