"""Keeps a hostile or broken Office file from filling memory, before any of it is unpacked."""

import zipfile

from procedures.exchange.problems import FileRefusedError

MEGABYTE = 1024 * 1024
MAX_FILE = 20 * MEGABYTE
MAX_UNPACKED = 120 * MEGABYTE
MAX_SHARED_TEXT = 40 * MEGABYTE
"""`sharedStrings.xml` is the one part of a workbook that is held in memory whole."""
MAX_ENTRIES = 2_000
MAX_RATIO = 200
_UNREADABLE = (
    zipfile.BadZipFile, RuntimeError, EOFError, OSError,
    NotImplementedError,  # zipfile's word for a way of packing that it does not know
)  # fmt: skip
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_SHARED = "xl/sharedStrings.xml"


def kind_of(file):
    """`xlsx`, `docx` or `json`, by what the file holds and not by its name."""
    _check_size(file)
    file.seek(0)
    start = file.read(64)
    file.seek(0)
    if start.startswith(_OLD_OFFICE):
        raise FileRefusedError(
            "Tệp theo định dạng Office cũ (.doc, .xls). Hãy mở bằng Word hoặc Excel rồi chọn "
            "Lưu thành .docx hoặc .xlsx, sau đó nhập lại."
        )
    if start.startswith(b"PK"):
        return _office_kind(file)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return "json"
    raise FileRefusedError("Không nhận ra tệp này. Hãy dùng tệp .xlsx, .json hoặc .docx của Cổng.")


def _check_size(file):
    file.seek(0, 2)
    size = file.tell()
    if not size:
        raise FileRefusedError("Tệp trống.")
    if size > MAX_FILE:
        raise FileRefusedError(
            f"Tệp lớn quá {MAX_FILE // MEGABYTE} MB. Hãy chia thành nhiều tệp nhỏ."
        )


def _office_kind(file):
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            for entry in entries:
                _check_no_entities(archive, entry)
    except _UNREADABLE as error:
        raise FileRefusedError(
            "Tệp hỏng, không mở được. Hãy lưu lại từ Excel hoặc Word."
        ) from error
    finally:
        file.seek(0)
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    raise FileRefusedError("Tệp nén này không phải bảng tính .xlsx hay văn bản .docx.")


def _check_entries(entries):
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    shared = sum(entry.file_size for entry in entries if entry.filename == _SHARED)
    if (
        len(entries) > MAX_ENTRIES
        or unpacked > MAX_UNPACKED
        or shared > MAX_SHARED_TEXT
        or (unpacked > MEGABYTE and unpacked > MAX_RATIO * max(packed, 1))
    ):
        raise FileRefusedError(
            "Tệp phình ra quá lớn khi mở, có thể là tệp độc hại. Không nhập. "
            "Hãy xuất lại tệp từ nơi cung cấp."
        )


def _check_no_entities(archive, entry):
    """Office never writes a document type; one in there is an attempt to blow up the reader."""
    if not entry.filename.endswith((".xml", ".rels")):
        return
    with archive.open(entry) as part:
        if b"<!DOCTYPE" in part.read(4096).upper():
            raise FileRefusedError(
                "Tệp có phần khai báo lạ (DOCTYPE), có thể là tệp độc hại. Không nhập."
            )
