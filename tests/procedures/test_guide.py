"""One guide: both layers, papers by kind, forms, structured data, print."""

import json
import re

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from pages.models import PortalDocument, SiteIdentity
from procedures.models import FormFile, ProcedurePage
from procedures.papers import LONGEST_PAPER, parted
from tests.factories import make_home
from tests.procedures.making import make_guide, make_index, make_record, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return make_index(make_home())


def test_both_layers_stand_on_one_page(client, index):
    guide = make_guide(
        index, store(), lead="Lời của xã.", desk="Quầy số 3", local_fee="Thu 5.000 đồng."
    )
    page = client.get(guide.url).content.decode()
    for text in (
        "Lời của xã.",
        "Quầy số 3",
        "Thu 5.000 đồng.",
        "Thủ tục đăng ký khai sinh",
        "528/QĐ-BTP",
        "1.001193",
    ):
        assert text in page


def test_exemptions_and_conditions_are_shown_whole(client, index):
    page = client.get(make_guide(index, store()).url).content.decode()
    assert "Miễn khi khai đúng hạn." in page


def test_papers_stand_by_kind_and_remarks_have_no_box(client, index):
    paper = make_record()["cases"][0]["papers"][0]
    cases = [
        {
            "name": "Trẻ bị bỏ rơi",
            "papers": [
                paper,
                {**paper, "name": "Căn cước", "kind": "show"},
                {**paper, "name": "Lưu ý kỹ", "kind": "note"},
            ],
        }
    ]
    page = client.get(make_guide(index, store(cases=cases)).url).content.decode()
    assert "Trẻ bị bỏ rơi" in page
    assert (
        page.index("Giấy tờ phải nộp")
        < page.index("mang theo để xuất trình")
        < page.index("Lưu ý (1)")
    )
    assert page.count('type="checkbox"') == 2


def test_papers_that_only_some_people_need_stand_apart(client, index):
    paper = make_record()["cases"][0]["papers"][0]
    papers = [
        {**paper, "name": "Trường hợp mang thai hộ thì phải có văn bản xác nhận"},
        {**paper, "name": "Giấy chứng sinh", "condition": "Không có: nộp giấy cam đoan."},
        {**paper, "name": "Văn bản ủy quyền", "condition": "Chỉ cần khi nhờ người khác đi thay."},
    ]
    page = client.get(make_guide(index, store(cases=[{"name": "", "papers": papers}])).url)
    html = page.content.decode()
    marks = ("phải nộp<", "Giấy chứng sinh", "Chỉ nộp khi", "mang thai hộ", "Văn bản ủy quyền")
    places = [html.index(mark) for mark in marks]
    assert places == sorted(places)
    assert html.count('type="checkbox"') == 3


def test_where_to_go_when_and_whom_to_call_stand_together(client, index):
    identity = SiteIdentity.for_site(index.get_site())
    identity.address, identity.telephone = "Thôn Đông, xã Tân Lập", "0219 000 0000"
    identity.save()
    guide = make_guide(index, store(), desk="Quầy số 3", hours="7 giờ đến 11 giờ", officer="Bà Lan")
    html = client.get(guide.url).content.decode()
    section = html[html.index('id="noi-nop"') : html.index('id="buoc"')]
    for text in ("Quầy số 3", "Thôn Đông", "7 giờ đến 11 giờ", "Bà Lan", 'href="tel:'):
        assert text in section


def test_a_form_says_its_type_and_size(client, index):
    procedure = store()
    document = PortalDocument(title="Tờ khai")
    document.file.save("to-khai.docx", ContentFile(b"x" * 39_000))
    document.get_file_size()
    FormFile.objects.create(procedure=procedure, form_name="tk.doc", document=document)
    page = client.get(make_guide(index, procedure).url).content.decode()
    assert re.search(r"Tải mẫu \(DOCX, 38,1\s*KB\)", page)


def test_unverified_parts_and_samples_are_marked(client, index):
    page = client.get(
        make_guide(index, store(unverified=["fees"], is_sample=True)).url
    ).content.decode()
    assert "Dữ liệu mẫu" in page
    assert page.count("cần đối chiếu") == 3  # glance, section, explanation


