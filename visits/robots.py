"""Who is no person: robots, link previews, and browsers that only fetch ahead.

The list of robots is `crawlerdetect`'s. The rules here catch by their *shape* those that no list has
yet: a browser names its system and never an address of the web; "compatible;" is said by Internet
Explorer and by robots. What a phone is called is no evidence: there are phones named Cubot, XBot,
Spider and Robot, so the name of the model is left out before anybody looks for robots.
"""

import re
from functools import lru_cache
from typing import Protocol

from crawlerdetect import CrawlerDetect


class Headers(Protocol):
    """Headers by their names, as Django and WSGI keep them."""

    def get(self, name: str, default: str = "", /) -> str:
        """The header, or the default."""


SHORTEST_USER_AGENT = 16
"""No browser introduces itself in fewer letters; scripts often do."""
LONGEST_USER_AGENT = 512
"""Letters that are looked at; the rest of a longer one says nothing that these do not."""

_MODEL = re.compile(
    r"(Android [\w.]{1,12}; (?:[a-z]{2}-[a-z]{2}; ?)?|\(Mobile; )(?![^;)]*(?:https?:|compatible))[^;)]{1,80}"
)
"""Where Android and KaiOS name the phone; what a phone is called there proves nothing."""
_BROWSER_START = re.compile(
    r"(?:(?:tv bro|mqqbrowser)/[\d.]+[ /])?mozilla/[2-5]\.\d|opera/\d|[\w .+-]{2,40}/\S+ linux/\d.{0,60} browser/applewebkit|\[?fb(an|av)|ucweb|(nokia|samsung|sec|sie|lg[e-]?|mot|zte|huawei"
    r"|blackberry|sonyericsson|alcatel|micromax|lava|karbonn|htc|vodafone|palm|philips|sharp|sagem|itel"
    r"|tecno|mobiistar|q-?mobile|gionee|lenovo|oppo|vivo|spice|micromaxx)[\w. +-]{0,24}[ /-]",
    re.I,
)
_SYSTEM = re.compile(
    r"windows|win9|macintosh|mac_powerpc|iphone|ipad|ipod|android|linux|x11|cros|mobile;|tablet;|kaios|tizen"
    r"|symbian|series ?\d0|symbos|bb10|blackberry|playbook|playstation|nintendo|web0s|webos|smart-?tv"
    r"|meego|maemo|bada|j2me|midp|xbox|nokia|brew|harmony|openbsd|freebsd|netbsd|sunos|haiku|amiga|os/2"
    r"|fuchsia|ucweb|palm|msie|sailfish|remix",
    re.I,
)
_ADDRESS = re.compile(
    r"https?:|www\.|[\w.-]@[a-z][\w-]*\.[a-z]|(?-i:\s[a-z][a-z0-9-]{1,40}(\.[a-z0-9-]{2,40}){0,3}\.[a-z]{2,6}$)|\b[a-z0-9-]{2,40}\.(com|org|net|io|ai|dev|app|eu|info|biz|co|html)\b",
    re.I,
)
_ADDRESS_OF_APPS = re.compile(
    r"(?<![\w.])(com|org|net|io|vn|me|jp|kr|cn|tw|th|id|ru|de|fr|uk)\.[a-z][\w.]+|\bfacebook\.com/apps",
    re.I,
)
"""An app's name (`com.facebook.katana`) is written like an address, backwards."""
_COMPATIBLE = re.compile(r"compatible[;,]?(?!.{0,40}(msie|konqueror|opera mini))", re.I)
_ROBOT_WORDS = re.compile(
    r"zalo-?(bot|crawler|preview|link)|zalobot|zalopc.*preview"
    r"|facebookexternal|facebookcatalog|meta-external|whatsapp/|viber.*preview|skypeuripreview"
    r"|link ?preview|url ?preview|page-?preview|headless|phantomjs|puppeteer|playwright|selenium|webdriver"
    r"|wkhtmlto|prerender|monitor(ing)?\b|uptime|coccocbot|\bscan(ner)?\b|scan/|screenshot"
    r"|synthetic|new ?relic|checkly|splunk|rigor\b|catchpoint|thousandeyes|pingdom|gomez|dynatrace|datadog"
    r"|site24x7|appinsights|statuscake|ptst/|lighthouse|gtmetrix|pagespeed|speedcurve|webpagetest"
    r"|perplexity|googleagent|google-[a-z]{4,}|chatgpt|openai|claude|anthropic|gemini-|notebooklm|\bdevin/"
    r"|deep-?research|ai-?agent|researchagent|watchagent|httpclient|collapsify|silktide|sitebulb|securityheaders"
    r"|criticalcss|readable/|\bpreload|sniffer|spider[/ -]?\d*\b|crawl|scrap|fetch|archiv|validator|checker"
    r"|(?<=[a-z])-user/\d|(?<!user)(?<=[a-z]{3})agent\b|(?<=\w{3})(diagnostics|measurement|inspector|prospecting)"
    r"|\btime/\d{13}|\(unknown; linux (x86|i\d86)|\(x11; windows|monitorss|yunjiankong|googleadsense|\bsplash version"
    r"|marketgoo|assetnote|functionize|foregenix|watchtowr|hotjar|sindup|testlocally|convertify|sparkler|manus-"
    r"|newsnow|newsai|trae/|impact\.com|autoconfig|quic-go|cookiehub|sqwatcher|fluid/"
    r"|^dalvik/|^microsoft[- ](wns|bits)",
    re.I,
)
_detect = CrawlerDetect()


def is_robot(user_agent: str) -> bool:
    """Whether a user agent is a program's. Robots that disguise themselves pass for people."""
    return _is_robot(user_agent.strip()[:LONGEST_USER_AGENT])


@lru_cache(maxsize=2048)
def _is_robot(user_agent: str) -> bool:
    if len(user_agent) < SHORTEST_USER_AGENT:
        return True
    without_model = _MODEL.sub(r"\1K", user_agent)
    return _has_the_shape_of_a_robot(without_model) or _detect.is_crawler(without_model)


def _has_the_shape_of_a_robot(user_agent: str) -> bool:
    return (
        _BROWSER_START.match(user_agent) is None
        or (user_agent[:8].lower() == "mozilla/" and _SYSTEM.search(user_agent) is None)
        or _COMPATIBLE.search(user_agent) is not None
        or _ROBOT_WORDS.search(user_agent) is not None
        or _ADDRESS.search(_ADDRESS_OF_APPS.sub("", user_agent)) is not None
    )


def is_fetched_ahead(headers: Headers) -> bool:
    """Whether a browser fetches without showing: prefetch, prerender, preview.

    `headers` is asked by name with `.get`. `Sec-Purpose` is today's header (Fetch standard); the
    other names are those of older browsers.
    """
    names = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
    values = (headers.get(name, "").lower() for name in names)
    return any("prefetch" in value or "preview" in value for value in values)
