"""Who is no person: robots, link previews, and browsers that only fetch ahead.

The list of robots is `crawlerdetect`'s; the rules here add what it misses: the previews of Zalo and
its like, programs that send no or hardly any user agent, browsers run by a script.
"""

import re
from functools import lru_cache

from crawlerdetect import CrawlerDetect

SHORTEST_USER_AGENT = 16
"""No browser introduces itself in fewer letters; scripts often do."""

_MORE_ROBOTS = re.compile(
    r"zalo-?(bot|crawler|preview|link)|zalobot|zalopc.*preview"
    r"|facebookexternal|facebookcatalog|meta-external|whatsapp/|viber.*preview|skypeuripreview"
    r"|link ?preview|url ?preview|headless|phantomjs|puppeteer|playwright|selenium|webdriver"
    r"|wkhtmlto|prerender|monitor(ing)?[/ ;)]|uptime|coccocbot|\bscan(ner)?\b"
    r"|-scrap/|^dalvik/|^microsoft[- ](wns|bits)",
    re.I,
)
_detect = CrawlerDetect()


def is_robot(user_agent):
    """Whether a user agent is a program's. Robots that disguise themselves pass for people."""
    return _is_robot(user_agent.strip()[:512])


@lru_cache(maxsize=2048)
def _is_robot(user_agent):
    return (
        len(user_agent) < SHORTEST_USER_AGENT
        or _MORE_ROBOTS.search(user_agent) is not None
        or _detect.is_crawler(user_agent)
    )


def is_fetched_ahead(headers):
    """Whether a browser fetches without showing: prefetch, prerender, preview.

    `Sec-Purpose` is today's header (Fetch standard); the other names are those of older browsers.
    """
    names = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
    values = (headers.get(name, "").lower() for name in names)
    return any("prefetch" in value or "preview" in value for value in values)
