"""The class of a device: phone, tablet, computer. Nothing finer is kept."""

import re

PHONE, TABLET, COMPUTER, OTHER = "phone", "tablet", "computer", "other"
LABELS = {
    PHONE: "Điện thoại",
    TABLET: "Máy tính bảng",
    COMPUTER: "Máy tính",
    OTHER: "Khác",
}

_TABLET = re.compile(r"ipad|tablet|kindle|silk/|playbook|android(?!.*mobile)", re.I)
_PHONE = re.compile(
    r"mobi|iphone|ipod|android|kaios|opera mini|opera mobi|ucweb|ucbrowser|nokia|series\d0|midp"
    r"|blackberry|windows phone|j2me",
    re.I,
)
_COMPUTER = re.compile(r"windows|macintosh|x11|cros|linux", re.I)
_SCREEN = re.compile(r"smart-?tv|hbbtv|tizen.*tv|web0s|android tv|bravia|playstation|xbox|nintendo", re.I)


def device_class(user_agent):
    """One of the four names above; a television is "other"."""
    if _SCREEN.search(user_agent):
        return OTHER
    if _TABLET.search(user_agent) and "opera mini" not in user_agent.lower():
        return TABLET
    if _PHONE.search(user_agent):
        return PHONE
    return COMPUTER if _COMPUTER.search(user_agent) else OTHER
