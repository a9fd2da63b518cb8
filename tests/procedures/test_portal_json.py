"""The national portal's JSON: every field lands in its place, exemptions are never dropped."""

import json
from io import BytesIO

import pytest

from procedures.exchange import importing
from procedures.exchange.problems import FileRefusedError
from procedures.guides import create_missing_guides
from procedures.models import Procedure, ProcedureVersion
from tests.factories import make_home
from tests.procedures.making import everything, make_index, store

pytestmark = pytest.mark.django_db

ITEM = {
    "id": "019d2bfd-8e22-77ef-819f-e49460350904",
    "code": "2.000815",
    "name": "Thủ tục chứng thực bản sao",
    "state": "ACTIVE",
    "procedureProposal": {"decisionNo": "1079/QĐ-BTP"},
    "isWard": True,
    "isProvince": False,
    "formalityType": "STANDARD",
    "categoriesDetails": [{"name": "Chứng thực"}],
    "executionSteps": [
        {"name": "Bước 1", "description": '<p><span style="font-size:13pt">Nộp&nbsp;hồ sơ</span></p><ul><li>tại quầy</li></ul><script>x()</script>'}
    ],
    "executionMethods": [
        {
            "submissionMethod": "DIRECT_AND_ONLINE",
            "processingTime": 1,
            "processingTimeUnit": "WORKING_DAY",
            "description": "",
            "fees": [
                {"name": "Phí", "value": 2000, "currencyName": "VND", "description": "Miễn cho hộ nghèo."}
            ],
        }
    ],
    "executionCases": [
        {
            "name": "Giấy tờ phải nộp",
            "profileComponents": [
                {
                    "name": "Tờ khai", "description": "Một tờ", "originalQty": 1, "copyQty": 0,
                    "hasElectronicForm": True, "attachments": [{"id": "1", "fileName": "tk.docx"}],
                }
            ],
        },
        {"name": "Giấy tờ phải xuất trình", "profileComponents": [{"name": "Căn cước", "originalQty": 1, "copyQty": 0}]},
        {"name": "Trẻ sinh ở nước ngoài", "profileComponents": [{"name": "Hộ chiếu", "originalQty": 0, "copyQty": 1}]},
    ],
    "subjectTypesDetails": [{"name": "Công dân Việt Nam"}],
    "departmentsExecuting": [{"name": "Ủy ban nhân dân cấp xã"}],
    "departmentsCoordinating": ["Công an xã"],
    "resultsDetails": [{"name": "Bản sao chứng thực", "code": "KQ1"}],
    "legalBasisesDetails": [{"id": 1, "code": "23/2015/NĐ-CP", "name": "Nghị định về chứng thực"}],
    "requirementsAndConditions": "<p>Không</p>",
    "keywords": "chứng thực, sao y",
    "description": "",
}  # fmt: skip


def planned(content, **options):
    file = BytesIO(json.dumps(content).encode())
    return importing.plan_reading(importing.read_file(file, **options))


def run(content, **options):
    report = planned(content, **options)
    importing.apply_report(report)
    return report.counts, [str(problem) for problem in report.all_problems]


def test_every_field_lands_in_its_place():
    assert run({"data": [ITEM]}) == ({"created": 1, "updated": 0, "unchanged": 0, "refused": 0}, [])
    version = ProcedureVersion.objects.whole().get()
    assert str(version.procedure.uuid) == ITEM["id"]
    assert (version.decision_number, version.levels, version.kind) == (
        "1079/QĐ-BTP",
        ["commune"],
        "standard",
    )
    assert version.steps.get().text == "Nộp hồ sơ\n- tại quầy"
    method = version.methods.get()
    assert (method.channel, method.time_words) == ("direct_online", "1 ngày làm việc")
    fee = method.fees.get()
    assert (fee.amount, fee.note) == (2000, "Miễn cho hộ nghèo.")
    assert list(version.agencies.values_list("role", "name")) == [
        ("handling", "Ủy ban nhân dân cấp xã"), ("coordinating", "Công an xã"),
    ]  # fmt: skip
    assert version.is_online
    assert version.synchronised_on is not None
    assert version.keywords == "chứng thực\nsao y"


