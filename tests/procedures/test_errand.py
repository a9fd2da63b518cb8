"""A resident's errand in a browser, and what independent judges say of the pages."""

import pytest
from playwright.sync_api import expect

from procedures.models import ProcedurePage
from tests.browsing import accessibility_faults
from tests.databases import at_the_demo

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
PAGES = {
    "index": "/thu-tuc/",
    "found": "/thu-tuc/?q=giay+khai+sinh&linh-vuc=ho-tich",
    "nothing": "/thu-tuc/?q=zzzzqqq",
    "guide": "/thu-tuc/dang-ky-khai-sinh/",
    "remarks": "/thu-tuc/chung-thuc-ban-sao/",
    "version": "/thu-tuc/dang-ky-khai-sinh/phien-ban/2027-03-01/",
    "question": "/thu-tuc/dang-ky-khai-sinh/truong-hop/",
    "my case": "/thu-tuc/dang-ky-khai-sinh/truong-hop/1-1-1-1-1/",
    "calculators": "/thu-tuc/tinh-giup/?nop=2026-11-26&so-ngay=3&trang=2&ban=3&ngay=2026-11-26&viec=sinh",
    "poster": "/thu-tuc/to-dan-quay/",
    "signpost": "/thu-tuc/can-cuoc-lam-moi-doi-cap-lai/",
}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, shelf, tmp_path_factory):
    """The demo commune once for all errands; each test's own changes are rolled back within it."""
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), at_the_demo(shelf, folder):
        yield


def test_from_the_front_page_to_the_papers_in_three_taps_without_javascript(demo, page_at):
    page = page_at(360, java_script_enabled=False, has_touch=True)
    page.goto("/")
    page.get_by_role("link", name="Khai sinh cho con").tap()  # 1
    page.get_by_role("link", name="Giấy tờ cần có").first.tap()  # 2
    expect(page.get_by_role("heading", name="Giấy tờ cần có")).to_be_in_viewport()
    expect(page.get_by_label("Tờ khai đăng ký khai sinh")).to_be_in_viewport()
    assert page.url.endswith("/thu-tuc/dang-ky-khai-sinh/#giay-to")


def test_by_the_menu_and_the_words_without_javascript(demo, page_at):
    page = page_at(360, java_script_enabled=False, has_touch=True)
    page.goto("/thu-tuc/")
    page.get_by_label("Bà con cần làm thủ tục gì?").fill("giay khai sinh moi cho be")
    page.get_by_role("button", name="Tìm").last.tap()
    page.get_by_role("link", name="Đăng ký khai sinh").tap()
    expect(page.get_by_role("heading", name="Giấy tờ cần có")).to_be_visible()


def test_my_case_is_answered_by_taps_without_javascript_and_back_works(demo, page_at):
    page = page_at(360, java_script_enabled=False, has_touch=True)
    page.goto(PAGES["guide"])
    page.get_by_role("link", name="Trường hợp của tôi").tap()
    page.get_by_role("link", name="Không có giấy chứng sinh").tap()
    page.get_by_role("link", name="Đã kết hôn").tap()
    expect(page.get_by_role("heading", name="người nước ngoài")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Chưa kết hôn, chỉ ghi tên mẹ").tap()
    page.get_by_role("link", name="Không, cả hai là công dân Việt Nam").tap()
    page.get_by_role("link", name="Trong hạn khai sinh").tap()
    page.get_by_role("link", name="Cha hoặc mẹ").tap()
    expect(page.get_by_label("Tờ khai đăng ký khai sinh")).to_be_visible()
    expect(page.get_by_label("người làm chứng")).to_be_visible()
    assert page.get_by_label("Giấy chứng sinh", exact=True).count() == 0
    assert page.get_by_text("Văn bản ủy quyền").count() == 0
    assert page.url.endswith("/truong-hop/2-2-1-1-1/")


def test_filters_fold_on_a_phone_and_stand_open_on_a_desktop(demo, page_at):
    phone = page_at(360)
    phone.goto(PAGES["found"])
    assert not phone.get_by_label("Hộ tịch").is_visible()
    phone.get_by_text("Lọc thêm").click()
    phone.get_by_label("Nộp được qua mạng").check()
    phone.get_by_role("button", name="Lọc").click()
    assert "qua-mang=1" in phone.url
    assert "linh-vuc=ho-tich" in phone.url
    assert "(2 lọc đang bật)" in phone.content()
    desktop = page_at(1280)
    desktop.goto(PAGES["found"])
    assert desktop.get_by_label("Hộ tịch").is_visible()


def test_fee_time_place_and_online_stand_above_the_fold_at_360(demo, page_at):
    page = page_at(360)
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(PAGES["guide"])
    page.locator(".alert").evaluate_all(
        "bars => bars.forEach(bar => bar.remove())"
    )  # the demo's own banner
    for label in ("Lệ phí", "Thời hạn", "Nộp ở đâu", "Qua mạng"):
        box = page.locator(".glance > div", has_text=label).first.bounding_box()
        assert box["y"] + box["height"] <= 640, label


def test_ticked_papers_are_remembered_on_the_device_only(demo, page_at):
    page = page_at(360)
    page.goto(PAGES["guide"])
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    page.get_by_label("Giấy chứng sinh").check()
    page.wait_for_timeout(300)
    assert [url for url in sent if "/static/" not in url] == []  # the browser fetches its icon late
    page.reload()
    assert page.get_by_label("Giấy chứng sinh").is_checked()
    assert not page.get_by_label("Tờ khai đăng ký khai sinh").is_checked()
    page.goto(PAGES["remarks"])
    assert page.locator("[data-checklist] input:checked").count() == 0


def test_answering_takes_one_tap_without_javascript(demo, page_at):
    page = page_at(360, java_script_enabled=False)
    page.goto(PAGES["guide"])
    page.get_by_role("button", name="Chưa").click()
    page.get_by_label("Điều chưa rõ hoặc còn thiếu").fill("Không rõ quầy nào")
    page.get_by_role("button", name="Gửi góp ý").click()
    assert page.get_by_role("heading", name="Cảm ơn bà con").is_visible()
    guide = ProcedurePage.objects.get(slug="dang-ky-khai-sinh")
    assert guide.vote_counts.get().unhelpful == 1
    assert guide.vote_reasons.get().text == "Không rõ quầy nào"


@pytest.mark.parametrize("slug", ["dang-ky-khai-sinh", "chung-thuc-ban-sao", "dang-ky-ket-hon"])
def test_the_printed_sheet_is_one_or_two_pages(demo, page_at, slug):
    page = page_at(1280)
    page.goto(f"/thu-tuc/{slug}/")
    pdf = page.pdf(prefer_css_page_size=True)
    assert 1 <= pdf.count(b"/Type /Page\n") <= 2


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(demo, page_at, width):
    page = page_at(width)
    guide = ProcedurePage.objects.get(slug="dang-ky-khai-sinh")
    faults = {}
    for name, address in {**PAGES, "vote": f"/huu-ich/{guide.pk}/"}.items():
        page.goto(address)
        faults[name] = accessibility_faults(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert faults == {name: [] for name in faults}


def test_the_html_checker_finds_nothing(demo, client, html_errors):
    guide = ProcedurePage.objects.get(slug="dang-ky-khai-sinh")
    addresses = {**PAGES, "vote": f"/huu-ich/{guide.pk}/"}
    pages = {name: client.get(address).content.decode() for name, address in addresses.items()}
    assert html_errors(pages) == []
