"""Finds the picture or document that an old address means among the files of a saved portal.

The same file is called in many ways: by its full address, from the page's folder or the site's top,
with `?w=600` behind it, percent-encoded once or twice, in other case, in another size.
"""

import html
import re
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from legacy.survey.addresses import address_of_file, key_of
from legacy.survey.saved import files_in

SIZE = re.compile(r"-\d{2,4}x\d{2,4}(?=\.\w+$)|-scaled(?=\.\w+$)")
QUERY_OF_FILE = re.compile(r"[?@].*$|%3F.*$", re.I)
STATIC_FOLDERS = ("", "static", "public")


class OldFiles:
    """The files below one folder by every name they may be called."""

    def __init__(self, root: Path):
        self.root = root.resolve()
        self.by_key: dict[str, Path] = {}
        self.by_name: dict[str, list[Path]] = {}
        for path in files_in(self.root) if self.root.is_dir() else []:
            key = key_of(address_of_file(path, self.root))
            plain = key_of("/" + path.relative_to(self.root).as_posix())
            for name in {key, plain, QUERY_OF_FILE.sub("", plain)}:
                self.by_key.setdefault(name, path)
            self.by_name.setdefault(bare_name(path.name), []).append(path)

    def find(self, source: str, folder: Path) -> Path | None:
        """The file that an address in a page of `folder` means."""
        for path in ways_to_say(source):
            for top in (self.place_of(folder), *STATIC_FOLDERS):
                found = self.by_key.get(key_of(joined(top, path)))
                if found is not None:
                    return found
        return self.only_one_named(source)

    def place_of(self, folder: Path) -> str:
        """A folder's place below the root, as an address."""
        try:
            inside = folder.resolve().relative_to(self.root)
        except ValueError:
            return ""
        return address_of_file(self.root / inside / "x", self.root).rpartition("/")[0]

    def only_one_named(self, source: str) -> Path | None:
        """The one file of that name, whatever folder the old site kept it in."""
        try:
            name = bare_name(unquote(unquote(urlsplit(html.unescape(source)).path)))
        except ValueError:
            return None
        found = self.by_name.get(name) or self.by_name.get(SIZE.sub("", name)) or []
        return found[0] if len(found) == 1 and len(name) > 5 else None


def bare_name(name: str) -> str:
    """The last step of a path without a query, in small letters."""
    return QUERY_OF_FILE.sub("", name.replace("\\", "/").rsplit("/", 1)[-1]).casefold()


def ways_to_say(source: str) -> list[str]:
    """Paths that an address may mean: with and without its query, decoded, in its full size."""
    try:
        parts = urlsplit(html.unescape(source.strip()))
    except ValueError:
        return []
    path = parts.path.replace("\\", "/")
    whole = [f"{path}?{parts.query}"] if parts.query else []
    ways = [*whole, path, unquote(path), unquote(unquote(path))]
    ways += [QUERY_OF_FILE.sub("", ways[-1]), SIZE.sub("", ways[-1])]
    return [way for way in dict.fromkeys(ways) if way.strip("/.")]


def joined(top: str, path: str) -> str:
    """A path from a folder, with its dots walked; one from the top stays where it is."""
    if path.startswith("/") and top not in STATIC_FOLDERS[1:]:
        return path
    steps: list[str] = []
    for step in PurePosixPath("/", top.strip("/"), path.lstrip("/")).parts[1:]:
        if step == "..":
            steps = steps[:-1]
        elif step != ".":
            steps.append(step)
    return "/" + "/".join(steps)


@lru_cache(maxsize=8)
def old_files(root: Path) -> OldFiles:
    """The files of a folder, looked over once."""
    return OldFiles(root)
