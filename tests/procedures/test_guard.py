"""Files that are broken, hostile or too big are refused whole, with a sentence that helps."""

import tracemalloc
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from procedures.exchange import importing
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


def test_an_old_word_file_is_refused_with_advice():
    assert "Lưu thành .docx" in refused(b"\xd0\xcf\x11\xe0" + b"0" * 100)


def test_a_broken_workbook_is_refused():
    assert "hỏng" in refused(b"PK\x03\x04" + b"rac" * 100)


def test_a_zip_without_a_workbook_is_refused():
    assert "không phải bảng tính" in refused(zip_of(thu_txt="xin chào"))


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


@pytest.mark.slow
def test_a_hundred_thousand_rows_are_refused_within_bounded_memory():
    book = Workbook(write_only=True)
    sheet = book.create_sheet(MAIN.title)
    sheet.append(MAIN.headings)
    for number in range(100_000):
        sheet.append([f"1.{number:06d}", None, None, "", f"Thủ tục {number}"])
    target = BytesIO()
    book.save(target)
    tracemalloc.start()
    message = refused(target)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "20.000 dòng" in message
    assert peak < 120_000_000


def test_json_that_is_cut_off_is_refused():
    assert "JSON hỏng" in refused(b'[{"code": "1.001193", ')


def test_json_nested_without_end_is_refused():
    assert "JSON hỏng" in refused(b"[" * 200_000)
