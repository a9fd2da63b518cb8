"""Passkeys (WebAuthn): a key in the device, opened by finger, face or PIN, beside the six figures.

What the site keeps of one is its public half, which is no secret and is not sealed: whoever finds a backup
can check signatures with it and make none. Each belongs to the host on which it was made and is worth
nothing on another (docs/decisions/250).
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from django.db import models
from django.utils import timezone
from django_otp.models import Device, TimestampMixin

MOST = 20
"""Passkeys that one person may have."""
LONGEST_ID = 1364
"""Characters of a credential's id: at most 1023 bytes (WebAuthn level 3, 4), in base 64."""


class Passkey(TimestampMixin, Device):
    """The public half of a key, and what its owner calls it."""

    host = models.CharField("địa chỉ trang", max_length=253, editable=False)
    credential_id = models.CharField(
        "số của khóa", max_length=LONGEST_ID, unique=True, editable=False
    )
    credential = models.TextField("khóa công khai", editable=False)
    """Attested credential data (WebAuthn level 3, 6.5.2) in base 64."""
    sign_count = models.BigIntegerField("số lần ký", default=0, editable=False)
    """0 for ever with keys that a phone's maker copies between devices."""

    class Meta:
        verbose_name = "khóa truy cập"

    @classmethod
    def from_attested(cls, attested, **fields):
        """Of what a device has just made (fido2's AttestedCredentialData)."""
        return cls(
            credential_id=in_base_64(attested.credential_id),
            credential=in_base_64(bytes(attested)),
            **fields,
        )

    @property
    def descriptor(self):
        """How a browser is told which key is meant."""
        return {"type": "public-key", "id": urlsafe_b64decode(self.credential_id)}

    @property
    def attested(self):
        """What the device had made, for checking a signature."""
        from fido2.webauthn import AttestedCredentialData

        return AttestedCredentialData(urlsafe_b64decode(self.credential))

    def is_used_at(self, count):
        """Put on record that it signed; False where it counts no further than before: there is a copy of it."""
        rows = Passkey.objects.filter(pk=self.pk)
        rows = rows.filter(sign_count__lt=count) if count else rows.filter(sign_count=0)
        return bool(rows.update(sign_count=count, last_used_at=timezone.now()))


def in_base_64(some):
    """Bytes as text that an address may hold."""
    return urlsafe_b64encode(some).decode()


def passkeys_of(person):
    """All of them, in the order in which they were made."""
    return Passkey.objects.filter(user=person.pk).order_by("pk")
