"""Passkeys: made with both factors given, good on their own host, for their own person, and once a challenge."""

import html
import json
import re
from ipaddress import ip_network

import pytest
from django.core import mail
from django.test import Client
from wagtail.models import ModelLogEntry

from accounts.ceremonies import LONGEST
from accounts.factors import Authenticator
from accounts.passkeys import MOST, Passkey
from accounts.second_factor import forget_devices
from tests.accounts.a_key import FLAG, Key
from tests.accounts.test_second_factor import code_of, with_device
from tests.board import make_board

HOME = "/quan-tri/"
VERIFY = "/quan-tri/xac-thuc/nhap-ma/"
MANAGE = "/quan-tri/xac-thuc/"
ADD = "/quan-tri/xac-thuc/khoa-truy-cap/"
PROVE = "/quan-tri/xac-thuc/mat-khau/"
NOT_KNOWN, TOO_LATE = "Không nhận ra khóa truy cập", "đã hết hạn hoặc đã dùng rồi"


@pytest.fixture
def board(db, settings):
    settings.SECOND_FACTOR = True
    settings.ADMIN_NETWORKS = [ip_network("127.0.0.0/8")]
    settings.EMAIL_HOST = "smtp.xa.test"
    return make_board()


class Person:
    """Somebody at a browser over HTTPS, with a telephone."""

    def __init__(self, account, host="testserver"):
        self.account, self.host = account, host
        self.device = Authenticator.objects.filter(user=account).first() or with_device(account)[0]
        self.browser = Client(headers={"host": host})
        self.signs_in()

    def signs_in(self):
        self.browser.logout()
        self.browser.force_login(self.account)

    def enters_with_the_code(self):
        Authenticator.objects.update(last_step=-1)
        assert self.posts(VERIFY, code=code_of(self.device)).status_code == 302

    def gets(self, address):
        return self.browser.get(address, secure=True)

    def posts(self, address, **data):
        return self.browser.post(address, data, secure=True)

    def options(self, address):
        """What the page asks the device for; None where it asks for nothing."""
        page = self.gets(address).content.decode()
        found = re.search(r'data-options="([^"]*)"', page)
        return json.loads(html.unescape(found[1])) if found else None

    def adds(self, key, name="Máy ở phòng một cửa", **instead):
        origin = instead.pop("origin", f"https://{self.host}")
        answer = key.creates(self.options(ADD), origin, **instead)
        return self.posts(ADD, name=name, credential=answer)

    def is_in(self):
        return self.gets(HOME).status_code == 200


@pytest.fixture
def chief(board):
    """Both factors given."""
    person = Person(board.chief)
    person.enters_with_the_code()
    return person


@pytest.fixture
def key(chief):
    """A passkey of the chief's, who has only given the password since."""
    key = Key()
    assert chief.adds(key).url == MANAGE
    chief.signs_in()
    return key


def test_a_passkey_opens_the_admin_as_the_code_does(chief, key):
    assert not chief.is_in()
    answer = key.signs(chief.options(VERIFY))
    assert (
        chief.posts(VERIFY, credential=answer, next="/quan-tri/bai-viet/").url
        == "/quan-tri/bai-viet/"
    )
    assert chief.is_in()
    kept = Passkey.objects.get()
    assert (kept.sign_count, kept.last_used_at is not None) == (1, True)


def test_outside_the_office_it_is_the_second_factor_that_every_role_owes(board, settings):
    person, key = Person(board.contributor), Key()
    person.enters_with_the_code()
    person.adds(key)
    person.signs_in()
    settings.ADMIN_NETWORKS = []
    assert person.gets(HOME).url == VERIFY
    person.posts(VERIFY, credential=key.signs(person.options(VERIFY)))
    assert person.is_in()


def test_the_code_and_the_recovery_codes_hold_beside_it(chief, key):
    assert "Dùng khóa truy cập (passkey)…" in chief.gets(VERIFY).content.decode()
    chief.enters_with_the_code()
    assert chief.is_in()


