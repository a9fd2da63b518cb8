"""What editors are warned of."""

from datetime import date

import pytest

from procedures.checks import CLOSED_PORTAL, guide_warnings, version_warnings
from procedures.models import Origin, Procedure, ProcedureVersion, RepealedDocument
from tests.factories import make_home
from tests.procedures.making import make_guide, make_index, make_record, store

pytestmark = pytest.mark.django_db


def warnings_of(procedure):
    return version_warnings(ProcedureVersion.objects.whole().get(procedure=procedure))


def test_a_sound_procedure_gives_no_warning():
    assert warnings_of(store()) == []


def test_a_code_without_the_national_shape_is_named():
    procedure = Procedure.objects.create(code="XA-01")
    ProcedureVersion.objects.create(procedure=procedure, name="Tự đặt", origin=Origin.IMPORTED)
    assert "“XA-01” không có dạng" in warnings_of(procedure)[0]


def test_a_code_that_never_came_from_the_national_list_is_named():
    procedure = Procedure.objects.create(code="1.555555")
    ProcedureVersion.objects.create(procedure=procedure, name="Gõ tay")
    assert "chưa từng có trong tệp nhập" in warnings_of(procedure)[0]


def test_papers_of_birth_registration_under_adoption_are_found():
    store()
    paper = make_record()["cases"][0]["papers"][0]
    adoption = store(
        code="2.001263",
        name="Thủ tục đăng ký việc nuôi con nuôi trong nước",
        cases=[{"name": "", "papers": [paper]}],
    )
    (warning,) = warnings_of(adoption)
    assert "giấy tờ của thủ tục 1.001193" in warning


def test_a_repealed_basis_is_named_with_its_day():
    RepealedDocument.objects.create(number="42/2022/NĐ-CP", repealed_on=date(2026, 7, 1))
    basis = {**make_record()["legal_bases"][0], "number": "Nghị định 42/2022/NĐ-CP"}
    (warning,) = warnings_of(store(legal_bases=[basis]))
    assert warning == "Căn cứ 42/2022/NĐ-CP đã hết hiệu lực từ 01/07/2026."


@pytest.mark.parametrize(
    ("url", "is_closed"),
    [
        ("https://dichvucong.hagiang.gov.vn/x", True),
        ("http://dvctt.phuongnguyenthaibinh.gov.vn", True),
        ("https://dichvucong.bocongan.gov.vn", True),
        ("https://dichvucong.gov.vn/thu-tuc-hanh-chinh/1", False),
        ("https://talung.hagiang.gov.vn", False),
    ],
)
def test_closed_service_portals_are_known_from_the_national_one(url, is_closed):
    assert bool(CLOSED_PORTAL.search(url)) is is_closed


def test_a_closed_portal_in_either_layer_is_named():
    procedure = store(description="Nộp tại https://dichvucong.hagiang.gov.vn")
    guide = make_guide(make_index(make_home()), procedure, note="Xem dichvucong.hagiang.gov.vn")
    assert "dichvucong.hagiang.gov.vn" in warnings_of(procedure)[0]
    assert "dichvucong.hagiang.gov.vn" in guide_warnings(guide)[0]
