"""Says what a file is, by what it holds, and keeps hostile ones from filling memory."""

import gzip
import io
import zipfile
from math import inf
from typing import BinaryIO

from procedures.exchange.grids import LOCKED
from procedures.exchange.letters import encoding_of
from procedures.exchange.problems import FileRefusedError

MEGABYTE = 1024 * 1024
MAX_FILE = 100 * MEGABYTE
MAX_UNPACKED = 600 * MEGABYTE
MAX_SHARED_TEXT = 120 * MEGABYTE
"""`sharedStrings.xml` is the one part of a workbook that is held in memory whole."""
MAX_ENTRIES = 12_000
MAX_RATIO = 200
_UNREADABLE = (
    zipfile.BadZipFile, RuntimeError, EOFError, OSError, ValueError,
    NotImplementedError,  # zipfile's word for a way of packing that it does not know
)  # fmt: skip
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENTRY = 128
"""Bytes of an entry in the directory of an old Office file."""
_STRICT = b"purl.oclc.org/ooxml"
_SHARED = "xl/sharedStrings.xml"
_BOMBED = (
    "Tệp phình ra quá lớn khi mở, có thể là tệp độc hại. Không nhập. "
    "Hãy xuất lại tệp từ nơi cung cấp."
)
_STRANGE = "Tệp có phần khai báo lạ (DOCTYPE), có thể là tệp độc hại. Không nhập."
_UNKNOWN = "Không nhận ra tệp này. Hãy dùng tệp .xlsx, .ods, .csv, .json, .docx của Cổng, hoặc .zip gồm các tệp đó."


def kind_of(file: BinaryIO, name: str = "") -> str:
    """What a file is by its content: `xlsx`, `ods`, `csv`, `doc`, `rtf`, `html`, `xml` …; `name` only hints.

    `xls` is whatever calamine reads: the old format, .xlsb, and .xlsx in its strict form.
    """
    _check_size(file)
    file.seek(0)
    start = file.read(4096)
    file.seek(0)
    if start.startswith(_OLD_OFFICE):
        return _old_kind(file)
    if start.startswith(b"PK"):
        return _packed_kind(file)
    if start.startswith(b"\x1f\x8b"):
        return "gz"
    if start.startswith(b"%PDF"):
        raise FileRefusedError(
            "Đây là tệp PDF, không nhập được. Hãy tải từ Cổng dạng Word hoặc Excel rồi nhập lại."
        )
    return _text_kind(start, name)


def unzipped(file: BinaryIO) -> BinaryIO:
    """The content of a gzip file, within the bounds of any file."""
    try:
        with gzip.open(file) as packed:
            content = packed.read(MAX_FILE + 1)
    except (OSError, EOFError, ValueError) as error:
        raise FileRefusedError("Tệp nén .gz hỏng, không mở được. Hãy lấy lại tệp nguồn.") from error
    if len(content) > MAX_FILE:
        raise FileRefusedError(_BOMBED)
    return io.BytesIO(content)


def _check_size(file: BinaryIO) -> None:
    file.seek(0, 2)
    size = file.tell()
    if not size:
        raise FileRefusedError("Tệp trống.")
    if size > MAX_FILE:
        raise FileRefusedError(
            f"Tệp lớn quá {MAX_FILE // MEGABYTE} MB. Hãy chia thành nhiều tệp nhỏ."
        )


def _text_kind(start: bytes, name: str) -> str:
    encoding = encoding_of(start)
    words = start if encoding == "utf-8-sig" else start.decode(encoding, "ignore").encode()
    begin = words.lstrip(b"\xef\xbb\xbf \t\r\n")[:400].lower()
    if begin.startswith(b"{\\rtf"):
        return "rtf"
    if begin[:1] in (b"{", b"["):
        return "json"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in words and begin.startswith(b"<?xml"):
        return _without_entities(words, "xml")
    if (
        begin.startswith((b"<html", b"<!doctype html", b"mime-version", b"<table"))
        or b"<html" in begin
    ):
        return "html"
    first = words.split(b"\n", 1)[0]
    if b"\0" not in words and (
        name.lower().endswith((".csv", ".txt", ".tsv")) or _looks_like_csv(first)
    ):
        return "csv"
    raise FileRefusedError(_UNKNOWN)


