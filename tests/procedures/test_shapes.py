"""Files in the shapes that officials meet: archives, lists, the one-stop centre's sheets, CSV."""

import csv
import gzip
import json
import zipfile
from io import BytesIO, StringIO

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from procedures.exchange import choosing, importing
from procedures.exchange.problems import FileRefusedError
from procedures.models import Procedure, ProcedureVersion
from tests.procedures.making import everything, store, workbook_file
from tests.procedures.test_official_docx import official_file
from tests.procedures.test_portal_json import ITEM

pytestmark = pytest.mark.django_db


def book_of(**sheets):
    """A workbook with the given rows in each sheet."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("_", " "))
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book):
    target = BytesIO()
    book.save(target)
    return target


def planned(*files, **options):
    return importing.plan_reading(importing.read_files(files, **options))


def zip_of(**files):
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return target


MAIN = ["STT", "Mã TTHC", "Tên TTHC", "Link truy cập", "Số quyết định", "Lĩnh vực", "Cấp thực hiện",
        "Đối tượng thực hiện", "Loại TTHC", "Từ khoá", "Địa chỉ tiếp nhận", "Cơ quan thực hiện", "Trạng thái"]  # fmt: skip
ROW = ["1", "1.900001", "Thủ tục thử", "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/019d2bfd-8e22-77ef-819f-e49460350904",
       "1/QĐ-BTP", "Hộ tịch", "Cấp tỉnh, Cấp xã", "Công dân Việt Nam", "TTHC được luật giao quy định chi tiết", None,
       "UBND cấp xã; Sở", "Ủy ban nhân dân cấp xã", "Đã công khai"]  # fmt: skip


def seven_sheets():
    return book_of(
        **{
            "TTHC2-CAPXA": [["Danh mục thủ tục hành chính cấp xã"], [], MAIN, ROW],
            "Cách thức thực hiện": [
                ["STT", "Mã TTHC", "Hình thức nộp", "Thời gian", "Phí, lệ phí", "Mô tả"],
                [1, "1.900001", "Bưu chính", "Khác", "Phí: 0 VNĐ", "02 tháng và 15 ngày làm việc"],
                [2, "1.900001", "Trực tiếp", "3 Ngày làm việc", "Lệ phí: 8.000 VNĐ", None],
            ],
            "Trình tự thực hiện": [
                ["STT", "Mã TTHC", "Trường hợp xử lý", "Mô tả chi tiết"],
                [1, "1.900001", None, "Bước 1: nộp\nBước 2: nhận"],
            ],
            "TPHS": [
                ["STT", "Mã TTHC", "Mã TPHS", "Tên giấy tờ", "Bản chính", "Bản sao"],
                [1, "1.900001", "x-1", "Tờ khai", "x", None],
            ],
            "KQTH": [["STT", "Mã TTHC", "Tên kết quả"], [1, "1.900001", "Giấy thử"]],
            "CCPL": [
                ["STT", "Mã TTHC", "Số ký hiệu", "Trích yếu", "Cơ quan ban hành", "Ngày ban hành"],
                [1, "1.900001", "1/2020/QH14", "Luật thử", "Quốc hội", "01/01/2020"],
            ],
            "TTHC": [
                ["STT", "Mã TTHC", "Yêu cầu, điều kiện"],
                [1, "1.900001", "Đủ 18 tuổi"],
                [2, "1.900002", "x"],
            ],
        }
    )


def test_the_one_stop_centres_seven_sheets_are_read():
    report = planned(("bang.xlsx", seven_sheets()))
    importing.apply_report(report)
    assert report.counts["created"] == 1, report.all_problems
    version = ProcedureVersion.objects.whole().get()
    assert version.time_line == "3 ngày làm việc"
    post, direct = version.methods.all()
    assert (post.time_words, post.fees.get().amount) == ("02 tháng và 15 ngày làm việc", 0)
    assert (direct.channel, direct.fees.get().amount) == ("direct", 8000)
    assert [step.name for step in version.steps.all()] == ["Bước 1", "Bước 2"]
    assert (version.cases.get().papers.get().originals, version.results.get().name) == (
        1,
        "Giấy thử",
    )
    assert str(version.legal_bases.get().issued_on) == "2020-01-01"
    assert (version.conditions, version.levels) == ("Đủ 18 tuổi", ["province", "commune"])
    assert any("1.900002" in str(remark) for remark in report.remarks)


def test_the_portals_list_workbook_gives_names_without_content():
    rows = [["CỘNG HÒA XÃ HỘI"], ["Mã số", "Tên", "Cơ quan ban hành", "Cơ quan thực hiện", "Lĩnh vực"],
            ["1.900003", "Thủ tục trong danh sách", "Bộ Tư pháp", "Ủy ban nhân dân cấp xã", "Hộ tịch"]]  # fmt: skip
    book = load_workbook(book_of(**{"Danh sách TTHC": rows}))
    book.active.merge_cells("A1:E1")
    report = planned(("danh-sach.xlsx", saved(book)))
    importing.apply_report(report)
    assert (report.counts["created"], report.names_only) == (1, 1)
    assert not ProcedureVersion.objects.get().has_content


def test_an_archive_of_files_of_every_kind_is_one_list_and_a_broken_one_is_named():
    files = zip_of(
        mot__json=json.dumps(ITEM),
        hai__docx=official_file().getvalue(),
        ba__csv="Mã thủ tục,Tên thủ tục\n1.900004,Chỉ có tên\n",
        hong__xlsx=b"PK\x03\x04rac",
    )
    report = planned(("goi.zip", files))
    assert report.counts["created"] == 3
    assert any("hong.xlsx" in str(problem) for problem in report.all_problems)


def test_a_list_and_its_details_in_two_files_are_one_procedure():
    names = {"data": [{"code": ITEM["code"], "name": "Tên ngắn", "isWard": True}]}
    files = [
        ("a.json", BytesIO(json.dumps(names).encode())),
        ("b.json", BytesIO(json.dumps(ITEM).encode())),
    ]
    for order in (files, files[::-1]):
        report = planned(*order)
        assert (report.counts["created"], report.names_only) == (1, 0)
        assert report.plans[0].record["name"] == ITEM["name"]


def test_a_packed_json_and_one_record_a_line_are_read():
    lines = "\n".join(
        json.dumps(ITEM | {"code": code, "id": None}) for code in ("1.900005", "1.900006")
    )
    assert (
        planned(("x.json.gz", BytesIO(gzip.compress(lines.encode("utf-16"))))).counts["created"]
        == 2
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_csv_is_a_sheet_however_a_program_writes_it(mark, encoding):
    name = "Đăng ký, cấp lại; đổi,\ngia hạn; “sửa”"
    rows = [
        ["DANH MỤC", "", ""],
        ["Mã TTHC", "Tên TTHC", "Lĩnh vực"],
        ["1.900007", name, "Hộ tịch"],
    ]
    text = StringIO()
    csv.writer(text, delimiter=mark).writerows(rows)
    (record,) = importing.read_file(BytesIO(text.getvalue().encode(encoding)), name="x.csv").records
    assert (record["code"], record["subject_areas"]) == ("1.900007", ["Hộ tịch"])
    assert record["name"].startswith("Đăng ký, cấp lại; đổi,")


def test_a_csv_may_say_itself_what_parts_its_cells():
    text = "sep=;\r\nMã TTHC;Tên TTHC\r\n1.900007;Một tên\r\n"
    (record,) = importing.read_file(BytesIO(text.encode("utf-8-sig")), name="x.csv").records
    assert record["name"] == "Một tên"


def test_a_csv_without_a_list_says_what_is_missing_and_names_no_sheets():
    with pytest.raises(FileRefusedError, match="cột mã thủ tục") as refused:
        planned(("x.csv", BytesIO(b"Ng\xc3\xa0y,Ti\xe1\xbb\x81n,Ghi\n1,2,3\n")))
    assert "Tệp có" not in str(refused.value)


def _html(encoding, names="utf-8"):
    rows = "".join(f"<tr><td>{code}</td><td>{name}</td></tr>" for code, name in _LIST)
    return (
        f"<html><meta charset={names}><table><tr><th colspan=2>DANH MỤC</th></tr>{rows}</table></html>"
    ).encode(encoding)


def _excel_2003():
    rows = "".join(
        f'<Row><Cell><Data ss:Type="String">{code}</Data></Cell>'
        f'<Cell ss:Index="3"><Data ss:Type="String">{name}</Data></Cell></Row>'
        for code, name in _LIST
    )
    spaces = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    return f'<?xml version="1.0"?><Workbook {spaces}><Worksheet ss:Name="DS"><Table>{rows}</Table></Worksheet></Workbook>'.encode()


def _strict():
    """A workbook as Excel saves it under "Strict Open XML"."""
    target = BytesIO()
    with zipfile.ZipFile(book_of(DS=_LIST)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            part = source.read(name)
            for ours, strict in _STRICT_NAMES:
                part = part.replace(ours, strict)
            archive.writestr(name, part)
    return target.getvalue()


_LIST = [("Mã số", "Tên"), ("1.900007", "Đăng ký, một việc")]
_STRICT_NAMES = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
)  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [_html("utf-8"), _html("utf-8-sig"), _html("utf-16"), _excel_2003(), _strict()],
    ids=["html", "html-marked", "html-utf-16", "2003", "strict"],
)
def test_what_websites_and_old_programs_call_excel_is_a_sheet(content):
    (record,) = importing.read_file(BytesIO(content), name="x.xls").records
    assert (record["code"], record["name"]) == ("1.900007", "Đăng ký, một việc")


def test_a_workbook_of_2003_with_entities_is_refused():
    bomb = _excel_2003().replace(b"<Workbook", b"<!DOCTYPE x [<!ENTITY a 'aaa'>]><Workbook", 1)
    with pytest.raises(FileRefusedError, match="DOCTYPE"):
        planned(("x.xml", BytesIO(bomb)))


def test_a_code_that_a_vietnamese_excel_wrote_as_a_number_is_known():
    text = "Mã số;Tên\n1,900007;Một\n1,90001;Hai\n"
    records = importing.read_file(BytesIO(text.encode("utf-8-sig")), name="x.csv").records
    assert [record["code"] for record in records] == ["1.900007", "1.900010"]


def test_a_workbook_whose_parts_are_named_in_other_letters_is_no_archive():
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[content_types].xml", "<Types/>")
        archive.writestr("XL\\Workbook.xml", "<workbook/>")
    with pytest.raises(FileRefusedError, match="Lưu lại từ Excel|lưu lại từ Excel"):
        planned(("x.xlsx", packed))


def test_a_csv_that_is_not_utf_8_says_what_to_do():
    with pytest.raises(FileRefusedError, match="CSV UTF-8"):
        planned(
            (
                "x.csv",
                BytesIO("Mã TTHC,Tên TTHC\n1.900007,Tên".encode("cp1258", "replace") + b"\xff\x81"),
            )
        )


def test_a_workbook_without_a_list_names_the_sheets_that_it_has():
    with pytest.raises(FileRefusedError, match="“Thu chi”"):
        planned(("x.xlsx", book_of(Thu_chi=[["Ngày", "Số tiền"], [1, 2]])))


def test_only_what_is_chosen_comes_in():
    items = [
        ITEM | {"code": "1.900008", "id": None},
        ITEM | {"code": "1.900009", "id": None, "isWard": False, "isProvince": True},
        ITEM | {"code": "1.900010", "id": None, "categoriesDetails": [{"name": "Đất đai"}]},
    ]
    reading = importing.read_file(BytesIO(json.dumps(items).encode()))

    def codes(**chosen):
        return [record["code"] for record in choosing.Chosen(**chosen).of(reading).records]

    assert codes(commune_only=True) == ["1.900008", "1.900010"]
    assert codes(areas=["đất ĐAI"]) == ["1.900010"]
    assert codes(codes=["1.900009"]) == ["1.900009"]


def test_a_large_list_costs_few_queries(django_assert_max_num_queries):
    items = [ITEM | {"code": f"1.{number:06d}", "id": None} for number in range(1, 101)]
    report = planned(("x.json", BytesIO(json.dumps(items).encode())))
    with django_assert_max_num_queries(120):
        importing.apply_report(report)
    assert Procedure.objects.count() == 100


def test_a_workbook_with_a_gap_in_its_codes_keeps_the_rows_with_the_code_above():
    store()
    before = everything()[0]["results"]
    book = load_workbook(workbook_file())
    book["Kết quả"].append([None, None, "Bản sao"])
    report = planned(("x.xlsx", saved(book)))
    importing.apply_report(report)
    assert everything()[0]["results"] == [*before, {"name": "Bản sao"}]
    assert any("không có mã" in str(remark) for remark in report.remarks)


def test_a_formula_over_several_cells_is_named_and_never_comes_in_as_text():
    rows = [["Mã TTHC", "Tên TTHC", "Mô tả"], ["1.001193", "Đăng ký khai sinh", ""]]
    book = load_workbook(book_of(Danh_mục=rows))
    book.active["C2"] = ArrayFormula("C2:C2", "=A2&B2")
    reading = importing.read_file(saved(book))
    assert "description" not in reading.records[0]
    assert any("công thức" in str(remark) for remark in reading.remarks)


def test_a_range_of_merged_cells_that_no_sheet_can_have_is_refused_in_words():
    rows = [["Mã TTHC", "Tên TTHC"], ["1.001193", "Đăng ký khai sinh"]]
    source, target = zipfile.ZipFile(book_of(Danh_mục=rows)), BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            merged = b'</sheetData><mergeCells><mergeCell ref="AAAA1:AAAA3"/></mergeCells>'
            archive.writestr(name, source.read(name).replace(b"</sheetData>", merged))
    with pytest.raises(FileRefusedError, match="hỏng, không đọc được"):
        importing.read_file(target)
