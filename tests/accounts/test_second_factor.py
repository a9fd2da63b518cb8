"""The second factor: nothing in the admin opens before the code is given."""

import re
import time
from ipaddress import ip_network

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.factors import STEP, Authenticator, RecoveryCodes
from accounts.models import RoleGroup
from accounts.second_factor import (
    codes_left,
    confirm,
    forget_unreadable,
    is_required_for,
    unconfirmed_device,
)
from tests.board import PASSWORD, make_board

HOME = "/quan-tri/"
VERIFY = "/quan-tri/xac-thuc/nhap-ma/"
ENROL = "/quan-tri/xac-thuc/dang-ky/"


@pytest.fixture
def board(db, settings):
    settings.SECOND_FACTOR = True
    settings.ADMIN_NETWORKS = [ip_network("127.0.0.0/8")]
    return make_board()


def code_of(device, shift=0):
    generator = device.generator()
    generator.time = time.time() + shift * STEP
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
    device = Authenticator.objects.get(user=board.chief)
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
    Authenticator.objects.update(throttling_failure_count=0, throttling_failure_timestamp=None)
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
        client.post(VERIFY, {"code": "000000"})
    logged = ModelLogEntry.objects.filter(action="accounts.second_factor_failed")
    assert logged.count() == 3
    device.refresh_from_db()
    assert device.throttling_failure_count >= 1
    Authenticator.objects.update(
        throttling_failure_count=9, throttling_failure_timestamp=timezone.now()
    )  # on a slow machine the first waits are over too soon for a test
    answer = client.post(VERIFY, {"code": "000000"})
    assert "Hãy đợi một lát" in answer.content.decode()
    assert client.post(VERIFY, {"code": code_of(device)}).status_code == 200


def test_a_recovery_code_works_once(board, client):
    _device, codes = with_device(board.chief)
    client.force_login(board.chief)
    assert client.post(VERIFY, {"code": codes[0]}).url == HOME
    client.logout()
    client.force_login(board.chief)
    assert client.post(VERIFY, {"code": codes[0]}).status_code == 200
    assert codes_left(board.chief) == 9


def test_a_session_cannot_skip_the_code_by_setting_up_another_telephone(board, client):
    with_device(board.chief)
    client.force_login(board.chief)
    assert client.get(ENROL).url == VERIFY
    assert Authenticator.objects.filter(user=board.chief).count() == 1


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


def test_outside_the_office_every_role_needs_it(board, client, settings):
    settings.ADMIN_NETWORKS = []
    client.force_login(board.contributor)
    assert client.get(HOME).url == ENROL


def test_neither_keys_nor_codes_lie_in_clear_in_the_database(board):
    device, codes = with_device(board.chief)
    stored = Authenticator.objects.values_list("sealed_key", flat=True).get()
    key = device.bin_key
    assert key not in stored.encode()
    assert key.hex() not in stored
    kept = str(RecoveryCodes.objects.get().digests)
    assert not any(code in kept for code in codes)


def test_after_a_restore_on_another_machine_people_enrol_again_and_are_named(board, settings):
    with_device(board.chief)
    assert forget_unreadable() == []
    settings.SECRET_KEY = "the key of another machine altogether, longer than fifty"
    with_device(board.administrator)
    assert forget_unreadable() == [board.chief]
    assert not Authenticator.objects.filter(user=board.chief).exists()
    assert codes_left(board.chief) == 0
    assert codes_left(board.administrator) == 10


def test_a_changed_secret_key_with_the_old_one_beside_it_keeps_every_telephone(board, settings):
    device, _codes = with_device(board.chief)
    code = code_of(device)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "a new key in place of the one that somebody has seen"
    assert Authenticator.objects.get().verify_token(code)


MANAGE = "/quan-tri/xac-thuc/"
PROVE = "/quan-tri/xac-thuc/mat-khau/"


@pytest.fixture
def chief_an_hour_later(board, client):
    """Signed in with both factors, and away from the desk since."""
    device, _codes = with_device(board.chief)
    client.force_login(board.chief)
    client.post(VERIFY, {"code": code_of(device)})
    session = client.session
    session["_sign_in"] = session["_sign_in"] | {"at": session["_sign_in"]["at"] - 3600}
    session.save()
    return board.chief


def test_a_session_left_open_gives_nobody_new_codes_or_another_telephone(
    chief_an_hour_later, client
):
    before = RecoveryCodes.objects.get().digests
    assert client.post(MANAGE).url.startswith(PROVE)
    assert client.get(ENROL).url.startswith(PROVE)
    assert RecoveryCodes.objects.get().digests == before
    wrong = client.post(PROVE, {"password": "sai", "next": ENROL})
    assert "Mật khẩu không đúng" in wrong.content.decode()
    assert client.get(ENROL).url.startswith(PROVE)


def test_the_password_opens_them_again(chief_an_hour_later, client):
    assert client.post(PROVE, {"password": PASSWORD, "next": ENROL}).url == ENROL
    assert client.get(ENROL).status_code == 200
    assert "Hãy cất mười mã" in client.post(MANAGE).content.decode()
    assert client.post(PROVE, {"password": PASSWORD, "next": "//evil.example/"}).url == HOME


def test_guessing_the_password_there_is_throttled_as_at_the_door(
    chief_an_hour_later, client, settings
):
    settings.AXES_ENABLED = True
    for _ in range(5):
        answer = client.post(PROVE, {"password": "sai"})
    assert answer.status_code == 429
    assert client.post(PROVE, {"password": PASSWORD}).status_code == 429


def test_another_telephone_ends_the_sessions_elsewhere(chief_an_hour_later, client):
    thief = Client()
    thief.force_login(chief_an_hour_later)
    assert thief.session.session_key
    client.post(PROVE, {"password": PASSWORD})
    client.get(ENROL)
    new = Authenticator.objects.get(user=chief_an_hour_later, confirmed=False)
    assert "Hãy cất mười mã" in client.post(ENROL, {"code": code_of(new)}).content.decode()
    assert thief.get(VERIFY).url.startswith("/quan-tri/login/")
    assert client.get(HOME).status_code == 200
