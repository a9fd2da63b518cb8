"""The class of a device: phone, tablet, computer. Nothing finer is kept."""

import re

PHONE, TABLET, COMPUTER, OTHER = "phone", "tablet", "computer", "other"
LABELS = {
    PHONE: "Điện thoại",
    TABLET: "Máy tính bảng",
    COMPUTER: "Máy tính",
    OTHER: "Khác",
}

_SCREEN = re.compile(
    r"smart-?tv|hbbtv|tizen.*tv|web0s|android tv|bravia|playstation|xbox|nintendo", re.I
)
_TABLET = re.compile(r"ipad|tablet(?! pc)|kindle|silk/|playbook", re.I)
_PHONE = re.compile(
    r"mobi|iphone|ipod|kaios|opera mini|ucweb|ucbrowser|nokia|series\d0|midp|blackberry|bb10"
    r"|windows phone|j2me",
    re.I,
)
_ANDROID_WITHOUT_PHONE = re.compile(r"android", re.I)
_COMPUTER = re.compile(r"windows|macintosh|x11|cros|linux", re.I)
_CLASSES = [
    (_SCREEN, OTHER),
    (_TABLET, TABLET),
    (_PHONE, PHONE),
    (_ANDROID_WITHOUT_PHONE, TABLET),
    (_COMPUTER, COMPUTER),
]
"""The first that fits. Android calls itself "Mobile" on phones only."""


def device_class(user_agent):
    """One of the four names above; a television is "other"."""
    return next((name for pattern, name in _CLASSES if pattern.search(user_agent)), OTHER)
