"""Each kind of public page in a real Chromium, on a cheap phone's and a desktop's width."""

import pytest

from tests.browsing import accessibility_faults

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

PHONE, DESKTOP = 360, 1280
PAGES = {
    "trang chủ": "/",
    "chuyên mục": "/tin-tuc/chuyen-doi-so/",
    "bài viết": "/tin-tuc/chuyen-doi-so/xa-ta-lung-day-manh-cong-tac-cchc/",
    "tìm kiếm": "/tim-kiem/?q=xa",
    "không tìm thấy": "/khong-co-trang-nay/",
    "yêu cầu hỏng": "/?q=%00",
}


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_every_kind_of_page_is_accessible_and_never_scrolls_sideways(demo, page_at, width):
    page = page_at(width)
    faults = {}
    for name, path in PAGES.items():
        page.goto(path)
        faults[name] = accessibility_faults(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            faults[name].append(f"rộng hơn màn hình {width}px")
    assert {name: found for name, found in faults.items() if found} == {}


def test_every_kind_of_page_can_be_read_without_javascript(demo, page_at):
    page = page_at(PHONE, java_script_enabled=False)
    for path in PAGES.values():
        page.goto(path)
        assert page.locator("h1").inner_text()
        assert page.locator("main").inner_text()
