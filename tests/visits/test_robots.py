from pathlib import Path

import pytest

from visits.devices import device_class
from visits.robots import is_robot

_FOLDER = Path(__file__).parent


def _corpus(name):
    return (_FOLDER / f"user_agents_{name}.txt").read_text().splitlines()


def test_no_phone_is_taken_for_a_robot():
    phones = _corpus("phones")
    assert len(phones) >= 200
    assert [agent for agent in phones if is_robot(agent)] == []


def test_at_most_two_robots_in_a_hundred_pass_for_people():
    robots = _corpus("robots")
    assert len(robots) >= 200
    missed = [agent for agent in robots if not is_robot(agent)]
    assert len(missed) <= len(robots) * 0.02, missed


def test_every_phone_is_a_phone():
    assert {device_class(agent) for agent in _corpus("phones")} == {"phone"}


@pytest.mark.parametrize(
    ("user_agent", "expected"),
    [
        (
            "Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148",
            "tablet",
        ),
        (
            "Mozilla/5.0 (Linux; Android 13; SM-X205) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36",
            "tablet",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0",
            "computer",
        ),
        ("Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Tablet PC 2.0)", "computer"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "computer"),
        ("Mozilla/5.0 (SMART-TV; Linux; Tizen 6.0) AppleWebKit/537.36", "tv"),
        ("Không rõ là máy gì đây", "other"),
    ],
)
def test_devices_are_told_apart_by_class_alone(user_agent, expected):
    assert device_class(user_agent) == expected


@pytest.mark.parametrize("user_agent", ["", " ", "Mozilla/5.0", "x" * 15])
def test_who_hardly_introduces_himself_is_a_robot(user_agent):
    assert is_robot(user_agent)
