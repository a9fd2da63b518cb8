"""XLSX: what goes out comes back the same, and every bad cell is named."""

import pytest
from django.core.management import call_command

from procedures.exchange import importing
from procedures.exchange.problems import FileRefusedError
from procedures.models import ProcedureVersion
from tests.factories import make_home
from tests.procedures.making import (
    column_of,
    counts_of,
    edited_workbook,
    everything,
    make_guide,
    make_index,
    store,
    workbook_file,
)

pytestmark = pytest.mark.django_db


def test_a_round_trip_of_the_demo_changes_nothing(demo_commune):
    before = everything()
    counts, problems = counts_of(workbook_file())
    assert problems == []
    assert counts == {"created": 0, "updated": 0, "unchanged": len(before), "refused": 0}
    assert everything() == before


def test_a_re_import_keeps_every_word_of_the_commune():
    procedure = store()
    overlay = {
        "friendly_name": "Khai sinh cho con", "people_words": "giấy cho bé", "desk": "Quầy 3",
        "hours": "Sáng thứ Hai", "officer": "Bà Mẫu", "telephone": "0219", "local_fee": "5.000 đồng",
        "note": "Nhớ mang bút", "lead": "Nói ngắn", "checked_by": "Cán bộ",
    }  # fmt: skip
    guide = make_guide(make_index(make_home()), procedure, **overlay)

    def rename(book):
        sheet = book["Thủ tục"]
        sheet[f"{column_of(sheet, 'Tên thủ tục')}2"] = "Thủ tục đăng ký khai sinh mới"

    assert counts_of(edited_workbook(rename))[0]["updated"] == 1
    guide.refresh_from_db()
    assert {name: getattr(guide, name) for name in overlay} == overlay
    assert guide.procedure.version_on("2026-11-24").name == "Thủ tục đăng ký khai sinh mới"


def test_what_an_import_changed_is_told_with_its_day():
    procedure = store()
    store(steps=[{"name": "Nộp hồ sơ", "text": "Nộp ở đâu cũng được."}])
    (change,) = procedure.changes.all()
    assert change.parts == ["Trình tự thực hiện"]


BROKEN = [
    ("Cách thức", "Số tiền (đồng)", -5, "âm"),
    ("Cách thức", "Số tiền (đồng)", "tám nghìn", "không phải số tiền"),
    ("Cách thức", "Số tiền (đồng)", 8, "8.000 bị đọc thành 8"),
    ("Cách thức", "Hình thức nộp", "Bồ câu", "không có trong danh sách"),
    ("Cách thức", "Thời hạn", "ba", "không phải số"),
    ("Cách thức", "Cách thức số", None, "thiếu số thứ tự"),
    ("Căn cứ", "Ngày ban hành", "tháng Ba", "không phải ngày"),
    ("Căn cứ", "Địa chỉ văn bản", "khong-phai-dia-chi", "URL"),
    ("Thủ tục", "Tên thủ tục", '=HYPERLINK("http://x")', "công thức"),
    ("Thủ tục", "Tên thủ tục", None, "bắt buộc"),
    ("Thủ tục", "Mã thủ tục", 1.00119, "Văn bản"),
    ("Thủ tục", "Mã thủ tục", "ABC", "không đúng dạng"),
    ("Thủ tục", "Áp dụng từ ngày", "ngày mai", "không phải ngày"),
    ("Thủ tục", "Số quyết định", "x" * 200, "120"),
    ("Hồ sơ", "Bản chính", -1, "âm"),
    ("Hồ sơ", "Loại", "Khác", "không có trong danh sách"),
]


@pytest.mark.parametrize(("sheet", "heading", "value", "reason"), BROKEN)
def test_a_bad_cell_is_named_and_its_procedure_left_as_it_was(sheet, heading, value, reason):
    store()
    before = everything()
    place = {}

    def spoil(book):
        letter = column_of(book[sheet], heading)
        place["cell"] = f"{sheet}, ô {letter}2"
        book[sheet][f"{letter}2"] = value

    counts, problems = counts_of(edited_workbook(spoil))
    assert counts["updated"] == counts["created"] == 0
    assert any(place["cell"] in line and reason in line for line in problems), problems
    assert everything() == before


