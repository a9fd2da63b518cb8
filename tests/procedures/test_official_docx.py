"""The official Word export, in the form that the national portal hands out."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml import OxmlElement

from procedures.exchange import importing
from procedures.exchange.problems import FileRefusedError
from procedures.models import ProcedureVersion

pytestmark = pytest.mark.django_db


def official_file(code="1.013133"):
    word = Document()
    for line in (
        f"Mã thủ tục: {code}",
        "Số quyết định: Quyết định số 6375/QĐ-BQP",
        "Tên thủ tục: Thủ tục đăng ký nghĩa vụ quân sự lần đầu",
        "Cấp thực hiện: Cấp Xã",
        "Loại thủ tục: TTHC được luật giao quy định chi tiết",
        "Lĩnh vực: Nghĩa vụ quân sự",
        "Trình tự thực hiện:",
        "Bước 1: Nộp phiếu tự khai",
        "- tại Ban chỉ huy quân sự xã",
        "Bước 2: Nhận giấy chứng nhận",
        "Cách thức thực hiện:",
    ):
        word.add_paragraph(line)
    _table(word, ["Hình thức nộp", "Thời hạn giải quyết", "Phí, lệ phí", "Mô tả"], [
        ["Trực tiếp", "1 Ngày làm việc", "Phí : 8.000 Đồng\nHộ nghèo được miễn", "Nộp tại xã"],
        ["Trực tuyến", "02 Giờ", "Phí : 0 Đồng", ""],
    ])  # fmt: skip
    word.add_paragraph("Thành phần hồ sơ:")
    word.add_paragraph("Giấy tờ phải nộp")
    _table(word, ["Tên giấy tờ", "Mẫu đơn, tờ khai", "Số lượng"], [
        ["- Phiếu tự khai", "phieu.docx", "Bản chính: 1\nBản sao: 0"],
        ["- Bản chụp Căn cước", "", "Bản chính: 0\nBản sao: 1"],
    ])  # fmt: skip
    word.add_paragraph("Trường hợp ủy quyền:")
    _table(
        word,
        ["Tên giấy tờ", "Mẫu đơn, tờ khai", "Số lượng"],
        [["Văn bản ủy quyền", "", "Bản chính: 1\nBản sao: 0"]],
    )
    for line in (
        "Đối tượng thực hiện: Công dân Việt Nam",
        "Cơ quan thực hiện: Ban chỉ huy quân sự cấp Xã",
        "Cơ quan có thẩm quyền: Chủ tịch UBND cấp xã",
        "Địa chỉ tiếp nhận HS: Không có thông tin",
        "Cơ quan được ủy quyền: Không có thông tin",
        "Cơ quan phối hợp: Không có thông tin",
        "Kết quả thực hiện: Giấy chứng nhận đăng ký nghĩa vụ quân sự",
        "Căn cứ pháp lý:",
    ):
        word.add_paragraph(line)
    _table(
        word,
        ["Số ký hiệu", "Trích yếu", "Ngày ban hành", "Cơ quan ban hành"],
        [["78/2015/QH13", "Luật Nghĩa vụ quân sự", "19-06-2015", "Quốc hội"]],
    )
    for line in (
        "Yêu cầu, điều kiện thực hiện: Không",
        "Từ khóa: Không có thông tin",
        "Mô tả: Không có thông tin",
    ):
        word.add_paragraph(line)
    target = BytesIO()
    word.save(target)
    return target


def _table(word, heads, rows):
    table = word.add_table(rows=0, cols=len(heads))
    for row in (heads, *rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def test_every_field_and_table_is_read():
    reading = importing.read_file(official_file())
    report = importing.apply_report(importing.plan_reading(reading))
    assert report.counts["created"] == 1, report.all_problems
    version = ProcedureVersion.objects.whole().get()
    assert version.procedure.code == "1.013133"
    assert (version.decision_number, version.kind) == ("6375/QĐ-BQP", "assigned")
    assert [(step.name, step.text) for step in version.steps.all()] == [
        ("Bước 1", "Nộp phiếu tự khai\n- tại Ban chỉ huy quân sự xã"),
        ("Bước 2", "Nhận giấy chứng nhận"),
    ]
    direct, online = version.methods.all()
    assert (direct.time_words, online.time_words) == ("1 ngày làm việc", "2 giờ")
    assert (direct.fees.get().amount, direct.fees.get().note) == (8000, "Hộ nghèo được miễn")
    assert online.fees.get().amount == 0
    cases = {
        case.name: [
            (paper.name, paper.originals, paper.copies, paper.form_name)
            for paper in case.papers.all()
        ]
        for case in version.cases.all()
    }
    assert cases == {
        "": [("Phiếu tự khai", 1, 0, "phieu.docx"), ("Bản chụp Căn cước", 0, 1, "")],
        "Trường hợp ủy quyền": [("Văn bản ủy quyền", 1, 0, "")],
    }
    assert [agency.role for agency in version.agencies.all()] == ["handling", "deciding"]
    basis = version.legal_bases.get()
    assert (basis.number, str(basis.issued_on), basis.issuer) == (
        "78/2015/QH13",
        "2015-06-19",
        "Quốc hội",
    )
    assert version.keywords == ""


def test_a_word_file_that_is_no_official_sheet_is_refused():
    word = Document()
    word.add_paragraph("Kính gửi bà con")
    target = BytesIO()
    word.save(target)
    with pytest.raises(FileRefusedError, match="Mã thủ tục"):
        importing.read_file(target)


def test_the_demo_form_and_a_second_import_change_nothing():
    for expected in ("created", "unchanged"):
        report = importing.apply_report(
            importing.plan_reading(importing.read_file(official_file()))
        )
        assert report.counts[expected] == 1


def test_a_table_whose_merged_cells_lead_nowhere_is_named_and_the_rest_comes_in():
    word = Document(official_file())
    first = word.tables[-1].rows[0].cells[0]
    first._tc.get_or_add_tcPr().append(
        OxmlElement("w:vMerge")
    )  # goes on from a row above the first
    target = BytesIO()
    word.save(target)
    reading = importing.read_file(target)
    assert any("ô gộp hỏng" in str(remark) for remark in reading.remarks)
    assert "legal_bases" not in reading.records[0]
    assert reading.records[0]["steps"]
