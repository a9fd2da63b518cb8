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
    ("Hồ sơ", "Bản chính", -1, "âm"),
    ("Hồ sơ", "Tên giấy tờ", "#REF!", "#REF!"),
    ("Hồ sơ", "Loại", "Khác", "không có trong danh sách"),
    ("Thủ tục", "Mô tả", "#N/A", "#N/A"),
]


@pytest.mark.parametrize(("sheet", "heading", "value", "reason"), BROKEN)
def test_a_bad_cell_is_named_and_its_procedure_still_comes_in(sheet, heading, value, reason):
    store(description="Lời cũ")
    place = {}

    def spoil(book):
        letter = column_of(book[sheet], heading)
        place["cell"] = f"{sheet}, ô {letter}2"
        book[sheet][f"{letter}2"] = value

    report = importing.plan_reading(importing.read_file(edited_workbook(spoil)))
    importing.apply_report(report)
    assert report.counts["refused"] == 0
    remarks = [str(remark) for remark in report.remarks]
    assert any(place["cell"] in line and reason in line for line in remarks), remarks
    version = ProcedureVersion.objects.get()
    assert version.description == "Lời cũ"
    assert version.methods.count() == version.cases.get().papers.count() == 1
    if isinstance(value, str) and not value.startswith("#"):
        assert value in str(everything()[0])  # the words are kept


@pytest.mark.parametrize(
    ("heading", "value", "reason"),
    [
        ("Tên thủ tục", None, "bắt buộc"),
        ("Tên thủ tục", '=HYPERLINK("http://x")', "không đọc được"),
        ("Mã thủ tục", "ABC", "không đúng dạng"),
        ("Áp dụng từ ngày", "ngày mai", "không phải ngày"),
    ],
)
def test_a_row_that_names_no_procedure_is_refused_and_changes_nothing(heading, value, reason):
    store()
    before = everything()

    def spoil(book):
        book["Thủ tục"][f"{column_of(book['Thủ tục'], heading)}2"] = value

    counts, problems = counts_of(edited_workbook(spoil))
    assert counts["updated"] == counts["created"] == 0
    assert any("Thủ tục, ô" in line and reason in line for line in problems), problems
    assert everything() == before


def test_the_zeros_that_excel_drops_from_a_code_are_known():
    store(code="1.001190")

    def retype(book):
        for sheet in book:
            sheet["A2"] = 1.00119

    assert counts_of(edited_workbook(retype))[0]["unchanged"] == 1


def test_the_same_code_twice_is_named_and_the_first_row_counts():
    store()

    def repeat(book):
        book["Thủ tục"].append([cell.value for cell in book["Thủ tục"][2]])

    counts, problems = counts_of(edited_workbook(repeat))
    assert counts["unchanged"] == 1
    assert "mã này đã có ở Thủ tục, ô A2" in problems[0]


def test_a_cell_merged_over_rows_holds_its_value_in_each_of_them():
    store()

    def merge(book):
        sheet = book["Hồ sơ"]
        sheet.append([None] * 12)
        for letter, value in {"E": "Giấy thứ hai", "F": "Nộp", "G": 1, "H": 0}.items():
            sheet[f"{letter}3"] = value
        for letter in "ABC":
            sheet.merge_cells(f"{letter}2:{letter}3")

    assert counts_of(edited_workbook(merge))[0]["updated"] == 1
    papers = everything()[0]["cases"][0]["papers"]
    assert [paper["name"] for paper in papers][1] == "Giấy thứ hai"


def test_an_empty_cell_and_a_sheet_without_rows_leave_what_stands():
    store(description="Lời cũ")
    before = everything()

    def blank(book):
        book["Thủ tục"][f"{column_of(book['Thủ tục'], 'Mô tả')}2"] = None
        book["Hồ sơ"].delete_rows(2, 5)

    assert counts_of(edited_workbook(blank))[0]["unchanged"] == 1
    assert everything() == before


def test_a_part_is_emptied_by_saying_so():
    store(description="Lời cũ")

    def clear(book):
        book["Thủ tục"][f"{column_of(book['Thủ tục'], 'Mô tả')}2"] = "(để trống)"
        book["Kết quả"]["C2"] = "(Để trống)"

    report = importing.plan_reading(importing.read_file(edited_workbook(clear)))
    assert {(one.part, one.lost) for _, one in report.emptied} == {
        ("description", 0),
        ("results", 1),
    }
    importing.apply_report(report)
    record = everything()[0]
    assert (record["description"], record["results"]) == ("", [])


def worked_on(book):
    """What people do to workbooks: another title, a title row, other capitals, a column twice."""
    book["Hồ sơ"].title = "Ho so"
    book["Kết quả"].title = "Trang khác"
    sheet = book["Thủ tục"]
    sheet.title = "THỦ TỤC"
    sheet.cell(row=1, column=sheet.max_column + 1, value="Mô tả")
    sheet.insert_rows(1)
    sheet["A1"] = "DANH MỤC THỦ TỤC"
    sheet["E2"] = "TÊN  THỦ TỤC"


def test_sheets_as_people_make_them_are_read_and_what_was_odd_is_said():
    store()
    before = everything()
    report = importing.plan_reading(importing.read_file(edited_workbook(worked_on)))
    importing.apply_report(report)
    assert (report.counts["unchanged"], report.all_problems) == (1, [])
    assert everything() == before
    said = "\n".join(map(str, report.remarks))
    for text in ("“Ho so”", "“Trang khác”", "hai cột “Mô tả”"):
        assert text in said


def test_a_formatted_empty_cell_far_below_costs_nothing():
    store()

    def far(book):
        book["Kết quả"]["B60000"].number_format = "@"

    assert counts_of(edited_workbook(far))[0]["unchanged"] == 1


def test_a_row_of_an_unknown_procedure_is_named():
    store()
    counts, problems = counts_of(
        edited_workbook(lambda book: book["Kết quả"].append(["1.999999", None, "Giấy"]))
    )
    assert counts["unchanged"] == 1
    assert "Kết quả, ô A3" in problems[0]


def test_a_sheet_without_a_column_is_named_and_its_part_left_as_it_stands():
    store()
    before = everything()

    def drop(book):
        sheet = book["Cách thức"]
        sheet[f"{column_of(sheet, 'Miễn, giảm, điều kiện')}1"] = "Ghi chú"

    report = importing.plan_reading(importing.read_file(edited_workbook(drop)))
    assert any("Miễn, giảm, điều kiện" in str(remark) for remark in report.remarks)
    importing.apply_report(report)
    assert everything() == before


def test_a_missing_sheet_leaves_its_part_as_it_was():
    store()
    before = everything()

    def drop(book):
        del book["Hồ sơ"]

    assert counts_of(edited_workbook(drop))[0]["unchanged"] == 1
    assert everything() == before


def test_a_workbook_without_the_main_sheet_is_refused():
    store()
    with pytest.raises(FileRefusedError, match="cột tên thủ tục"):
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
