"""The national portal's JSON: every field lands in its place, exemptions are never dropped."""

import json
from io import BytesIO

import pytest

from procedures.exchange import importing
from procedures.models import Procedure, ProcedureVersion
from tests.procedures.making import store

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


def run(content, **options):
    file = BytesIO(json.dumps(content).encode())
    report = importing.plan_reading(importing.read_file(file, **options))
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
    [
        ({"code": "1.12"}, "code", "không đúng dạng"),
        ({"name": ""}, "name", "thiếu tên"),
        ({"executionMethods": [{"submissionMethod": "PIGEON"}]}, "submissionMethod", "PIGEON"),
        ({"executionMethods": "Trực tiếp"}, "executionMethods", "danh sách"),
        ({"executionMethods": [{"submissionMethod": "DIRECT", "fees": [{"value": -5}]}]}, "value", "-5"),
        ({"executionMethods": [{"submissionMethod": "DIRECT", "fees": [{"value": 5, "currencyName": "USD"}]}]}, "currencyName", "usd"),
        ({"executionCases": [{"name": "x", "profileComponents": [{"name": ""}]}]}, "profileComponents", "không có tên"),
    ],
)  # fmt: skip
def test_a_bad_item_is_named_and_the_rest_imported(change, where, why):
    counts, problems = run([ITEM | change, ITEM | {"code": "1.001193", "id": None}])
    assert counts["created"] == 1
    assert counts["refused"] == 1
    assert "Mục thứ 1" in problems[0]
    assert where in problems[0]
    assert why in problems[0]


def test_one_address_of_the_portal_belongs_to_one_procedure():
    run([ITEM])
    counts, problems = run([ITEM | {"code": "1.001193"}])
    assert counts["refused"] == 1
    assert "2.000815" in problems[0]


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
