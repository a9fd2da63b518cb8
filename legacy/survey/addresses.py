"""Under which addresses an old page was known: its own, its print and mobile copies, its short one."""

import re
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from bs4 import BeautifulSoup

from legacy.html_facts import meta_tags
from manuscripts.html.inline import attribute
from pages.clean_text import folded, one_line

MIRRORED = re.compile(r"Mirrored from\s+(?P<address>\S+)\s+by HTTrack", re.I)
SAVED_FROM = re.compile(r"saved from url=\(\d+\)(?P<address>\S+)", re.I)
HOST = re.compile(
    r"^(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:vn|com|net|org|info|edu)(?:[:_]\d+)?$", re.I
)
SCRIPT = re.compile(r"\.(?:php|aspx?|jsp|cgi|do)$", re.I)
INDEX = re.compile(r"(?:^|/)(?:index|default)\.html?$", re.I)
PRINT_WORDS = {"in", "in ra", "in trang", "in bai", "in bai viet", "ban in", "print", "in tin", "xem ban in",
               "in trang nay", "in noi dung"}  # fmt: skip
SESSION = re.compile(
    r";jsessionid=[^/?#]*|/\((?:[A-Z]\([^()/]{6,}\))+\)|"
    r"(?<=[?&])(?:PHPSESSID|ASPSESSIONID\w*|jsessionid|sessionid|s?sid)=[0-9a-z]{16,}(?:&|$)",
    re.I,
)
"""What a server wrote into addresses to know a visitor again; nobody asks for it twice."""
LONGEST = 255


def stated_addresses(tree: BeautifulSoup, content: str) -> list[str]:
    """What the page itself says: canonical, og:url, short and mobile links, who saved it from where."""
    meta = meta_tags(tree)
    links = [
        attribute(link, "href")
        for link in tree.find_all("link", href=True)
        if wanted_link(attribute(link, "rel").lower(), attribute(link, "media").lower())
    ]
    marks = [
        found["address"]
        for kind in (SAVED_FROM, MIRRORED)
        for found in [kind.search(content[:3000] + content[-3000:])]
        if found
    ]
    whole = [mark if "://" in mark else f"http://{mark}" for mark in marks]
    return [one for one in [*links, meta.get("og:url", ""), *whole] if one]


def wanted_link(rel: str, media: str) -> bool:
    """Links in the head that name the same page."""
    return rel in {"canonical", "shortlink", "amphtml"} or (
        rel == "alternate" and "max-width" in media
    )


def print_links(tree: BeautifulSoup) -> list[str]:
    """Where the page's own print button leads."""
    return [
        attribute(link, "href")
        for link in tree.find_all("a", href=True)
        if folded(one_line(link.get_text(" "))).strip(" []|") in PRINT_WORDS
        and not attribute(link, "href").startswith(("#", "javascript:"))
    ]


def address_of_file(path: Path, root: Path) -> str:
    """The address that a file of a mirror stands for: `host/a/index.php?id=5.html` is `/a/index.php?id=5`."""
    return without_session(address_written(path, root))


def without_session(address: str) -> str:
    """An address as every visitor may ask for it."""
    return SESSION.sub("", address).rstrip("?&") or "/"


def address_written(path: Path, root: Path) -> str:
    """The address as the file's name has it."""
    try:
        parts = list(path.relative_to(root).parts)
    except ValueError:
        parts = [path.name]
    while (
        parts and (HOST.match(parts[0]) or parts[0].lower() in {"http", "https"}) and len(parts) > 1
    ):
        parts = parts[1:]
    name = (
        unquote("/".join(parts)).replace("@", "?", 1)
        if "?" not in "/".join(parts)
        else "/".join(parts)
    )
    before, _, query = name.partition("?")
    if query:
        query = re.sub(r"\.html?$", "", query)
        return (
            f"/{INDEX.sub('/', before).strip('/') if not SCRIPT.search(before) else before}?{query}"
        )
    bare = re.sub(r"\.html?$", "", name, flags=re.I)
    if SCRIPT.search(bare):
        name = bare
    return "/" + INDEX.sub("/", name).lstrip("/")


def path_of(address: str, base: str = "") -> str:
    """Path and query of an address as the site is asked for them; nothing for the front page."""
    try:
        parts = urlsplit(urljoin(base or "http://trang-cu/", address.strip()))
    except ValueError:
        return ""
    path = parts.path or "/"
    query = f"?{parts.query}" if parts.query else ""
    whole = without_session(f"{path}{query}")
    return (
        whole
        if whole.strip("/") and len(whole) <= LONGEST and parts.scheme in {"http", "https"}
        else ""
    )


def paths_of(addresses: list[str], base: str = "") -> list[str]:
    """Every path once, in order; letters as they are and percent-encoded mean the same."""
    found = [path_of(address, base) for address in addresses]
    return [path for path in dict.fromkeys(map(unquote_if_safe, found)) if path]


def unquote_if_safe(path: str) -> str:
    """`%C3%A0` as letters, `%2F` as it is."""
    return (
        path if re.search(r"%(?:2F|3F|23|25|26)", path, re.I) else unquote(path, errors="replace")
    )


def key_of(path: str) -> str:
    """The same for every way to write one address: no case, no closing slash, no ending."""
    plain = unquote(path).casefold().partition("#")[0]
    folder = PurePosixPath(plain.partition("?")[0] or "/")
    query = plain.partition("?")[2]
    return f"{folder}?{query}" if query else str(folder)
