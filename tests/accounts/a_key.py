"""A device with passkeys, as a program: says what an honest one says, and whatever a test wants instead."""

import json
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

FLAG = AuthenticatorData.FLAG
PRESENT_AND_VERIFIED = FLAG.UP | FLAG.UV


class Key:
    """One passkey in one device."""

    def __init__(self, credential_id=b"k" * 32):
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.id, self.count = credential_id, 0
        public = ES256.from_cryptography_key(self.private.public_key())
        self.attested = AttestedCredentialData.create(Aaguid.NONE, self.id, public)

    def creates(self, options, origin="https://testserver", flags=PRESENT_AND_VERIFIED, **instead):
        """The answer to `navigator.credentials.create`, as the page sends it."""
        said = self._client_data("webauthn.create", options, origin, instead)
        data = AuthenticatorData.create(
            _hash(options["rp"]["id"]), flags | FLAG.AT, self.count, self.attested
        )
        attestation = AttestationObject.create("none", data, {})
        return self._answer(clientDataJSON=said, attestationObject=attestation)

    def signs(self, options, origin="https://testserver", flags=PRESENT_AND_VERIFIED, **instead):
        """The answer to `navigator.credentials.get`."""
        said = self._client_data("webauthn.get", options, origin, instead)
        self.count += 1
        data = AuthenticatorData.create(_hash(options["rpId"]), flags, self.count)
        signature = self.private.sign(data + sha256(said).digest(), ec.ECDSA(SHA256()))
        return self._answer(clientDataJSON=said, authenticatorData=data, signature=signature)

    def _client_data(self, kind, options, origin, instead):
        challenge = websafe_decode(options["challenge"])
        return CollectedClientData.create(instead.get("kind", kind), challenge, origin)

    def _answer(self, **response):
        given = {name: websafe_encode(value) for name, value in response.items()}
        shown = websafe_encode(self.id)
        return json.dumps({"id": shown, "rawId": shown, "type": "public-key", "response": given})


def _hash(host):
    return sha256(host.encode()).digest()