def _without_entities(words: bytes, kind: str) -> str:
    if b"<!DOCTYPE" in words.upper():
        raise FileRefusedError(_STRANGE)
    return kind


def _looks_like_csv(first: bytes) -> bool:
    return any(first.count(mark) >= 2 for mark in (b",", b";", b"\t"))


def _old_kind(file: BinaryIO) -> str:
    """An old Office file lists its parts by name; what is put into it has parts of its own, listed behind."""
    content = file.read(MAX_FILE)
    file.seek(0)
    if b"EncryptedPackage" in content or "EncryptedPackage".encode("utf-16-le") in content:
        raise FileRefusedError(LOCKED)
    text = _listed_at(content, "WordDocument")
    table = min(_listed_at(content, "Workbook"), _listed_at(content, "Book"))
    return "xls" if table < text else "doc"


def _listed_at(content: bytes, name: str) -> float:
    """Where the directory lists a part ([MS-CFB] 2.6: entries of 128 bytes, the name first, its length at 64).

    The name alone stands in texts as well: "Book" begins "Bookmark" and "Book Title".
    """
    entry = f"{name}\0".encode("utf-16-le")
    at = content.find(entry)
    while at >= 0:
        length = content[at + 64 : at + 66]
        if at % _ENTRY == 0 and int.from_bytes(length, "little") == len(entry):
            return at
        at = content.find(entry, at + 1)
    return inf


def _packed_kind(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            check_entries(entries)
            if any(entry.flag_bits & 1 for entry in entries):
                raise FileRefusedError(LOCKED)
            return _kind_inside(archive, {entry.filename for entry in entries})
    except _UNREADABLE as error:
        raise FileRefusedError(
            "Tệp hỏng, không mở được. Hãy lưu lại từ Excel hoặc Word."
        ) from error
    finally:
        file.seek(0)


def _kind_inside(archive: zipfile.ZipFile, names: set[str]) -> str:
    # Some programs write the names in other letters, or with the slashes of Windows.
    plain = {name.lower().replace("\\", "/") for name in names}
    is_office = any(name.startswith(("xl/", "word/", "[content_types]")) for name in plain)
    if not is_office:
        return _open_document_kind(archive, names) if "mimetype" in names else "zip"
    for entry in archive.infolist():
        _check_no_entities(archive, entry)
    return _office_kind(archive, names, plain)


def _office_kind(archive: zipfile.ZipFile, names: set[str], plain: set[str]) -> str:
    if "xl/workbook.bin" in plain:
        return "xls"
    if "xl/workbook.xml" in names and _STRICT in archive.read("xl/workbook.xml")[:4096]:
        return "xls"  # openpyxl takes it for an empty book
    for part, kind in (("xl/workbook.xml", "xlsx"), ("word/document.xml", "docx")):
        if part in plain:
            return kind
    raise FileRefusedError("Tệp Office này không phải bảng tính .xlsx hay văn bản .docx.")


def _open_document_kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    for name in names & {"content.xml", "META-INF/manifest.xml"}:
        with archive.open(name) as part:
            start = part.read(65_536)
        if b"<!DOCTYPE" in start[:4096].upper():
            raise FileRefusedError(_STRANGE)
        if b"encryption-data" in start:
            raise FileRefusedError(LOCKED)
    if b"spreadsheet" in archive.read("mimetype")[:200]:
        return "ods"
    raise FileRefusedError(
        "Tệp LibreOffice này không phải bảng tính. Hãy chọn Lưu thành .docx rồi nhập lại."
    )


def check_entries(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse an archive that would fill memory, before any of it is unpacked."""
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    shared = sum(entry.file_size for entry in entries if entry.filename == _SHARED)
    if (
        len(entries) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED
        or shared > MAX_SHARED_TEXT
        or (unpacked > MEGABYTE and unpacked > MAX_RATIO * max(packed, 1))
    ):
        raise FileRefusedError(_BOMBED)


def _check_no_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Office never writes a document type; one in there is an attempt to blow up the reader."""
    if not entry.filename.endswith((".xml", ".rels")):
        return
    with archive.open(entry) as part:
        if b"<!DOCTYPE" in part.read(4096).upper():
            raise FileRefusedError(_STRANGE)
