"""Everything that differs from machine to machine, read once from the environment, typed.

A missing or malformed value stops the start with the variable's name and an example: a typo in a
security setting must never quietly mean "off". The README's table lists the same variables.
"""

import ipaddress
import os
import re
import secrets
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY_MIN_LENGTH = 50
HIGHEST_PORT = 65_535

_env = Env()


class BadEnvironment(ImproperlyConfigured):
    """A variable that is missing or cannot be right; the message says how it should look."""


def refuse(name, value, example):
    """Stop the start: `value` cannot be what was meant."""
    raise BadEnvironment(f"Biến môi trường {name}={value} không đúng. Ví dụ đúng: {name}={example}")


def _read(reader, name, default, example):
    try:
        return reader(name, default)
    except EnvError:
        return refuse(name, os.environ.get(name), example)


def text(name, default, example):
    """A string; `default=None` makes the variable required."""
    value = _read(_env.str, name, default, example)
    if value is None:
        raise BadEnvironment(f"Thiếu biến môi trường {name}. Ví dụ: {name}={example}")
    return value


def flag(name, default):
    """A boolean; anything but a clear yes or no is refused."""
    return _read(_env.bool, name, default, "true")


def number(name, default, example):
    """A whole number above zero."""
    value = _read(_env.int, name, default, example)
    if value <= 0:
        refuse(name, value, example)
    return value


def names(name, default, example):
    """A comma-separated list, blanks dropped."""
    return [part.strip() for part in _read(_env.list, name, default, example) if part.strip()]


def choice(name, default, allowed):
    """One of a few words."""
    value = text(name, default, allowed[0])
    if value not in allowed:
        refuse(name, value, allowed[0])
    return value


def networks(name, default, example):
    """A comma-separated list of addresses or networks."""
    parts = names(name, default, example)
    try:
        return [ipaddress.ip_network(part) for part in parts]
    except ValueError:
        return refuse(name, ",".join(parts), example)


def host():
    """The address to listen on."""
    return text("HOST", "127.0.0.1", "127.0.0.1")


def port():
    """The port to listen on."""
    value = number("PORT", 8000, "8000")
    if value > HIGHEST_PORT:
        refuse("PORT", value, "8000")
    return value


def listen_address():
    """`HOST:PORT` as servers and addresses write it."""
    name = host()
    return f"[{name}]:{port()}" if ":" in name else f"{name}:{port()}"


def public_url():
    """The address that residents type, without a trailing slash: scheme and host only."""
    here = listen_address().replace("0.0.0.0:", "127.0.0.1:").replace("[::]:", "[::1]:")
    value = text("PUBLIC_URL", f"http://{here}", "https://xa.tinh.gov.vn")
    if not _is_site_address(value):
        refuse("PUBLIC_URL", value, "https://xa.tinh.gov.vn")
    return value.rstrip("/")


def _is_site_address(value):
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - raises where the port is no number
    except ValueError:
        return False
    rest = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not rest


def admin_path():
    """Where the admin is mounted, as Django's URLs write it: no slash first, one last."""
    value = text("ADMIN_PATH", "quan-tri", "quan-tri").strip("/")
    if not re.fullmatch(r"[\w/-]+", value):
        refuse("ADMIN_PATH", value, "quan-tri")
    return f"{value}/"


def data_dir():
    """Where database, media and the generated secret key live (default `var/`)."""
    path = Path(text("DATA_DIR", str(BASE_DIR / "var"), "/var/lib/portal")).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadEnvironment(f"Không ghi được vào DATA_DIR={path}: {error.strerror}") from error
    return path


def secret_key(folder):
    """SECRET_KEY from the environment, else a random key made once and kept in `folder`."""
    value = text("SECRET_KEY", "", "<ít nhất 50 ký tự ngẫu nhiên>") or _kept_secret(folder)
    if len(value) < SECRET_KEY_MIN_LENGTH:
        raise BadEnvironment(
            f"SECRET_KEY quá ngắn: cần ít nhất {SECRET_KEY_MIN_LENGTH} ký tự ngẫu nhiên."
        )
    return value


def _kept_secret(folder):
    """Written whole under another name first: a process that starts meanwhile never reads half."""
    path, draft = folder / "secret-key", folder / f"secret-key.{os.getpid()}"
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64))
        with suppress(FileExistsError):  # another process was first: its key is the one
            os.link(draft, path)
        draft.unlink()
    return path.read_text().strip()
