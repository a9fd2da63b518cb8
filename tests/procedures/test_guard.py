"""Files that are broken, hostile or too big are refused whole, with a sentence that helps."""

import tracemalloc
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from procedures.exchange import importing
from procedures.exchange.guard import kind_of
from procedures.exchange.problems import FileRefusedError
from procedures.exchange.sheets import MAIN
from procedures.models import Procedure

pytestmark = pytest.mark.django_db


def refused(content):
    with pytest.raises(FileRefusedError) as caught:
        importing.read_file(content if hasattr(content, "read") else BytesIO(content))
    assert Procedure.objects.count() == 0
    return str(caught.value)


def zip_of(**files):
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    target.seek(0)
    return target


def test_an_empty_file_is_refused():
    assert "trống" in refused(b"")


def test_a_picture_named_xlsx_is_refused():
    assert "Không nhận ra" in refused(b"\x89PNG\r\n\x1a\n")


def test_an_old_word_file_is_refused_with_advice_where_libreoffice_is_missing(monkeypatch):
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert "Lưu thành .docx" in refused(b"\xd0\xcf\x11\xe0" + b"0" * 100)


def test_a_broken_workbook_is_refused():
    assert "hỏng" in refused(b"PK\x03\x04" + b"rac" * 100)


def test_an_archive_without_a_readable_file_is_refused():
    assert "Không tệp nào" in refused(zip_of(thu_txt="xin chào"))


def test_a_file_with_a_password_says_what_to_do():
    assert "mật khẩu" in refused(b"\xd0\xcf\x11\xe0EncryptedPackage" + b"\0" * 600)


def test_a_zip_bomb_named_xlsx_is_refused_before_it_is_unpacked():
    bomb = zip_of(xl__workbook_xml="<workbook/>", xl__worksheets__sheet1_xml=b"0" * 130_000_000)
    tracemalloc.start()
    message = refused(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "phình ra quá lớn" in message
    assert peak < 5_000_000


def test_a_document_type_in_the_xml_is_refused():
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>'
    assert "DOCTYPE" in refused(zip_of(xl__workbook_xml=laughs))


def _workbook_of(rows):
    """A workbook whose main sheet has `rows` procedures, written as Excel would, but quickly."""
    book, small = Workbook(write_only=True), BytesIO()
    book.create_sheet(MAIN.title).append(MAIN.headings)
    book.save(small)
    cell = '<c r="{0}{1}" t="inlineStr"><is><t>{2}</t></is></c>'
    more = "".join(
        f'<row r="{n}">{cell.format("A", n, f"1.{n:06d}")}{cell.format("E", n, f"Thủ tục {n}")}</row>'
        for n in range(2, rows + 2)
    )
    target = BytesIO()
    with zipfile.ZipFile(small) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", f"{more}</sheetData>".encode())
            new.writestr(name, content)
    return target


def test_a_list_of_more_than_ten_thousand_procedures_is_refused():
    assert "10.000 thủ tục" in refused(_workbook_of(10_001))


def test_a_long_sheet_that_is_not_too_long_is_read():
    reading = importing.read_file(_workbook_of(100))
    assert reading.problems == []
    assert len(reading.records) == 100


def test_json_that_is_cut_off_is_refused():
    assert "JSON hỏng" in refused(b'[{"code": "1.001193", ')


def test_json_nested_without_end_is_refused():
    assert "JSON hỏng" in refused(b"[" * 200_000)


def old_office(*names, text=""):
    """The bones of an old Office file: a text, then a directory that lists these parts."""
    entries = b"".join(
        f"{name}\0".encode("utf-16-le").ljust(64, b"\0")
        + (2 * len(name) + 2).to_bytes(2, "little")
        + bytes(62)
        for name in names
    )
    body = text.encode("utf-16-le")
    return BytesIO(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(512, b"\0") + body.ljust(1024, b"\0") + entries
    )


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        (old_office("Root Entry", "WordDocument"), "doc"),
        (old_office("Root Entry", "Workbook"), "xls"),
        (old_office("Root Entry", "Book"), "xls"),
        (old_office("Root Entry", "WordDocument", text="Book Title\0Bookmark\0Book\0"), "doc"),
        (old_office("Root Entry", "WordDocument", "ObjectPool", "Workbook"), "doc"),
        (old_office("Root Entry", "Workbook", "MBD0001", "WordDocument"), "xls"),
        (old_office("Root Entry", "Workbook", text="WordDocument\0"), "xls"),
    ],
)
def test_an_old_office_file_is_what_its_directory_lists_first(file, kind):
    assert kind_of(file) == kind
