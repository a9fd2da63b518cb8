import pytest

from portal.env import BadEnvironment
from portal.mail import server


def test_without_an_address_nothing_is_sent():
    assert server("").backend.endswith("dummy.EmailBackend")


def test_console_prints_letters():
    assert server("console:").backend.endswith("console.EmailBackend")


def test_smtps_is_encrypted_from_the_first_byte():
    found = server("smtps://trang-tin:m%40t@mail.tinh.gov.vn")
    assert (found.host, found.port, found.user, found.password) == (
        "mail.tinh.gov.vn", 465, "trang-tin", "m@t",
    )  # fmt: skip
    assert found.use_ssl
    assert not found.use_tls


def test_smtp_to_another_machine_is_always_encrypted():
    assert server("smtp://mail.tinh.gov.vn:25").use_tls


def test_smtp_to_this_machine_needs_no_encryption():
    assert not server("smtp://localhost:25").use_tls


@pytest.mark.parametrize(
    "url", ["smpt://mail.vn", "smtp:mail.vn", "mail.vn", "smtp://", "smtp://mail.vn:cong", "smtp://m.vn/x"]
)  # fmt: skip
def test_an_unclear_address_is_refused_with_an_example(url):
    with pytest.raises(BadEnvironment, match=r"EMAIL_URL.*Ví dụ đúng: EMAIL_URL=smtps://"):
        server(url)


def test_a_refusal_does_not_repeat_the_password():
    with pytest.raises(BadEnvironment) as refusal:
        server("smpt://ten:mat-khau-that@mail.vn")
    assert "mat-khau-that" not in str(refusal.value)
