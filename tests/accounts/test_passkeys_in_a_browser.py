"""Passkeys with Chromium's own virtual device: what the page's script says is what browsers understand."""

import pytest

from accounts.passkeys import Passkey
from tests.accounts.test_second_factor import code_of, with_device
from tests.board import PASSWORD, make_board
from tests.browsing import HEIGHT, accessibility_faults

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser, site_server):
    """A window with a device in it; at `localhost`, for browsers have no passkeys at a bare address."""
    address = site_server.replace("127.0.0.1", "localhost")
    context = browser.new_context(viewport={"width": 360, "height": HEIGHT}, base_url=address)
    page = context.new_page()
    broken = []
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.on(
        "console",
        lambda message: broken.append(message.text) if "Content Security" in message.text else None,
    )
    yield page
    context.close()
    assert broken == []


def _plugs_in(page, **other):
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    added = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | other})
    return devtools, added["authenticatorId"]


def _signs_in(page, person):
    page.goto("/quan-tri/login/")
    page.fill("[name=username]", person.username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_selector("[name=code]")


@pytest.mark.browser
def test_a_passkey_is_made_and_opens_the_admin(page, settings):
    settings.SECOND_FACTOR = True
    chief = make_board().chief
    device, _codes = with_device(chief)
    devtools, authenticator = _plugs_in(page)
    _signs_in(page, chief)
    assert page.locator("text=Dùng khóa truy cập").count() == 0
    page.fill("[name=code]", code_of(device))
    page.press("[name=code]", "Enter")
    page.wait_for_url("**/quan-tri/")
    page.goto("/quan-tri/xac-thuc/")
    page.click("text=Thêm khóa truy cập")
    page.fill("[name=name]", "Máy ở phòng một cửa")
    assert accessibility_faults(page) == []
    page.click("text=Tạo khóa truy cập")
    page.wait_for_selector("text=Đã thêm khóa truy cập")
    assert Passkey.objects.get().host == "localhost"
    assert accessibility_faults(page) == []
    page.click("text=Đăng xuất")
    _signs_in(page, chief)
    assert accessibility_faults(page) == []
    devtools.send(
        "WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False}
    )
    page.click("text=Dùng khóa truy cập")
    page.wait_for_selector("text=Chưa dùng được khóa")
    devtools.send(
        "WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": True}
    )
    page.click("text=Dùng khóa truy cập")
    page.wait_for_url("**/quan-tri/")
    assert Passkey.objects.get().sign_count > 0


@pytest.mark.browser
def test_a_browser_without_passkeys_shows_the_code_alone(page, settings):
    settings.SECOND_FACTOR = True
    chief = make_board().chief
    with_device(chief)
    Passkey.objects.create(
        user=chief, name="x", host="localhost", credential_id="eA==", credential="AAAA"
    )
    page.add_init_script("delete window.PublicKeyCredential")
    _signs_in(page, chief)
    assert page.locator("text=Dùng khóa truy cập").is_hidden()
