"""The class of a device: phone, tablet, computer, television. Nothing finer is kept."""

import re
from functools import lru_cache

PHONE, TABLET, COMPUTER, TELEVISION, OTHER = "phone", "tablet", "computer", "tv", "other"
LABELS = {
    PHONE: "Điện thoại",
    TABLET: "Máy tính bảng",
    COMPUTER: "Máy tính",
    TELEVISION: "Ti vi",
    OTHER: "Khác",
}

_TELEVISION = re.compile(
    r"smart-?tv|hbbtv|tizen.*\btv|web0s|webos\.tv|netcast|android ?tv|google ?tv|bravia|\baft[a-z]{1,4}\b"
    r"|crkey|roku|appletv|apple tv|mitv|mibox|mi ?box|tv ?box|\btcl\b.*tv|vidaa|philipstv|viera|aquos"
    r"|dtv\b|inettv|opera tv|smart ?hub|\bfpt ?play|shield android|\btv\b(?!.{0,3}mobi)",
    re.I,
)
_CONSOLE = re.compile(r"playstation|xbox|nintendo", re.I)
_TABLET = re.compile(r"ipad|tablet(?! pc)|kindle|silk/|playbook", re.I)
_PHONE = re.compile(
    r"mobi|iphone|ipod|kaios|opera mini|ucweb|ucbrowser|nokia|series\d0|midp|blackberry|bb10"
    r"|windows phone|j2me",
    re.I,
)
_ANDROID_WITHOUT_PHONE = re.compile(r"android", re.I)
_COMPUTER = re.compile(r"windows|macintosh|x11|cros|linux", re.I)
_CLASSES = [
    (_CONSOLE, OTHER),
    (_TELEVISION, TELEVISION),
    (_TABLET, TABLET),
    (_PHONE, PHONE),
    (_ANDROID_WITHOUT_PHONE, TABLET),
    (_COMPUTER, COMPUTER),
]
"""The first that fits. Android calls itself "Mobile" on phones only."""


@lru_cache(maxsize=2048)
def device_class(user_agent: str) -> str:
    """One of the names above; a game console is "other"."""
    return next((name for pattern, name in _CLASSES if pattern.search(user_agent)), OTHER)
