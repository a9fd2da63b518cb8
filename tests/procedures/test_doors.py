"""Who handles it is read from the national text; signposts say who does what the commune does not."""

import pytest

from procedures.content.signposts import create_signposts
from procedures.doors import door_of
from procedures.models import Office, ProcedureVersion, SignpostPage
from search import entries
from tests.factories import make_home
from tests.procedures.making import make_guide, make_index, store

pytestmark = pytest.mark.django_db


def agencies(*names):
    return [{"role": "handling", "name": name} for name in names]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["Uỷ ban Nhân dân cấp xã, phường, thị trấn"], "commune"),
        (["Sở Xây dựng", "Chủ tịch UBND cấp xã"], "commune"),
        (["Công an cấp Xã"], "police"),
        (["Tòa án nhân dân khu vực"], "court"),
        (["Chi nhánh Văn phòng đăng ký đất đai"], "land"),
        (["Bảo hiểm xã hội cấp Tỉnh"], "insurance"),
        (["Chi cục Hải quan khu vực"], "customs"),
        (["Thuế cơ sở"], "tax"),
    ],
)
def test_the_door_is_read_from_the_text(names, kind):
    store(agencies=agencies(*names))
    assert door_of(ProcedureVersion.objects.get()).kind == kind


@pytest.mark.parametrize(
    ("area", "kind"), [("Đăng ký, quản lý cư trú", "police"), ("Hộ tịch", "commune")]
)
def test_where_no_agency_is_named_the_area_tells(area, kind):
    store(agencies=[])
    assert door_of(ProcedureVersion.objects.get(), [area]).kind == kind


@pytest.mark.parametrize(
    ("names", "said", "levels", "kind"),
    [
        (["Tổ chức hành nghề công chứng"], "Tại Ủy ban nhân dân cấp xã: 2.000 đồng/trang", ["commune"], "commune"),
        (["Cơ quan đại diện", "Tổ chức hành nghề công chứng"], "Nộp ở UBND xã, phường", ["commune", "other"], "commune"),
        (["Tổ chức hành nghề công chứng"], "2.000 đồng/trang", ["commune"], "notary"),
        (["Tổ chức hành nghề công chứng"], "Tại Ủy ban nhân dân cấp xã", ["province"], "notary"),
        (["Phòng Tư pháp"], "", ["commune"], "commune"),
        (["Phòng Tư pháp"], "", ["province"], "other"),
        (["Công an cấp Xã"], "Công an xã thuộc địa bàn UBND xã", ["commune"], "police"),
    ],
)  # fmt: skip
def test_the_commune_takes_what_is_its_own_by_level_and_price(names, said, levels, kind):
    store(
        agencies=agencies(*names),
        levels=levels,
        methods=[{"channel": "in_person", "description": said, "fees": []}],
    )
    assert door_of(ProcedureVersion.objects.get()).kind == kind


def test_a_guide_of_the_police_names_their_address_and_not_the_communes_desk(client):
    guide = make_guide(make_index(make_home()), store(agencies=agencies("Công an cấp Xã")))
    assert "không nộp ở quầy của xã" in client.get(guide.url).content.decode()
    Office.objects.create(
        kind="police", name="Công an xã Tân Lập", address="Thôn Đông", telephone="0219 111"
    )
    page = client.get(guide.url).content.decode()
    for text in ("Công an xã Tân Lập", "Thôn Đông", 'href="tel:0219111"'):
        assert text in page


def test_signposts_come_once_and_are_found_like_guides(client):
    index = make_index(make_home())
    made = create_signposts(index)
    assert len(made) > 6
    assert create_signposts(index) == []
    for page in made:
        entries.refresh_page(page)
    assert "Căn cước" in SignpostPage.objects.first().title
    for address in ("/tim-kiem/", index.url):
        html = client.get(address, {"q": "mat can cuoc lam lai o dau"}).content.decode()
        assert made[0].url in html
    page = client.get(made[0].url).content.decode()
    assert "Công an" in page