def test_cases_that_name_a_kind_of_paper_join_one_case():
    run(ITEM)
    version = ProcedureVersion.objects.whole().get()
    cases = {
        case.name: list(case.papers.values_list("name", "kind")) for case in version.cases.all()
    }
    assert cases == {
        "": [("Tờ khai", "submit"), ("Căn cước", "show")],
        "Trẻ sinh ở nước ngoài": [("Hộ chiếu", "submit")],
    }


def test_a_second_import_of_the_same_file_changes_nothing():
    run([ITEM])
    assert run([ITEM])[0] == {"created": 0, "updated": 0, "unchanged": 1, "refused": 0}


def test_life_events_and_links_that_the_portal_does_not_know_are_kept():
    store(code="2.000815", life_events=["Đi học"])
    run([ITEM])
    assert [event.name for event in Procedure.objects.get().life_events.all()] == ["Đi học"]


def test_a_first_day_makes_a_version_of_its_own():
    from datetime import date

    run([ITEM])
    run([ITEM | {"name": "Tên mới"}], valid_from=date(2027, 3, 1))
    assert ProcedureVersion.objects.count() == 2
    assert Procedure.objects.get().changes.get().note == "Áp dụng từ ngày 01/03/2027"


@pytest.mark.parametrize(
    ("change", "where", "why"),
    [({"code": "1.12"}, "code", "không đúng dạng"), ({"name": ""}, "name", "thiếu tên")],
)
def test_only_an_item_without_a_readable_code_or_name_is_refused(change, where, why):
    counts, problems = run([ITEM | change, ITEM | {"code": "1.001193", "id": None}])
    assert (counts["created"], counts["refused"]) == (1, 1)
    assert "Mục thứ 1" in problems[0]
    assert where in problems[0]
    assert why in problems[0]


def method(**fields):
    return {"executionMethods": [{"submissionMethod": "DIRECT", "processingTime": 1, **fields}]}


@pytest.mark.parametrize(
    ("change", "where", "mark"),
    [
        (method(submissionMethod="PIGEON"), "submissionMethod", "methods"),
        (method(processingTimeUnit="OTHER"), "processingTime", "times"),
        (method(processingTimeUnit="MOON"), "processingTime", "times"),
        (method(fees=[{"value": "tám nghìn"}]), "fees", "fees"),
        (method(fees=[{"value": 20, "currencyName": "VNĐ"}]), "fees", "fees"),
        ({"executionCases": [{"name": "x", "profileComponents": [{"name": "Đơn", "originalQty": 20201}]}]}, "originalQty", "papers"),
        ({"formalityType": "NEW_KIND"}, "formalityType", "kind"),
        (method(fees=[{"value": {"amount": 8000}}]), "fees", "fees"),
    ],
)  # fmt: skip
def test_one_unreadable_part_never_drops_a_procedure(change, where, mark):
    report = planned([ITEM | change])
    importing.apply_report(report)
    assert report.counts["created"] == 1
    assert any(where in remark.place for remark in report.remarks)
    assert mark in ProcedureVersion.objects.get().unverified


@pytest.mark.parametrize(
    "change",
    [
        {"executionMethods": "Trực tiếp"}, {"executionSteps": "Nộp hồ sơ"}, {"keywords": ["a", "b"]},
        {"procedureProposal": "QĐ 123"}, {"executionMethods": [None]}, {"categoriesDetails": "Hộ tịch"},
        {"dossierReceivingAddresses": "UBND cấp xã; Sở Giáo dục"}, {"legalBasisesDetails": ["Luật"]},
        {"executionCases": [{"name": "x", "profileComponents": [{"name": ""}]}]}, {"state": "MỚI"},
        method(fees=[{"value": -5}]), method(processingTime="ba"), method(processingTime=1e9),
        {"name": "Tên\u0000 có \ud800 rác"}, {"requirementsAndConditions": {"x": 1}}, {"id": "abc"},
        {"procedureProposal": {"decisionNo": "x" * 300}},
    ],
)  # fmt: skip
def test_whatever_stands_in_a_field_the_rest_comes_in(change):
    counts, problems = run([ITEM | change])
    assert (counts["created"], problems) == (1, [])
    assert ProcedureVersion.objects.get().name.startswith(("Thủ tục chứng thực", "Tên"))


