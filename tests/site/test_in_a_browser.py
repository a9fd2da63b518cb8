"""Each kind of public page in a real Chromium: narrow, usual and wide; bright, dark and enlarged."""

import pytest

from tests.browsing import accessibility_faults

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

NARROW, PHONE, DESKTOP = 320, 360, 1280
ARTICLE = "/tin-tuc/chuyen-doi-so/xa-ta-lung-day-manh-cong-tac-cchc/"
PAGES = {
    "trang chủ": "/",
    "chuyên mục": "/tin-tuc/chuyen-doi-so/",
    "thông báo": "/thong-bao/",
    "bài viết": ARTICLE,
    "trang giới thiệu": "/gioi-thieu/",
    "danh mục thủ tục": "/thu-tuc/",
    "thủ tục": "/thu-tuc/dang-ky-khai-sinh/",
    "tìm kiếm, chưa gõ": "/tim-kiem/",
    "tìm thấy": "/tim-kiem/?q=xa",
    "tìm thấy, đang lọc": "/tim-kiem/?q=xa&loai=bai-viet&nam=2023",
    "không tìm thấy gì": "/tim-kiem/?q=khongcogiketqua",
    "sơ đồ trang": "/so-do-trang/",
    "ngoại tuyến": "/ngoai-tuyen/",
    "thống kê": "/thong-ke-truy-cap/",
    "không có trang": "/khong-co-trang-nay/",
    "yêu cầu hỏng": "/?q=%00",
}
REFUSED = {"không có trang": 404, "yêu cầu hỏng": 400}
"""What these answer; every other page must be there, or a judge would praise the page for errors."""
CHOSEN = {
    "nền tối": {"mau": "toi"},
    "tương phản cao, chữ rất lớn": {"mau": "tuong-phan", "co-chu": "rat-lon"},
}


def too_wide(page, width):
    """A line for the list of faults where the page scrolls sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"rộng {wide}px trên màn hình {width}px"] if wide > width else []


def faults_of_the_eye(page):
    """By the rules that colours and sizes can break; the others were asked with the usual colours."""
    return accessibility_faults(page, ["color-contrast", "link-in-text-block", "target-size"])


SQUEEZED = """
    () => [...document.querySelectorAll("main :is(p, h2, h3)")]
        .filter(e => e.innerText.trim().length > 30 && e.clientWidth > 1 && e.clientWidth < 120)
        .map(e => `chữ chỉ rộng ${e.clientWidth}px: ${e.innerText.slice(0, 30)}`)
"""
"""Text of more than a few words in a column that holds one or two of them."""


def faults_of(page, judge, paths=PAGES):
    """`{name: faults}` of the pages that `judge` does not like."""
    found = {}
    for name, path in paths.items():
        assert page.goto(path).status == REFUSED.get(name, 200), name
        found[name] = judge(page)
    return {name: faults for name, faults in found.items() if faults}


@pytest.mark.parametrize("width", [NARROW, PHONE, DESKTOP])
def test_neither_axe_nor_pa11y_finds_a_fault_and_no_page_scrolls_sideways_or_squeezes_its_text(
    demo, page_at, sniffed_faults, width
):
    def judge(page):
        squeezed = page.evaluate(SQUEEZED) if width != DESKTOP else []
        return accessibility_faults(page) + too_wide(page, width) + squeezed + sniffed_faults(page)

    assert faults_of(page_at(width), judge) == {}


def test_both_judges_see_a_fault(demo, page_at, sniffed_faults):
    page = page_at(PHONE)
    page.goto(ARTICLE)
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    assert accessibility_faults(page)
    assert sniffed_faults(page)
    assert faults_of_the_eye(page) == []
    page.evaluate("document.querySelector('main p').style.color = 'silver'")
    assert faults_of_the_eye(page)


def test_axe_finds_no_fault_on_a_device_that_prefers_dark(demo, page_at):
    assert faults_of(page_at(PHONE, color_scheme="dark"), faults_of_the_eye) == {}


@pytest.mark.parametrize("choice", CHOSEN)
def test_axe_finds_no_fault_in_the_colours_and_letters_that_a_reader_chose(demo, page_at, choice):
    page = page_at(PHONE)
    page.goto(ARTICLE)
    page.evaluate(
        "(chosen) => { for (const name in chosen) localStorage[name] = chosen[name]; }",
        CHOSEN[choice],
    )
    page.reload()
    assert page.evaluate("document.documentElement.dataset.mau") == CHOSEN[choice]["mau"]
    assert faults_of(page, lambda page: faults_of_the_eye(page) + too_wide(page, PHONE)) == {}


@pytest.mark.parametrize("zoom", [2, 4])
def test_at_two_and_four_times_its_size_a_page_needs_no_sideways_scrolling(demo, page_at, zoom):
    """WCAG 2.2, 1.4.10: what 400 % zoom leaves of a window of 1280 CSS pixels is 320."""
    width = DESKTOP // zoom
    page = page_at(width, device_scale_factor=zoom)
    assert faults_of(page, lambda page: too_wide(page, width)) == {}


def test_every_kind_of_page_can_be_read_without_javascript(demo, page_at):
    page = page_at(PHONE, java_script_enabled=False)
    for path in PAGES.values():
        page.goto(path)
        assert page.locator("h1").inner_text()
        assert page.locator("main").inner_text()
