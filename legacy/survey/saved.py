"""Every file of a saved portal, whatever it is called and however it was packed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from legacy.survey.addresses import address_of_file
from legacy.survey.packed import is_packed, unpacked

PAGES = {".html", ".htm", ".xhtml", ".shtml", ".mhtml.html"}
ROWS = {".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".sql", ".xml"}
TEXTS = {".md", ".markdown", ".txt"}
FILES = {
    ".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp", ".tif", ".tiff", ".svg", ".ico", ".avif", ".heic",
    ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".rtf", ".zip", ".rar",
    ".7z", ".mp3", ".mp4", ".wmv", ".flv", ".avi", ".mov", ".swf",
}  # fmt: skip
LOOKS = {".css", ".js", ".woff", ".woff2", ".ttf", ".eot", ".map", ".less", ".scss", ".otf", ".axd"}
HTML_START = re.compile(rb"<!doctype\s+html|<html\b|<head\b|<body\b|<title\b|<meta\b", re.I)
HIDDEN = {"hts-cache", "hts-log.txt", "hts-stop.lock", "doit.log", "__macosx"}


@dataclass(frozen=True)
class Saved:
    """One file: where it lies, the folder that was named, and the address it stands for."""

    path: Path
    root: Path
    address: str
    name: str

    @property
    def ending(self) -> str:
        """The ending of its name; a query behind it does not count."""
        before = re.split(r"[?@]|%3F", self.path.name, maxsplit=1, flags=re.I)[0]
        return Path(before).suffix.lower()

    @property
    def form(self) -> str:
        """`page`, `rows`, `text`, `file` or `looks`, by its name and first letters."""
        ending = self.ending
        if ending in LOOKS:
            return "looks"
        if ending in FILES and not self.starts_like_html:
            return "file"
        if self.path.suffix.lower() in ROWS:
            return "rows"
        if self.path.suffix.lower() in TEXTS:
            return "text"
        return "page" if ending in PAGES or self.starts_like_html else "file"

    @property
    def starts_like_html(self) -> bool:
        """Portals call their pages .aspx, .php, or nothing at all."""
        try:
            with self.path.open("rb") as file:
                return bool(HTML_START.search(file.read(2048)))
        except OSError:
            return False


def saved_under(paths: Iterable[str | Path], room: Path) -> Iterator[Saved]:
    """The files named and those in the folders named; archives are unpacked into `room`."""
    seen: set[Path] = set()
    for path in map(Path, paths):
        root = path if path.is_dir() else path.parent
        inside = files_in(path) if path.is_dir() else [path]
        for file in inside:
            if file.resolve() in seen:
                continue
            seen.add(file.resolve())
            if is_packed(file):
                yield from (Saved(*one) for one in unpacked(file, room))
            else:
                yield Saved(file, root, address_of_file(file, root), str(file))


def files_in(folder: Path) -> list[Path]:
    """Every file in a folder and below, in order; links, and what mirroring programs leave, are passed over."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and not is_aside(path.relative_to(folder).parts)
    )


def is_aside(parts: tuple[str, ...]) -> bool:
    """Hidden files, notes to the reader, a mirroring program's own."""
    lowered = [part.lower() for part in parts]
    return (
        any(part.startswith(".") or part in HIDDEN for part in lowered)
        or Path(lowered[-1]).stem == "readme"
    )
