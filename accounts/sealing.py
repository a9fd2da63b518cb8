"""Secrets that the database may hold only sealed: without SECRET_KEY, which is in no backup, nobody reads them.

Fernet (AES-128-CBC with HMAC-SHA256) of the `cryptography` package; the keys are derived from SECRET_KEY and
SECRET_KEY_FALLBACKS, so that a key can be changed without a new set-up of every telephone.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac


class CannotOpenError(Exception):
    """Sealed under another SECRET_KEY: a backup was put back on another machine."""


def sealed(secret: bytes) -> str:
    """What may be stored."""
    return _box().encrypt(secret).decode()


def opened(stored: str) -> bytes:
    """The secret; CannotOpenError where it was sealed under a key that is not here."""
    try:
        return _box().decrypt(stored.encode())
    except InvalidToken as error:
        raise CannotOpenError from error


def digest(purpose: str, secret: str) -> str:
    """What may be stored of a secret that is only compared; worthless to who lacks SECRET_KEY."""
    return salted_hmac(f"accounts.{purpose}", secret, algorithm="sha256").hexdigest()


def matches(stored: str, purpose: str, secret: str) -> bool:
    """Whether `stored` is the digest of `secret`."""
    return constant_time_compare(stored, digest(purpose, secret))


def _box():
    return MultiFernet([Fernet(_key(secret)) for secret in _secrets()])


def _secrets():
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _key(secret):
    derived = salted_hmac("accounts.sealing", "", secret=secret, algorithm="sha256").digest()
    return urlsafe_b64encode(derived)
