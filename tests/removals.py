"""Warnings of what Django and Wagtail will remove: errors where our own code earns them."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser):
    """`--ahead`: what goes in the release after the next counts, too."""
    parser.addoption("--ahead", action="store_true", help=pytest_addoption.__doc__)


def pytest_configure(config):
    """Filters for the rooms of the house; what a library earns is its authors' to mend."""
    rooms = "|".join([*sorted(path.parent.name for path in _ROOT.glob("*/apps.py")), "manuscripts"])
    removals = ["DeprecationWarning"]
    if config.getoption("--ahead"):
        removals.append("PendingDeprecationWarning")
    for removal in removals:
        config.addinivalue_line("filterwarnings", f"error::{removal}:({rooms})")
