"""Films and recordings in HTML: their own tags, and the frames of the sites that show them."""

import re
from urllib.parse import urlsplit

from bs4 import Tag

from manuscripts.elements import Film
from manuscripts.html.inline import attribute
from pages.clean_text import one_line

RECORDINGS = (
    ".mp4",
    ".m4v",
    ".webm",
    ".ogv",
    ".mov",
    ".wmv",
    ".flv",
    ".avi",
    ".mp3",
    ".m4a",
    ".ogg",
    ".wav",
)
SHOWN_BY = re.compile(
    r"(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|facebook\.com|tiktok\.com|"
    r"vtv\.vn|vov\.vn|zalo\.me)$"
)  # fmt: skip
YOUTUBE = re.compile(r"/embed/(?P<key>[\w-]{6,20})")


def film_of(tag: Tag) -> Film | None:
    """The film that a tag or frame shows, by the address where people watch it."""
    address = source_of(tag).strip()
    address = f"https:{address}" if address.startswith("//") else address
    if not address or not (is_recording(address) or is_shown_elsewhere(address)):
        return None
    youtube = YOUTUBE.search(address) if "youtube" in address else None
    if youtube:
        address = f"https://www.youtube.com/watch?v={youtube['key']}"
    return Film(address, one_line(attribute(tag, "title")))


def source_of(tag: Tag) -> str:
    """The address in a tag or in the first source below it."""
    names = ("src", "data-src", "data-lazy-src", "data")
    tags = [tag, *tag.find_all("source"), *tag.find_all("param", attrs={"name": "movie"})]
    given = (attribute(one, name) for one in tags for name in (*names, "value"))
    return next((one for one in given if one and not one.startswith("about:")), "")


def is_recording(address: str) -> bool:
    """The address of a file with sound or moving pictures."""
    try:
        return urlsplit(address).path.lower().endswith(RECORDINGS)
    except ValueError:
        return False


def is_shown_elsewhere(address: str) -> bool:
    """A site that exists to show films; the boxes of a Facebook page beside an article are none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if not SHOWN_BY.search((parts.hostname or "").lower()):
        return False
    return "facebook" not in (parts.hostname or "") or "video" in parts.path