def test_a_passkey_is_listed_named_anew_and_taken_away(chief, key):
    chief.enters_with_the_code()
    at = f"{ADD}{Passkey.objects.get().pk}/"
    assert "Máy ở phòng một cửa" in chief.gets(MANAGE).content.decode()
    assert chief.posts(at, name="USB màu xanh").url == MANAGE
    assert "USB màu xanh" in chief.gets(at).content.decode()
    assert chief.posts(at, remove="1").url == MANAGE
    assert not Passkey.objects.exists()
    assert chief.options(VERIFY) is None


def test_what_is_asked_of_the_device(chief):
    options = chief.options(ADD)
    assert options["rp"]["id"] == "testserver"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["attestation"] == "none"
    assert chief.account.username not in options["user"]["id"]
    assert chief.adds(Key()).status_code == 302
    assert len(chief.options(ADD)["excludeCredentials"]) == 1
    chief.signs_in()
    assert chief.options(VERIFY)["userVerification"] == "required"


def test_letters_and_the_log_tell_of_every_change(chief, key):
    chief.enters_with_the_code()
    chief.posts(f"{ADD}{Passkey.objects.get().pk}/", remove="1")
    told = [letter.body for letter in mail.outbox]
    assert any("đã thêm khóa truy cập “Máy ở phòng một cửa”" in text for text in told)
    assert any("đã bỏ khóa truy cập “Máy ở phòng một cửa”" in text for text in told)
    logged = ModelLogEntry.objects.filter(action__startswith="accounts.passkey_")
    assert sorted(logged.values_list("action", flat=True)) == [
        "accounts.passkey_added",
        "accounts.passkey_removed",
    ]
    assert all(entry.data["address"] == "127.0.0.1" for entry in logged)


def test_whoever_sits_down_at_an_open_session_adds_and_removes_nothing(chief, key):
    chief.enters_with_the_code()
    session = chief.browser.session
    session["_sign_in"] = session["_sign_in"] | {"at": session["_sign_in"]["at"] - 3600}
    session.save()
    at = f"{ADD}{Passkey.objects.get().pk}/"
    assert chief.gets(ADD).url.startswith(PROVE)
    assert chief.posts(at, remove="1").url.startswith(PROVE)
    assert Passkey.objects.exists()


def test_before_the_second_factor_nobody_makes_a_passkey(chief, key, board):
    assert chief.gets(ADD).url.startswith(VERIFY)
    newcomer = Client()
    newcomer.force_login(board.contributor)  # needs no second factor in the office
    assert newcomer.get(ADD, secure=True).url == "/quan-tri/xac-thuc/dang-ky/"


WRONG_ANSWERS = {
    "another origin": {"origin": "https://testserver.example"},
    "no HTTPS": {"origin": "http://testserver"},
    "another port": {"origin": "https://testserver:8443"},
    "the other ceremony": {"kind": "webauthn.create"},
    "nobody was made sure of": {"flags": FLAG.UP},
    "nobody was there": {"flags": FLAG.UV},
}


def test_an_answer_about_anything_else_is_refused(chief, key):
    for about, instead in WRONG_ANSWERS.items():
        answer = key.signs(chief.options(VERIFY), **instead)
        page = chief.posts(VERIFY, credential=answer)
        assert NOT_KNOWN in page.content.decode(), about
        assert not chief.is_in(), about
    assert ModelLogEntry.objects.filter(action="accounts.second_factor_failed").count() == 6


def test_a_site_at_a_port_of_its_own_is_the_site_that_its_address_names(chief, key, settings):
    settings.CSRF_TRUSTED_ORIGINS = ["https://testserver:8443", "https://other.test:9443"]
    for origin, is_let_in in [
        ("https://other.test:9443", False),
        ("https://testserver:8443", True),
    ]:
        chief.posts(VERIFY, credential=key.signs(chief.options(VERIFY), origin))
        assert chief.is_in() == is_let_in, origin


def test_a_new_key_is_refused_for_the_same_reasons(chief):
    for about, instead in {**WRONG_ANSWERS, "the other ceremony": {"kind": "webauthn.get"}}.items():
        assert NOT_KNOWN in chief.adds(Key(), **instead).content.decode(), about
    assert not Passkey.objects.exists()