@pytest.mark.parametrize(
    "proposal", ["QĐ 123", ["QĐ 123"], [{"decisionNo": "QĐ 123"}], [None, "QĐ 123"]]
)
def test_the_decision_is_read_from_whatever_names_it(proposal):
    run([ITEM | {"procedureProposal": proposal}])
    assert ProcedureVersion.objects.get().decision_number == "QĐ 123"


@pytest.mark.parametrize("yes", [True, 1, "1", "true", "Có"])
def test_a_flag_says_yes_however_it_is_written(yes):
    run([ITEM | {"isWard": yes}])
    assert ProcedureVersion.objects.get().levels == ["commune"]


def test_a_flag_that_is_neither_yes_nor_no_is_named_and_takes_nothing_away():
    run([ITEM])
    report = planned([ITEM | {"isWard": ["?"]}])
    importing.apply_report(report)
    assert any("isWard" in remark.place for remark in report.remarks)
    assert ProcedureVersion.objects.get().levels == ["commune"]


def test_a_time_written_as_the_cases_write_it_is_a_time():
    run([ITEM | method(processingTime={"qty": 3, "type": "DAY"})])
    stored = ProcedureVersion.objects.get().methods.get()
    assert (stored.time_amount, stored.time_unit) == (3, "day")


def test_an_amount_in_a_list_is_an_amount():
    run([ITEM | method(fees=[{"value": ["8.000"]}])])
    assert ProcedureVersion.objects.get().methods.get().fees.get().amount == 8000


def test_a_file_that_is_nested_without_end_is_refused_in_words():
    nested = json.dumps([ITEM | {"description": "@"}]).replace('"@"', "[" * 700 + "]" * 700)
    with pytest.raises(FileRefusedError, match="lồng vào nhau quá sâu"):
        importing.read_file(BytesIO(nested.encode()))


def test_the_unit_that_the_portal_keeps_with_the_cases_is_read():
    cases = {"cases": [{"code": "1", "processingDay": {"qty": 3, "type": "WORKING_DAY"}}]}
    run([ITEM | method(processingTimeUnit="OTHER") | cases])
    assert ProcedureVersion.objects.get().time_line == "3 ngày làm việc"


def test_money_of_another_country_stands_beside_ours():
    fees = [
        {"type": "FEE", "value": 2000, "currencyName": "Việt Nam Đồng", "description": "/trang"},
        {"type": "FEE", "value": 10, "currencyName": "USD", "description": "/bản"},
    ]
    run([ITEM | method(fees=fees)])
    words = [fee.words for fee in ProcedureVersion.objects.get().methods.get().fees.all()]
    assert words == ["2.000 đồng một trang", "10 USD một bản"]


def test_nothing_is_free_where_the_province_decides():
    note = "Mức lệ phí cụ thể do Hội đồng nhân dân tỉnh quyết định. Miễn cho hộ nghèo."
    run([ITEM | method(fees=[{"value": 0, "description": note}])])
    version = ProcedureVersion.objects.get()
    assert (version.is_free, version.fee_line) == (
        False,
        "Mức phí do tỉnh quy định, có trường hợp được miễn",
    )
    assert version.methods.get().fees.get().note == note


def test_groups_of_units_are_agencies_and_names_cut_at_a_comma_are_whole_again():
    groups = [{"name": "Uỷ ban Nhân dân cấp xã"}, {"name": "phường"}, {"name": "Sở Xây dựng"}]
    run([ITEM | {"departmentsExecuting": [], "unitGroupsExecuting": groups}])
    names = (
        ProcedureVersion.objects.get()
        .agencies.filter(role="handling")
        .values_list("name", flat=True)
    )
    assert list(names) == ["Uỷ ban Nhân dân cấp xã, phường", "Sở Xây dựng"]


