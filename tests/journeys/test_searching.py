"""A reader searches, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.browsing import accessibility_faults
from tests.factories import make_article, make_home, make_section

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def article():
    section = make_section(make_home(title="Xã Tả Lủng"), "Chuyển đổi số")
    make_article(section, "Chuyển đổi số ở thôn", at=(2022, 1, 1, 8, 0))
    return make_article(section, "Chuyển đổi số đến từng nhà", at=(2024, 1, 1, 8, 0))


def test_a_suggestion_is_chosen_by_keyboard(page_at, article):
    page = page_at(1280)
    page.goto("/")
    box = page.get_by_role("combobox").first
    box.press_sequentially("chuyen doi", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    assert accessibility_faults(page) == []
    box.press("ArrowDown")
    box.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true]")
    expect(chosen).to_have_count(1)
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    box.press("Escape")
    expect(options.first).to_be_hidden()
    assert box.get_attribute("aria-expanded") == "false"
    box.press_sequentially(" so den")
    expect(options).to_have_count(1)
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url(f"**{article.url}")


def test_enter_searches_for_the_words_even_while_suggestions_are_open(page_at, article):
    page = page_at(360)
    page.goto("/tim-kiem/")
    box = page.get_by_role("combobox", name="Tìm trong trang này").last
    box.press_sequentially("chuyen doi")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=chuyen+doi")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kết quả tìm kiếm")


def test_the_search_works_without_javascript(page_at, article):
    page = page_at(360, java_script_enabled=False)
    page.goto("/tim-kiem/")
    page.get_by_role("searchbox").last.fill("chuyen doi so")
    page.get_by_role("button", name="Tìm").last.click()
    expect(page.locator(".hits mark").first).to_have_text("Chuyển đổi số")
    page.get_by_text("Lọc theo mục, lĩnh vực, năm").click()
    page.get_by_role("link", name="2022 (1)").click()
    expect(page.locator(".hits > li")).to_have_count(1)


def test_a_whole_errand_by_the_tab_key(page_at, article):
    page = page_at(1280)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Đến thẳng nội dung")
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "q":
            break
    page.keyboard.type("tung nha")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/**")
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.getClientRects().length") > 0
        if page.evaluate("document.activeElement.closest('.hits') !== null"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{article.url}")
