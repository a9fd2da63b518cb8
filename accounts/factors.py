"""What proves a second time who signs in: the application on a telephone, and codes on paper.

django-otp's own models keep the application's key and the codes in clear, so that whoever finds a
backup has the second factor of everybody (docs/decisions/151). The arithmetic, the throttle and the
order of asking are django-otp's.
"""

import secrets
import time
from base64 import b32encode
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import models
from django_otp.models import Device, ThrottlingMixin, TimestampMixin
from django_otp.oath import TOTP

from accounts import sealing

STEP = 30
"""Seconds for which a code holds (RFC 6238)."""
TOLERANCE = 1
"""Steps that a telephone's clock may be off."""
CODE_DIGITS, RECOVERY_DIGITS, RECOVERY_CODES = 6, 8, 10
KEY_BYTES = 20


def fresh_key():
    """A new key, sealed."""
    return sealing.sealed(secrets.token_bytes(KEY_BYTES))


class Authenticator(TimestampMixin, ThrottlingMixin, Device):
    """An application that shows six figures (TOTP); its key is sealed."""

    sealed_key = models.TextField("khóa đã niêm phong", default=fresh_key, editable=False)
    drift = models.SmallIntegerField("lệch đồng hồ", default=0)
    last_step = models.BigIntegerField("bước dùng cuối", default=-1)
    """No code is taken a second time."""

    class Meta:
        verbose_name = "ứng dụng xác thực"

    @property
    def bin_key(self):
        """The key; `sealing.CannotOpenError` where it came from another machine."""
        return sealing.opened(self.sealed_key)

    def generator(self):
        """django-otp's arithmetic, set to now."""
        generator = TOTP(self.bin_key, STEP, 0, CODE_DIGITS, self.drift)
        generator.time = time.time()
        return generator

    @property
    def config_url(self):
        """The address that the QR code holds (Key Uri Format)."""
        issuer = settings.OTP_TOTP_ISSUER.replace(":", "")
        label = quote(f"{issuer}:{self.user.get_username()}")
        values = {"secret": b32encode(self.bin_key).decode(), "issuer": issuer}
        return f"otpauth://totp/{label}?{urlencode(values)}"

    def verify_token(self, token):
        """Whether this is the code of now, not used yet; wrong ones make the next try wait."""
        if not _is_number(token, CODE_DIGITS) or not self.verify_is_allowed()[0]:
            return False
        generator = self.generator()
        if not generator.verify(int(token), TOLERANCE, self.last_step + 1):
            self.throttle_increment()
            return False
        self.last_step, self.drift = generator.t(), generator.drift
        self.throttle_reset(commit=False)
        self.set_last_used_timestamp(commit=False)
        self.save()
        return True

    def get_throttle_factor(self):
        """One second after the first wrong code, then twice as long each time."""
        return settings.OTP_TOTP_THROTTLE_FACTOR


class RecoveryCodes(ThrottlingMixin, Device):
    """Codes on paper, each good for once; only their digests are kept."""

    digests = models.JSONField("dấu của các mã còn lại", default=list, editable=False)

    class Meta:
        verbose_name = "mã dự phòng"

    def renew(self):
        """Ten fresh codes in place of the old ones: shown once, never to be read again."""
        codes = [f"{secrets.randbelow(10**RECOVERY_DIGITS):08d}" for _ in range(RECOVERY_CODES)]
        self.digests = [sealing.digest("recovery", self._told(code)) for code in codes]
        self.save()
        return codes

    def verify_token(self, token):
        """Whether one of the codes is left; it is used up."""
        if not _is_number(token, RECOVERY_DIGITS) or not self.verify_is_allowed()[0]:
            return False
        told = self._told(token)
        left = [kept for kept in self.digests if not sealing.matches(kept, "recovery", told)]
        if len(left) == len(self.digests):
            self.throttle_increment()
            return False
        self.digests = left
        self.throttle_reset(commit=False)
        self.save()
        return True

    def get_throttle_factor(self):
        """As for the application."""
        return settings.OTP_TOTP_THROTTLE_FACTOR

    def _told(self, code):
        return f"{self.user_id}:{code}"


def _is_number(token, digits):
    return isinstance(token, str) and len(token) == digits and token.isascii() and token.isdecimal()
