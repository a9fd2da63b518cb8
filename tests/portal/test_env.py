import ipaddress
import stat

import pytest

from portal import env


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("HSTS_INCLUDE_SUBDOMAINS", "ture", lambda: env.flag("HSTS_INCLUDE_SUBDOMAINS", False)),
        ("PORT", "8OOO", env.port),
        ("PORT", "0", env.port),
        ("PORT", "65536", env.port),
        ("WORKERS", "hai", lambda: env.number("WORKERS", 2, "2")),
        ("PUBLIC_URL", "xa.tinh.gov.vn", env.public_url),
        ("PUBLIC_URL", "htps://xa.tinh.gov.vn", env.public_url),
        ("PUBLIC_URL", "https://xa.tinh.gov.vn/trang-chu", env.public_url),
        ("PUBLIC_URL", "https://xa.tinh.gov.vn:cong", env.public_url),
        ("ADMIN_PATH", "/", env.admin_path),
        ("ADMIN_PATH", "quan tri", env.admin_path),
        ("TRUSTED_PROXIES", "127.0.0", lambda: env.networks("TRUSTED_PROXIES", [], "127.0.0.1")),
    ],
)
def test_a_typo_is_refused_with_the_name_and_an_example(monkeypatch, name, value, read):
    monkeypatch.setenv(name, value)
    with pytest.raises(env.BadEnvironment, match=rf"{name}=.* không đúng\. Ví dụ đúng: {name}=\S"):
        read()


def test_a_required_variable_that_is_missing_is_named_with_an_example(monkeypatch):
    monkeypatch.delenv("CAN_CO", raising=False)
    with pytest.raises(env.BadEnvironment, match="Thiếu biến môi trường CAN_CO. Ví dụ: CAN_CO=x"):
        env.text("CAN_CO", None, "x")


@pytest.mark.parametrize(
    ("host", "port", "address"),
    [
        ("127.0.0.1", "8000", "http://127.0.0.1:8000"),
        ("0.0.0.0", "8080", "http://127.0.0.1:8080"),  # noqa: S104 - what a person may write
        ("192.168.1.5", "80", "http://192.168.1.5:80"),
        ("::1", "8000", "http://[::1]:8000"),
    ],
)
def test_without_a_public_address_links_lead_to_where_the_server_listens(
    monkeypatch, host, port, address
):
    monkeypatch.delenv("PUBLIC_URL", raising=False)
    monkeypatch.setenv("HOST", host)
    monkeypatch.setenv("PORT", port)
    assert env.public_url() == address


def test_a_slash_after_the_public_address_does_not_matter(monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "https://xa.tinh.gov.vn/")
    assert env.public_url() == "https://xa.tinh.gov.vn"


def test_proxies_may_be_named_by_address_or_network(monkeypatch):
    monkeypatch.setenv("PROXIES", "127.0.0.1, 10.0.0.0/24")
    assert env.networks("PROXIES", [], "127.0.0.1") == [
        ipaddress.ip_network("127.0.0.1"),
        ipaddress.ip_network("10.0.0.0/24"),
    ]


def test_a_folder_that_cannot_be_made_is_named(monkeypatch):
    monkeypatch.setenv("DATA_DIR", "/dev/null/portal")
    with pytest.raises(env.BadEnvironment, match="DATA_DIR=/dev/null/portal"):
        env.data_dir()


def test_the_secret_key_is_made_once_and_read_by_nobody_else(monkeypatch, tmp_path):
    monkeypatch.delenv("SECRET_KEY", raising=False)
    first = env.secret_key(tmp_path)
    assert len(first) >= env.SECRET_KEY_MIN_LENGTH
    assert env.secret_key(tmp_path) == first
    (kept,) = tmp_path.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_short_secret_key_is_refused(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "ngan")
    with pytest.raises(env.BadEnvironment, match="SECRET_KEY quá ngắn"):
        env.secret_key(tmp_path)
