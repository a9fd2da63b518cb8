"""The second factor: nothing in the admin opens before the code is given."""

import re
import time

import pytest
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import ModelLogEntry

from accounts.models import RoleGroup
from accounts.second_factor import confirm, is_required_for, unconfirmed_device
from tests.board import make_board

HOME = "/quan-tri/"
VERIFY = "/quan-tri/xac-thuc/nhap-ma/"
ENROL = "/quan-tri/xac-thuc/dang-ky/"


@pytest.fixture
def board(db, settings):
    settings.SECOND_FACTOR = True
    return make_board()


def code_of(device, shift=0):
    generator = TOTP(device.bin_key, device.step, device.t0, device.digits, device.drift)
    generator.time = time.time() + shift * device.step
    return f"{generator.token():06d}"


def with_device(person):
    device = unconfirmed_device(person)
    codes = confirm(device)
    return device, codes


def test_a_role_that_must_is_sent_to_set_it_up_and_then_goes_on(board, client):
    client.force_login(board.chief)
    asked = client.get("/quan-tri/bai-viet/")
    assert asked.url == f"{ENROL}?next=%2Fquan-tri%2Fbai-viet%2F"
    page = client.get(asked.url).content.decode()
    assert "<svg" in page
    device = TOTPDevice.objects.get(user=board.chief)
    done = client.post(ENROL, {"code": code_of(device), "next": "/quan-tri/bai-viet/"})
    codes = re.findall(r"<code>(\d{4} \d{4})</code>", done.content.decode())
    assert len(codes) == 10
    assert client.get("/quan-tri/bai-viet/").status_code == 200


def test_a_role_that_need_not_goes_straight_in(board, client):
    client.force_login(board.contributor)
    assert client.get(HOME).status_code == 200


def test_who_has_set_it_up_gives_the_code_at_every_sign_in(board, client):
    device, _codes = with_device(board.contributor)
    client.force_login(board.contributor)
    assert client.get(HOME).url == VERIFY
    assert client.post(VERIFY, {"code": code_of(device)}).url == HOME
    assert client.get(HOME).status_code == 200


@pytest.mark.parametrize(
    "path", ["pages/", "images/", "users/", "reports/nhat-ky/", "api/main/pages/"]
)
def test_no_other_address_of_the_admin_opens_before_the_code(board, client, path):
    with_device(board.administrator)
    client.force_login(board.administrator)
    assert client.get(HOME + path).url.startswith(VERIFY)


def test_a_wrong_code_and_a_used_code_are_refused(board, client):
    device, _codes = with_device(board.chief)
    client.force_login(board.chief)
    assert "Mã không đúng" in client.post(VERIFY, {"code": "000000"}).content.decode()
    TOTPDevice.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
    used = code_of(device)
    client.post(VERIFY, {"code": used})
    client.logout()
    client.force_login(board.chief)
    client.post(VERIFY, {"code": used})
    assert client.get(HOME).url == VERIFY


def test_guessing_is_slowed_down_and_logged(board, client):
    device, _codes = with_device(board.chief)
    client.force_login(board.chief)
    for _ in range(3):
        answer = client.post(VERIFY, {"code": "000000"})
    assert "Hãy đợi một lát" in answer.content.decode()
    assert client.post(VERIFY, {"code": code_of(device)}).status_code == 200
    assert ModelLogEntry.objects.filter(action="accounts.second_factor_failed").count() >= 3


def test_a_recovery_code_works_once(board, client):
    _device, codes = with_device(board.chief)
    client.force_login(board.chief)
    assert client.post(VERIFY, {"code": codes[0]}).url == HOME
    client.logout()
    client.force_login(board.chief)
    assert client.post(VERIFY, {"code": codes[0]}).status_code == 200
    assert StaticToken.objects.filter(device__user=board.chief).count() == 9


def test_a_session_cannot_skip_the_code_by_setting_up_another_telephone(board, client):
    with_device(board.chief)
    client.force_login(board.chief)
    assert client.get(ENROL).url == VERIFY
    assert TOTPDevice.objects.filter(user=board.chief).count() == 1


def test_the_code_page_never_sends_people_elsewhere(board, client):
    device, _codes = with_device(board.chief)
    client.force_login(board.chief)
    assert client.post(VERIFY, {"code": code_of(device), "next": "//evil.example/"}).url == HOME


def test_a_role_can_be_made_to_use_it(board):
    assert not is_required_for(board.editor)
    RoleGroup.objects.filter(role="editor").update(requires_second_factor=True)
    assert is_required_for(board.editor)


def test_an_administrator_switches_it_per_role_on_the_screen(board, client):
    group = RoleGroup.objects.get(role="editor")
    device, _codes = with_device(board.administrator)
    client.force_login(board.administrator)
    client.post(VERIFY, {"code": code_of(device)})
    client.post(reverse("roles"), {"second_factor": group.pk})
    group.refresh_from_db()
    assert group.requires_second_factor


def test_on_a_trial_without_https_nobody_is_forced(board, settings):
    settings.SECOND_FACTOR = False
    assert not is_required_for(board.chief)


def test_public_pages_do_not_ask_who_is_there(board, client, django_assert_num_queries):
    with_device(board.chief)
    client.force_login(board.chief)
    assert client.get("/tim-kiem/").status_code == 200