def test_the_same_code_twice_is_refused():
    store()

    def repeat(book):
        book["Thủ tục"].append([cell.value for cell in book["Thủ tục"][2]])

    counts, problems = counts_of(edited_workbook(repeat))
    assert counts["refused"] == 1
    assert "mã này đã có ở Thủ tục, ô A2" in problems[0]


def test_merged_cells_are_named_and_refuse_their_procedure():
    store()

    def merge(book):
        book["Hồ sơ"].append([None] * 12)
        book["Hồ sơ"].merge_cells("A2:A3")
        book["Hồ sơ"]["E3"] = "Giấy thứ hai"

    counts, problems = counts_of(edited_workbook(merge))
    assert counts == {"created": 0, "updated": 0, "unchanged": 0, "refused": 1}
    assert "A2:A3" in problems[0]


def test_a_row_of_an_unknown_procedure_is_named():
    store()
    counts, problems = counts_of(
        edited_workbook(lambda book: book["Kết quả"].append(["1.999999", None, "Giấy"]))
    )
    assert counts["unchanged"] == 1
    assert "Kết quả, ô A3" in problems[0]


def test_a_missing_column_is_refused_by_name():
    store()

    def drop(book):
        sheet = book["Cách thức"]
        sheet[f"{column_of(sheet, 'Miễn, giảm, điều kiện')}1"] = "Ghi chú"

    with pytest.raises(FileRefusedError, match="Miễn, giảm, điều kiện"):
        importing.read_file(edited_workbook(drop))


def test_a_missing_sheet_leaves_its_part_as_it_was():
    store()
    before = everything()

    def drop(book):
        del book["Hồ sơ"]

    assert counts_of(edited_workbook(drop))[0]["unchanged"] == 1
    assert everything() == before


def test_a_workbook_without_the_main_sheet_is_refused():
    store()
    with pytest.raises(FileRefusedError, match="Thiếu trang tính “Thủ tục”"):
        importing.read_file(edited_workbook(lambda book: book.remove(book["Thủ tục"])))


def test_dates_typed_as_text_are_read():
    store()

    def retype(book):
        sheet = book["Căn cứ"]
        sheet[f"{column_of(sheet, 'Ngày ban hành')}2"] = "20/11/2014"

    assert counts_of(edited_workbook(retype))[0]["updated"] == 1
    assert str(everything()[0]["legal_bases"][0]["issued_on"]) == "2014-11-20"


def test_text_that_begins_like_a_formula_is_written_as_text():
    procedure = store()
    ProcedureVersion.objects.filter(procedure=procedure).update(description="=1+1")
    from openpyxl import load_workbook

    sheet = load_workbook(workbook_file())["Thủ tục"]
    cell = sheet[f"{column_of(sheet, 'Mô tả')}2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_commands_say_what_they_did(tmp_path, capsys):
    store()
    target = tmp_path / "thu-tuc.xlsx"
    call_command("export_procedures", target)
    call_command("import_procedures", target, "--dry-run")
    output = capsys.readouterr().out
    assert "Đã ghi 1 bản thủ tục" in output
    assert "Không đổi 1" in output
    assert [path.name for path in tmp_path.iterdir()] == ["thu-tuc.xlsx"]


def test_the_sites_search_follows_an_import(client, django_capture_on_commit_callbacks):
    guide = make_guide(make_index(make_home()), store(), people_words="giấy khai sinh mới cho bé")
    with django_capture_on_commit_callbacks(execute=True):
        store(keywords="hoa tam giác mạch")
    found = client.get("/tim-kiem/", {"q": "tam giac mach"}).content.decode()
    assert guide.url in found
    assert (
        guide.url in client.get("/tim-kiem/", {"q": "giay khai sinh moi cho be"}).content.decode()
    )