def test_steps_in_one_text_are_steps():
    text = "Bước 1: nộp hồ sơ.\nBước 2: nhận kết quả, mang theo giấy hẹn của bước 1."
    run([ITEM | {"executionSteps": [{"name": "", "description": text}]}])
    assert list(ProcedureVersion.objects.get().steps.values_list("name", "text")) == [
        ("Bước 1", "nộp hồ sơ."),
        ("Bước 2", "nhận kết quả, mang theo giấy hẹn của bước 1."),
    ]


@pytest.mark.parametrize(
    "envelope",
    [
        lambda item: item, lambda item: [item], lambda item: {"data": item},
        lambda item: {"code": "OK", "data": {"items": [item], "lastId": "z"}},
        lambda item: [{"id": item["id"], "code": item["code"], "name": "vỏ", "detail": item}],
        lambda item: {"result": {"content": {"rows": [item]}}}, lambda item: [{"data": {"items": [item]}}],
    ],
)  # fmt: skip
def test_a_procedure_is_found_in_any_envelope(envelope):
    assert run(envelope(ITEM)) == ({"created": 1, "updated": 0, "unchanged": 0, "refused": 0}, [])
    assert ProcedureVersion.objects.get().name == "Thủ tục chứng thực bản sao"


def test_the_portals_list_adds_nothing_to_and_takes_nothing_from_what_stands():
    run([ITEM])
    before = everything()
    summary = {
        key: ITEM[key] for key in ("id", "code", "name", "state", "isWard", "categoriesDetails")
    }
    for empty in ({}, {"executionSteps": [], "executionMethods": None, "executionCases": []}):
        counts, _ = run({"code": "OK", "data": [summary | empty | {"name": "Tên ngắn"}]})
        assert counts["unchanged"] == 1
    assert everything() == before


def test_an_empty_list_beside_content_empties_and_the_preview_says_how_many_rows_go():
    run([ITEM])
    ((plan, difference),) = planned([ITEM | {"legalBasisesDetails": []}]).emptied
    assert (plan.code, difference.part, difference.lost) == ("2.000815", "legal_bases", 1)


def test_a_name_alone_is_kept_and_never_public():
    counts, _ = run([{"code": "1.001193", "name": "Thủ tục đăng ký khai sinh", "isWard": True}])
    assert counts["created"] == 1
    assert not ProcedureVersion.objects.get().has_content
    assert create_missing_guides(make_index(make_home())) == []


def test_the_marks_of_a_sample_go_with_the_sample():
    store(code="2.000815", is_sample=True, unverified=["fees", "papers"], sources="Luật cũ")
    run([ITEM])
    version = ProcedureVersion.objects.get()
    assert (version.is_sample, version.unverified, version.sources) == (False, [], "")


def test_of_two_procedures_with_one_address_the_preview_says_who_keeps_it():
    report = planned([ITEM, ITEM | {"code": "1.001193"}])
    assert report.counts["created"] == 2
    assert any("2.000815" in remark.reason for remark in report.remarks)
    importing.apply_report(report)
    assert Procedure.objects.get(code="1.001193").uuid is None
    counts, _ = run([ITEM | {"code": "1.000894"}])
    assert counts["created"] == 1


def test_what_left_a_complete_list_is_withdrawn_with_a_note_and_not_deleted():
    for code in ("1.001193", "1.000894", "2.000635"):
        store(code=code)
    file = BytesIO(
        json.dumps(
            [ITEM | {"code": "1.001193", "id": None}, ITEM | {"code": "1.000894", "id": None}]
        ).encode()
    )
    importing.withdraw_absent(importing.read_file(file))
    gone = Procedure.objects.get(code="2.000635")
    assert gone.state == "withdrawn"
    assert "danh mục quốc gia" in gone.state_note
    assert gone.versions.count() == 1
    assert Procedure.objects.active().count() == 2


def test_a_list_that_lacks_more_than_half_withdraws_nothing():
    for code in ("1.001193", "1.000894", "2.000635"):
        store(code=code)
    file = BytesIO(json.dumps([ITEM]).encode())
    with pytest.raises(importing.FileRefusedError, match="quá nửa"):
        importing.withdraw_absent(importing.read_file(file))
    assert Procedure.objects.active().count() == 3
