"""CPU time of a server's processes, which other work on the machine disturbs little."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_OWN, _OF_ENDED_CHILDREN = (11, 12), (13, 14)
"""Places in /proc/PID/stat (proc(5)), counted from behind the name: user and system time."""


def seconds_of(pid):
    """CPU seconds so far of process `pid` and of its children, ended ones included."""
    total = _own(pid, *_OWN, *_OF_ENDED_CHILDREN)
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        total += _own(child, *_OWN)
    return total


def _own(pid, *places):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(fields[place]) for place in places) / _TICKS