def test_structured_data_describes_the_service_and_cannot_be_closed_early(client, index):
    guide = make_guide(index, store(name="Tên </script><script>alert(1)</script>"))
    page = client.get(guide.url).content.decode()
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    items = json.loads(text)["@graph"]
    (data,) = [item for item in items if item["@type"] == "GovernmentService"]
    assert data["identifier"] == "1.001193"
    assert data["alternateName"] == "Tên </script><script>alert(1)</script>"


def test_markup_in_national_text_is_shown_as_text(client, index):
    guide = make_guide(
        index, store(steps=[{"name": "<b>x</b>", "text": "- <img src=x onerror=alert(1)>"}])
    )
    page = client.get(guide.url).content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_the_printed_sheet_carries_codes_of_both_addresses(client, index):
    guide = make_guide(index, store(uuid="019d2bfd-8e22-77ef-819f-e49460350904"))
    page = client.get(guide.url).content.decode()
    assert page.count('<svg role="img"') == 2
    assert "dichvucong.gov.vn/thu-tuc-hanh-chinh/019d2bfd-8e22-77ef-819f-e49460350904" in page


def test_a_public_page_sets_no_cookie_and_has_no_inline_style(client, index):
    for address in (index.url, make_guide(index, store()).url):
        response = client.get(address)
        assert not response.cookies
        page = response.content.decode()
        assert not re.search(r"\sstyle=|onclick=", page)
        assert page.count("<style") <= 2  # what the first view needs, allowed by its digest


def _related(client, guide):
    return [one.title for one in client.get(guide.url).context["related_guides"]]


def test_related_procedures_are_those_of_the_list_else_of_the_life_event(client, index):
    first, second = store(), store(code="2.000635", name="Bản sao")
    guide, other = make_guide(index, first), make_guide(index, second, title="Bản sao trích lục")
    assert _related(client, guide) == [other.title]
    third = store(code="1.000894", name="Kết hôn", life_events=["Kết hôn"])
    marriage = make_guide(index, third, title="Đăng ký kết hôn")
    first.related.set([third])
    first.save()
    assert _related(client, guide) == [marriage.title]


def test_an_index_has_one_guide_for_a_procedure(index):
    procedure = store()
    make_guide(index, procedure)
    with pytest.raises(ValidationError, match="đã có trang"):
        make_guide(index, procedure, title="Lần nữa")


def test_a_guide_whose_text_is_missing_says_whom_to_ask(client, index):
    procedure = store()
    procedure.versions.all().delete()
    page = client.get(make_guide(index, procedure).url).content.decode()
    assert "Chưa có nội dung nào" in page


def test_every_demo_guide_has_sources_and_is_marked_as_a_sample(demo_commune, client):
    guides = ProcedurePage.objects.live()
    assert guides.count() >= 8
    for guide in guides:
        page = client.get(guide.url).content.decode()
        assert "Dữ liệu mẫu" in page
        assert "Nguồn của các con số" in page
        assert "cần đối chiếu" in page


LAND_PAPERS = "Một trong những giấy tờ về đất đai theo quy định, gồm: " + " ".join(
    f"+ Giấy chứng nhận thứ {number} được cấp qua các thời kỳ" for number in range(20)
)


@pytest.mark.parametrize(
    ("name", "head", "rest"),
    [
        ("Giấy chứng sinh", "Giấy chứng sinh", ""),
        (LAND_PAPERS, "Một trong những giấy tờ về đất đai theo quy định, gồm:", "+ Giấy chứng nhận thứ 0"),
        ("Bản vẽ thiết kế của công trình. " + "chữ " * 99, "Bản vẽ thiết kế của công trình.", "chữ"),
        ("chữ " * 99, "chữ chữ", "… chữ"),
    ],
)  # fmt: skip
def test_a_paper_whose_name_is_a_law_opens_with_what_it_is(name, head, rest):
    shown = parted(name)
    assert shown[0].startswith(head)
    assert len(shown[0]) <= LONGEST_PAPER + 1
    assert shown[1].startswith(rest)
    assert re.sub(r"[…\s]", "", "".join(shown)) == re.sub(r"\s", "", name)


def test_the_rest_of_a_long_paper_waits_below_it(client, index):
    paper = make_record()["cases"][0]["papers"][0] | {"name": LAND_PAPERS}
    page = client.get(make_guide(index, store(cases=[{"name": "", "papers": [paper]}])).url)
    text = page.content.decode()
    assert "gồm:</span></label><details" in text
    assert "<li>Giấy chứng nhận thứ 19 được cấp qua các thời kỳ</li>" in text