def test_a_challenge_is_good_once_in_its_own_session_and_for_ten_minutes(chief, key, board):
    options = chief.options(VERIFY)
    assert chief.posts(VERIFY, credential="{}").status_code == 200  # uses it up
    chief.posts(VERIFY, credential=key.signs(options))
    assert not chief.is_in()
    old = chief.options(VERIFY)
    session = chief.browser.session
    session["_passkey_get"] = session["_passkey_get"] | {"at": session["_passkey_get"]["at"] - 601}
    session.save()
    assert TOO_LATE in chief.posts(VERIFY, credential=key.signs(old)).content.decode()
    options = chief.options(VERIFY)
    elsewhere = Person(board.chief)
    assert TOO_LATE in elsewhere.posts(VERIFY, credential=key.signs(options)).content.decode()
    elsewhere.options(VERIFY)
    assert NOT_KNOWN in elsewhere.posts(VERIFY, credential=key.signs(options)).content.decode()
    assert chief.posts(VERIFY, credential=key.signs(options)).status_code == 302
    chief.signs_in()
    assert TOO_LATE in chief.posts(VERIFY, credential=key.signs(options)).content.decode()


def test_nobody_enters_with_the_passkey_of_another(chief, key, board):
    other = Person(board.administrator)
    assert other.options(VERIFY) is None
    session = other.browser.session
    session["_passkey_get"] = chief.browser.session.get("_passkey_get") or _kept(chief)
    session.save()
    options = chief.options(VERIFY)
    assert NOT_KNOWN in other.posts(VERIFY, credential=key.signs(options)).content.decode()
    other.enters_with_the_code()
    at = f"{ADD}{Passkey.objects.get().pk}/"
    assert other.gets(at).status_code == 404
    assert other.posts(at, remove="1").status_code == 404
    assert "đã được đăng ký" in other.adds(key).content.decode()
    assert Passkey.objects.get().user == board.chief


def _kept(person):
    person.options(VERIFY)
    return person.browser.session["_passkey_get"]


def test_a_copy_of_a_key_is_noticed_by_its_count(chief, key):
    for _ in range(2):
        chief.posts(VERIFY, credential=key.signs(chief.options(VERIFY)))
        chief.signs_in()
    key.count = 1  # the copy was made before
    page = chief.posts(VERIFY, credential=key.signs(chief.options(VERIFY)))
    assert "có thể đã bị sao chép" in page.content.decode()
    assert not chief.is_in()
    assert ModelLogEntry.objects.filter(action="accounts.passkey_copied").count() == 1
    assert "có bản sao" in mail.outbox[-1].body


def test_a_key_that_never_counts_is_taken_each_time(chief, key):
    for _ in range(2):
        key.count = -1
        assert chief.posts(VERIFY, credential=key.signs(chief.options(VERIFY))).status_code == 302
        chief.signs_in()


def test_a_key_of_one_communes_host_is_none_on_another(chief, key, board):
    there = Person(board.chief, host="xa-khac.test")
    assert there.options(VERIFY) is None
    assert "chỉ dùng được ở testserver" in there.gets(VERIFY).content.decode()
    there.enters_with_the_code()
    second = Key(b"2" * 16)
    assert there.adds(second).url == MANAGE
    there.signs_in()
    assert (
        there.posts(
            VERIFY, credential=second.signs(there.options(VERIFY), "https://xa-khac.test")
        ).url
        == HOME
    )
    options = chief.options(VERIFY)
    assert NOT_KNOWN in chief.posts(VERIFY, credential=second.signs(options)).content.decode()


@pytest.mark.parametrize(
    ("host", "secure"), [("testserver", False), ("127.0.0.1", True), ("[::1]", True)]
)
def test_where_browsers_have_no_passkeys_none_is_asked_for(board, host, secure):
    browser = Client(headers={"host": host})
    device, _codes = with_device(board.chief)
    browser.force_login(board.chief)
    Passkey.objects.create(user=board.chief, name="x", host=host.strip("[]"), credential_id="x")
    assert "data-options" not in browser.get(VERIFY, secure=secure).content.decode()
    browser.post(VERIFY, {"code": code_of(device)}, secure=secure)
    assert browser.get(ADD, secure=secure).url == MANAGE
    assert "tên miền và HTTPS" in browser.get(MANAGE, secure=secure).content.decode()


