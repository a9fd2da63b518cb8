from pathlib import Path

import pytest
from crawleruseragents import CRAWLER_USER_AGENTS_DATA

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


def test_of_a_kept_up_list_of_robots_at_most_two_in_a_hundred_pass():
    agents = {agent for one in CRAWLER_USER_AGENTS_DATA for agent in one.get("instances", [])}
    assert len(agents) > 1_500
    missed = [agent for agent in agents if not is_robot(agent)]
    assert len(missed) <= len(agents) * 0.02, missed
    like_browsers = [agent for agent in agents if agent.startswith("Mozilla/")]
    passing = [agent for agent in missed if agent.startswith("Mozilla/")]
    assert len(passing) <= len(like_browsers) * 0.01, passing


CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36"


@pytest.mark.parametrize(
    "phone",
    [
        f"Mozilla/5.0 (Linux; Android 5.1.1; OPPO A33 Build/LMY47V) {CHROME}",
        f"Mozilla/5.0 (Linux; U; Android 5.1.1; vi-vn; OPPO A33f Build/LMY47V) {CHROME}",
        f"Mozilla/5.0 (Linux; Android 9; Spider 8) {CHROME}",
        f"Mozilla/5.0 (Linux; Android 10; XBot_Prime Build/QP1A) {CHROME}",
        f"Mozilla/5.0 (Linux; Android 11; CUBOT NOTE 20) {CHROME}",
        f"Mozilla/5.0 (Linux; Android 8.1.0; Robot R1 Crawler) {CHROME}",
        "Mozilla/5.0 (Mobile; XBot_Senior; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5",
        "MT6735_TD/V1 Linux/3.10.72 Android/5.1 Release/03.03.2015 Browser/AppleWebKit537.36 Chrome/39.0 Mobile",
        f"Mozilla/5.0 (Linux; Android 13; A301SO Build/67.0; wv) {CHROME} YJApp-ANDROID jp.co.yahoo.android.yjtop/3.169",
        f"Mozilla/5.0 (Linux; Android 10; K) {CHROME} Zalo android/230100589 ZaloTheme/light ZaloLanguage/vi",
        f"MQQBrowser/3.0/Mozilla/5.0 (Linux; U; Android 2.2.2; zh-cn; GT-I9018 Build/FROYO) {CHROME}",
        "Opera/9.80 (Android; Opera Mini/36.2/191.0; U; vi) Presto/2.12.423 Version/12.16",
        "Mozilla/5.0 (Linux; Android 12; SM-A125F; wv) AppleWebKit/537.36 Chrome/120 Mobile [FB_IAB/FB4A;FBPN/com.facebook.katana;]",
    ],
)
def test_a_phone_that_is_only_called_like_a_robot_is_a_person(phone):
    assert not is_robot(phone)
    assert device_class(phone) == "phone"


@pytest.mark.parametrize(
    "robot",
    [
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/100.0.4896.60 Safari/537.36 NewRelicSynthetics/1.0",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/120 Safari/537.36 Checkly/1.0 (https://www.checklyhq.com)",
        "Mozilla/5.0 (compatible; Splunk/1.0.0; https://splunk.com)",
        "Mozilla/5.0 (X11; Linux x86_64; Rigor) AppleWebKit/537.36 Chrome/86.0 Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/90 Safari/537.36 Catchpoint",
        "Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 Chrome/90 Safari/537.36 ThousandEyes-Dragonfly-x1",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Perplexity-User/1.0; +https://perplexity.ai)",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (compatible; GoogleAgent-Mariner) Chrome/142 Safari/537.36",
        f"Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) {CHROME} (compatible; Googlebot/2.1)",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 ChuaBietAgent",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/132.0.0.0 Safari/537.36; Chua-User/1.0",
        "Mozilla/5.0 (Windows NT 6.1; Win64; x64; rv:77.0) Gecko/20100101 Firefox/77.0 Time/1710630666672",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:103.0) Gecko/20100101 Firefox/103.0 do.congty.fr",
        "Mozilla/5.0 (Unknown; Linux x86_64) AppleWebKit/538.1 (KHTML, like Gecko) QT/1.2",
        "Mozilla/5.0 (compatible; ChuaAiBiet/0.1; +https://moi.example)",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Chrome/120 Safari/537.36 kiem-tra@cong-ty.example",
    ],
)
def test_a_robot_is_known_by_its_shape(robot):
    assert is_robot(robot)


@pytest.mark.parametrize(
    "television",
    [
        "Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/87.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 9; BRAVIA 4K UR2) AppleWebKit/537.36 Chrome/112.0 Safari/537.36",
        "Mozilla/5.0 (SMART-TV; LINUX; Tizen 5.5) AppleWebKit/537.36 Version/5.5 TV Safari/537.36",
        "Mozilla/5.0 (Linux; Android 11; AFTKA) AppleWebKit/537.36 Chrome/110 Safari/537.36",
    ],
)
def test_a_television_is_a_person_and_a_class_of_its_own(television):
    assert not is_robot(television)
    assert device_class(television) == "tv"
