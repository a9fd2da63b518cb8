"""What to do where the machine lacks something: leave the test out, which the CI does not allow."""

import os

import pytest


def need(is_there, message):
    """Stop the test with `message` (what is missing, how to get it) unless `is_there`."""
    if not is_there:
        stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        stop(message)
