"""What to do where the machine lacks something: leave the test out, which the CI does not allow."""

import os
import subprocess

import pytest


def need(is_there, message):
    """Stop the test with `message` (what is missing, how to get it) unless `is_there`."""
    if not is_there:
        stop = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        stop(message)


def need_package(is_there, package):
    """The same for what the system's own package brings; a system that has none is not to blame."""
    if not is_there and _is_offered("python3") and not _is_offered(package):
        pytest.skip(f"Hệ điều hành này không có gói {package}")
    need(is_there, f"Không có {package}. Cài: apt install {package}")


def _is_offered(package):
    asked = ["apt-cache", "policy", package]
    try:
        told = subprocess.run(
            asked, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}, check=False
        )
    except FileNotFoundError:
        return False
    return "Candidate: " in told.stdout and "Candidate: (none)" not in told.stdout
