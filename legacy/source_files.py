"""Finds the files to import and reads their bytes as Vietnamese text."""

import codecs
import re
from collections.abc import Iterable
from pathlib import Path

from legacy.broken_letters import mended_words
from legacy.readers import ENDINGS
from legacy.refusals import RefusedError
from legacy.twice_encoded import in_western, undoubled
from manuscripts.old_letters import best_way

LARGEST = 200 * 1024 * 1024
TAG = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^<>]*>", re.I | re.S)
LONGEST_SAMPLE = 20_000
OLD_TYPEFACE = re.compile(r"(?:face\s*=\s*|font-family\s*:\s*)[\"']?(?:\.vn|vni-)\w", re.I)
"""A page in TCVN3 or VNI letters is Western text to its server; the reader of the page makes Unicode of it."""
FEWEST_LETTERS = 20
"""Vietnamese letters that must be right before a broken one is called an accident."""
BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
BINARY_STARTS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8",
                 b"RIFF", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"{\\rtf", b"SQLite")  # fmt: skip
HTML_START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)*(?:<!doctype\s+html|<html\b|<head\b|<body\b)",
    re.I | re.S,
)
DECLARED = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def files_under(paths: Iterable[str | Path]) -> dict[Path, Path]:
    """The files named and those in the folders named, in order, each with its top folder."""
    found: dict[Path, tuple[Path, Path]] = {}
    for path in map(Path, paths):
        inside = sorted(p for p in path.rglob("*") if is_source(p)) if path.is_dir() else [path]
        for file in inside:
            found.setdefault(file.resolve(), (file, path if path.is_dir() else path.parent))
    return dict(found.values())


def is_source(path: Path) -> bool:
    """A file of a known kind; hidden ones, links, notes to the reader and pictures are not."""
    aside = path.name.startswith(".") or path.stem.lower() == "readme"
    if aside or path.is_symlink() or not path.is_file():
        return False
    return path.suffix.lower() in ENDINGS or is_page(path)


def is_page(path: Path) -> bool:
    """Portals call their pages `.aspx`, `index.php?id=5` or nothing at all."""
    try:
        with path.open("rb") as file:
            return bool(HTML_START.match(file.read(2048)))
    except OSError:
        return False


def text_in(path: Path) -> str:
    """The text of a file, whatever encoding old Windows programs left it in."""
    if not path.is_file():
        raise RefusedError("không tìm thấy tệp")
    try:
        if path.stat().st_size > LARGEST:
            raise RefusedError(f"tệp lớn quá {LARGEST // 1024 // 1024} MB")
        content = path.read_bytes()
    except OSError as error:
        raise RefusedError(f"không đọc được tệp: {error.strerror}") from None
    if path.suffix.lower() not in ENDINGS and not is_page(path):
        kind = "tệp nhị phân, không phải văn bản" if is_binary(content) else "loại tệp không nhận"
        raise RefusedError(f"{kind}; nhận {', '.join(ENDINGS)}")
    return _decoded(content)


def decoded_page(path: Path) -> str:
    """The text of a page, whatever its file is called; long broken ones are refused."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RefusedError(f"không đọc được tệp: {error.strerror}") from None
    if not content.strip():
        raise RefusedError("tệp rỗng")
    if len(content) > LARGEST:
        raise RefusedError(f"tệp lớn quá {LARGEST // 1024 // 1024} MB")
    return _decoded(content)


def _decoded(content: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if content.startswith(mark):
            return _strictly(content, encoding)
    if is_binary(content):
        raise RefusedError("tệp nhị phân, không phải văn bản", _line_of_control(content))
    try:
        return undoubled(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        broken = content.count(b"\n", 0, error.start) + 1
    return _mended(content, broken)


def _mended(content: bytes, broken: int) -> str:
    """Text in the old Windows table, or with a single letter cut in half; nothing else."""
    declared = DECLARED.search(content[:2048])
    if declared and declared[1].lower() in {b"windows-1258", b"cp1258"}:
        return _strictly(content, "cp1258")
    mended = content.decode("utf-8", errors="replace")
    if is_mostly_right(mended):
        return mended_words(mended)
    western = in_western(content)
    if best_way(TAG.sub(" ", western)[:LONGEST_SAMPLE]) or OLD_TYPEFACE.search(western):
        return western
    raise RefusedError("chữ không phải Unicode (UTF-8); hãy lưu lại tệp bằng UTF-8", broken)


def is_mostly_right(mended: str) -> bool:
    """A letter cut in half among many whole ones; other tables of letters break nearly all."""
    broken = mended.count("\ufffd")
    whole = sum(not letter.isascii() for letter in mended) - broken
    return whole >= FEWEST_LETTERS and broken <= 1 + whole // 100


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RefusedError(f"chữ trong tệp không đúng bảng mã {encoding}", line) from None


def is_binary(content: bytes) -> bool:
    """A known kind of document, or more control characters than any text holds."""
    controls = len(CONTROLS.findall(content[:65536]))
    return (
        content.startswith(BINARY_STARTS)
        or b"\x00" in content
        or controls > len(content) // 100 + 3
    )


def _line_of_control(content: bytes) -> int:
    found = CONTROLS.search(content)
    return content.count(b"\n", 0, found.start()) + 1 if found else 1
