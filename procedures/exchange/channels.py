"""Reads how papers are handed in, in whatever words a source says it."""

import re

from procedures.choices import Channel

_DIRECT = re.compile(r"trực tiếp|tại (quầy|trụ sở|bộ phận)", re.I)
_ONLINE = re.compile(r"trực tuyến|qua mạng|online|điện tử|cổng dịch vụ", re.I)
_POST = re.compile(r"bưu|bcci", re.I)


def channel_of(text: str) -> Channel:
    """The channel that the words name; `OTHER` where they name none."""
    direct, online = bool(_DIRECT.search(text)), bool(_ONLINE.search(text))
    if direct and online:
        return Channel.DIRECT_AND_ONLINE
    if direct:
        return Channel.DIRECT
    if online:
        return Channel.ONLINE
    return Channel.POST if _POST.search(text) else Channel.OTHER
