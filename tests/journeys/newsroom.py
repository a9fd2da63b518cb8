"""What people of the board do in a browser, one function per errand, so that stories read aloud."""

import re

from playwright.sync_api import expect

from tests.board import PASSWORD

PATIENCE = 60_000
"""Milliseconds; a page of the admin takes a while on a busy machine."""


def sign_in(page, person):
    """Open the desk."""
    page.goto("/quan-tri/login/")
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")
    expect(page.get_by_role("heading", name=f"Chào {person.first_name}")).to_be_visible(
        timeout=PATIENCE
    )


def write_article(page, section, title, lead, text):
    """From the desk to a filled-in form."""
    page.get_by_role("link", name="Viết bài mới").click()
    page.get_by_role("link", name=section).click()
    page.fill("#id_title", title)
    page.fill("#id_lead", lead)
    page.locator(".c-sf-add-button").first.click()
    page.get_by_role("option", name="Đoạn văn").click()
    page.locator(".public-DraftEditor-content").first.click()
    page.keyboard.type(text)


def import_word(page, file, section):
    """A Word file becomes a draft, which is opened from the report; returns what the report says."""
    page.goto("/quan-tri/")
    page.get_by_role("link", name="Nhập từ Word").first.click()
    page.set_input_files("input[type=file]", file)
    page.select_option("[name=section]", label=section)
    page.get_by_role("button", name="Nhập thành bài nháp").click()
    expect(page.get_by_text("1 bài nháp")).to_be_visible(timeout=PATIENCE)
    said = page.locator("main").inner_text()
    page.get_by_role("link", name="Xem lại và sửa bài").click()
    expect(page.locator("#id_title")).to_be_visible(timeout=PATIENCE)
    page.wait_for_load_state("load")
    return said


def describe_pictures(page, *words):
    """What somebody who cannot see them is told; captions do not say it."""
    fields = page.locator("[name^=body-][name$=-alt_text]")
    expect(fields).to_have_count(len(words))
    for field, description in zip(fields.all(), words, strict=True):
        field.fill(description)


def press(page, name):
    """The main button at the foot of the editor."""
    page.locator("footer").get_by_role("button", name=name).click()
    _wait_until_done(page)


def open_from_desk(page, action, title):
    """From a list on the desk to the article."""
    page.goto("/quan-tri/")
    page.get_by_role("link", name=re.compile(f"{action}.*{re.escape(title)}")).click()
    expect(page.locator("#id_title")).to_have_value(title, timeout=PATIENCE)
    page.wait_for_load_state("load")  # before that no script listens to the buttons


def preview_on_phone(page):
    """The preview beside the form, at the size of a telephone; returns what it shows."""
    page.locator("[data-side-panel-toggle=preview]").click()
    page.locator("[data-side-panel=preview] input[data-device-width='375']").check(force=True)
    return page.frame_locator("[data-side-panel=preview] iframe").last


def send_back(page, reason):
    """The editor-in-chief is not content."""
    page.locator("footer .w-dropdown__toggle, footer [data-w-dropdown-target=toggle]").first.click()
    page.get_by_role("button", name="Trả lại").click()
    page.get_by_label("Cần sửa gì?").fill(reason)
    page.locator(".modal-content").get_by_role("button").last.click()
    _wait_until_done(page)


def _wait_until_done(page):
    """The message on the next page; where the form came back instead, what it complains about."""
    answer = page.locator(".messages li.success, .messages li.error").first
    expect(answer).to_be_visible(timeout=PATIENCE)
    faults = page.locator(".messages li.error, .error-message").all_inner_texts()
    assert faults == []
