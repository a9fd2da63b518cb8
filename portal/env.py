"""Everything that differs from machine to machine, read once from the environment, typed.

A missing or malformed value stops the start with the variable's name and an example: a typo in a
security setting must never quietly mean "off". The README's table lists the same variables.
"""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY_MIN_LENGTH = 50

_env = Env()


def _read(reader, name, default, example):
    try:
        return reader(name, default)
    except EnvError as error:
        raise ImproperlyConfigured(
            f"Biến môi trường {name} không đúng ({error}). Ví dụ đúng: {name}={example}"
        ) from error


def text(name, default, example):
    """A string; `default=None` makes the variable required."""
    value = _read(_env.str, name, default, example)
    if value is None:
        raise ImproperlyConfigured(f"Thiếu biến môi trường {name}. Ví dụ: {name}={example}")
    return value


def flag(name, default):
    """A boolean; anything but a clear yes or no is refused."""
    return _read(_env.bool, name, default, "true")


def number(name, default, example):
    """A whole number."""
    return _read(_env.int, name, default, example)


def names(name, default, example):
    """A comma-separated list, blanks dropped."""
    return [part.strip() for part in _read(_env.list, name, default, example) if part.strip()]


def public_url():
    """The address that residents type, without a trailing slash: scheme and host only."""
    value = text("PUBLIC_URL", "http://127.0.0.1:8000", "https://xa.tinh.gov.vn").rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise ImproperlyConfigured(
            f"Biến môi trường PUBLIC_URL={value} không đúng. Ví dụ: PUBLIC_URL=https://xa.tinh.gov.vn"
        )
    return value


def data_dir():
    """Where database, media and the generated secret key live (default `var/`)."""
    path = Path(text("DATA_DIR", str(BASE_DIR / "var"), "/var/lib/portal")).expanduser().resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def secret_key(folder):
    """SECRET_KEY from the environment, else a random key made once and kept in `folder`."""
    value = text("SECRET_KEY", "", "<ít nhất 50 ký tự ngẫu nhiên>")
    if not value:
        value = _kept_secret(folder / "secret-key")
    if len(value) < SECRET_KEY_MIN_LENGTH:
        raise ImproperlyConfigured(
            f"SECRET_KEY quá ngắn: cần ít nhất {SECRET_KEY_MIN_LENGTH} ký tự ngẫu nhiên."
        )
    return value


def _kept_secret(path):
    try:
        with path.open("x") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text().strip()