def malformed(good):
    """What a browser never sends, made of what it did."""
    answer = json.loads(good)
    response = answer["response"]

    def other(**parts):
        return json.dumps(answer | {"response": response | parts})

    return [
        "", "null", "[]", "7", '"x"', "{", "{}", "[" * 9000, '{"a":' * 3000,
        "\ud7ff", "NaN", "1" * 9000, "x" * (LONGEST + 1),
        json.dumps(answer | {"response": None}),
        json.dumps(answer | {"response": []}),
        json.dumps(answer | {"response": "x"}),
        json.dumps(answer | {"id": "other"}),
        json.dumps(answer | {"rawId": 7}),
        json.dumps(answer | {"rawId": "é"}),
        json.dumps(answer | {"rawId": {}}),
        json.dumps({name: value for name, value in answer.items() if name != "rawId"}),
        json.dumps(answer | {"type": ["public-key"]}),
        json.dumps(answer | {"clientExtensionResults": 5}),
        other(clientDataJSON=None), other(clientDataJSON=""), other(clientDataJSON="AAAA"),
        other(clientDataJSON="e30"), other(clientDataJSON="W10"), other(clientDataJSON="bnVsbA"),
        other(clientDataJSON=[1]), other(clientDataJSON=response["clientDataJSON"][:-8]),
        *(other(**{part: given}) for part in set(response) - {"clientDataJSON"} for given in (
            None, "", "A", "AAAA", 7, [], {}, "gICA", "_" * 400, "n" * 9000, "o2Nm" * 3, response[part][:-8],
            response[part][4:], "oWNmbXRk", "m_________8", "-_______", "gYGB" * 2000,
        )),
    ]  # fmt: skip


def test_malformed_answers_get_a_sentence_and_never_an_error(chief, key):
    answers = malformed(key.signs(chief.options(VERIFY)))
    assert len(answers) > 60
    for bad in answers:  # each page that refuses one holds a new challenge
        page = chief.posts(VERIFY, credential=bad)
        assert (page.status_code, NOT_KNOWN in page.content.decode()) == (200, True), bad[:90]
    assert not chief.is_in()
    chief.enters_with_the_code()
    options = chief.options(ADD)
    for bad in malformed(Key(b"3").creates(options)):
        page = chief.posts(ADD, name="x", credential=bad)
        assert (page.status_code, NOT_KNOWN in page.content.decode()) == (200, True), bad[:90]
    assert Passkey.objects.count() == 1


def test_a_key_without_a_name_is_asked_for_one(chief):
    answer = Key().creates(chief.options(ADD))
    assert "Hãy đặt tên" in chief.posts(ADD, name=" ", credential=answer).content.decode()
    assert not Passkey.objects.exists()


def test_there_is_an_end_to_how_many_one_has(chief):
    Passkey.objects.bulk_create(
        Passkey(user=chief.account, name="x", host="testserver", credential_id=str(number))
        for number in range(MOST)
    )
    assert chief.gets(ADD).url == MANAGE
    assert "nhiều nhất 20" in chief.gets(MANAGE).content.decode()


def test_taking_a_key_away_ends_what_was_opened_with_it(chief, key, board):
    chief.posts(VERIFY, credential=key.signs(chief.options(VERIFY)))
    thief = Person(board.chief)
    thief.posts(VERIFY, credential=key.signs(thief.options(VERIFY)))
    assert thief.is_in()
    chief.posts(f"{ADD}{Passkey.objects.get().pk}/", remove="1")
    assert not thief.is_in()


def test_who_forgets_the_devices_of_somebody_forgets_the_passkeys_too(chief, key):
    forget_devices(chief.account)
    assert not Passkey.objects.exists()


def test_addresses_of_keys_that_nobody_has_are_not_found(chief):
    for number in ("0", "7", "9" * 30, "9" * 400):
        assert chief.gets(f"{ADD}{number}/").status_code == 404
