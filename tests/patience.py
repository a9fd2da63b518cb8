"""Waiting in a drill: for what is to come about, never for a time that a busy machine may not keep."""

import time

PATIENCE = 120.0
"""Seconds after which something will not come about any more, on the slowest machine we know."""


def until(comes_about, seconds=PATIENCE, pause=0.1):
    """Wait until `comes_about()` gives something true, and give it."""
    end = time.monotonic() + seconds
    while not (found := comes_about()):
        assert time.monotonic() < end, "it has not come about"
        time.sleep(pause)
    return found
