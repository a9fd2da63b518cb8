"""The two ceremonies of WebAuthn: a device makes a passkey, a device signs with one.

fido2 (Yubico) reads and checks what the device says; this module says what it must be about: this site's
host and origin, a challenge that this session was given a short while ago and has not used, and a person
whom the device has made sure of. The library is read late: it brings a list of all public suffixes.
"""

import ipaddress
import json
import logging
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from accounts import sealing
from accounts.passkeys import passkeys_of

logger = logging.getLogger(__name__)

SECONDS = 10 * 60
"""For which a challenge holds; it is gone after the first answer, right or wrong."""
LONGEST = 20_000
"""Characters of an answer; a TPM's with all its certificates has 8,000."""
_CHALLENGE = "_passkey_{}"
TOO_LATE = "Yêu cầu này đã hết hạn hoặc đã dùng rồi. Hãy bấm nút lần nữa."
NOT_KNOWN = "Không nhận ra khóa truy cập này. Hãy thử lần nữa; nếu vẫn không được, hãy dùng mã trên điện thoại."


class RefusedError(Exception):
    """What the person is told."""


def is_possible_at(request):
    """Whether browsers do it here: they want HTTPS and a name, no bare address (WebAuthn level 3, 5.1.3)."""
    host = host_of(request)
    is_local = host == "localhost" or host.endswith(".localhost")
    return (request.is_secure() or is_local) and not _is_address(host)


def host_of(request):
    """The host that the reader's address bar names, without port: what a passkey is bound to."""
    return urlsplit(f"//{request.get_host()}").hostname or ""


def creation_options(request, person):
    """What the browser is to make, as JSON; the challenge is remembered in the session."""
    options, state = _server(request).register_begin(
        {
            "id": bytes.fromhex(sealing.digest("passkey.person", str(person.pk))),
            "name": person.get_username(),
            "displayName": person.get_full_name() or person.get_username(),
        },
        [passkey.descriptor for passkey in _usable(request, person)],
        resident_key_requirement="preferred",
        user_verification="required",
    )
    return _asked(request, "create", options, state)


def request_options(request, person):
    """What the browser is to sign, as JSON; "" where the person has no passkey for this host."""
    known = [passkey.descriptor for passkey in _usable(request, person)]
    if not known:
        return ""
    options, state = _server(request).authenticate_begin(known, user_verification="required")
    return _asked(request, "get", options, state)


def made(request, answer):
    """The credential that a device has made; RefusedError where anything about it is not as asked."""
    state = _state(request, "create")
    with _Refusing():
        response = _parsed(answer)
        attested = _server(request).register_complete(state, response).credential_data
        if attested.public_key.ALGORITHM not in attested.public_key.supported_algorithms():
            raise ValueError("an algorithm that was not offered")
        return attested


def signed_by(request, person, answer):
    """`(passkey, its count)` of whose device has signed; RefusedError where anything is not as asked."""
    from fido2.webauthn import AuthenticationResponse

    state, known = _state(request, "get"), list(_usable(request, person))
    with _Refusing():
        response = AuthenticationResponse.from_dict(_parsed(answer))
        credentials = [passkey.attested for passkey in known]
        used = _server(request).authenticate_complete(state, credentials, response)
        return known[credentials.index(used)], response.response.authenticator_data.counter


class _Refusing:
    """Whatever the library says against bytes from outside is a refusal, and never an error of the site's.

    Its readers raise a dozen kinds (struct.error, RecursionError, cryptography's own …), so all are taken.
    """

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if isinstance(error, Exception):
            logger.info("passkey refused: %s", str(error)[:200])
            raise RefusedError(NOT_KNOWN) from error


def _parsed(answer):
    if len(answer) > LONGEST:
        raise ValueError("too long")
    return json.loads(answer)


def _server(request):
    from fido2.server import Fido2Server

    host = host_of(request)
    origins = _origins_of(request)
    server = Fido2Server(
        {"id": host, "name": host}, attestation="none", verify_origin=lambda said: said in origins
    )
    server.timeout = SECONDS * 1000
    return server


def _origins_of(request):
    """Where the page may stand; our nginx leaves the port out of `Host`, PUBLIC_URL has it."""
    named = [
        one for one in settings.CSRF_TRUSTED_ORIGINS if urlsplit(one).hostname == host_of(request)
    ]
    return {f"{request.scheme}://{request.get_host()}".lower(), *named}


def _asked(request, ceremony, options, state):
    kept = {"state": state, "host": host_of(request), "at": timezone.now().timestamp()}
    request.session[_CHALLENGE.format(ceremony)] = kept
    return json.dumps(dict(options.public_key))


def _state(request, ceremony):
    """The challenge that this session was given; it is taken out, whatever becomes of it."""
    kept = request.session.pop(_CHALLENGE.format(ceremony), None)
    if not kept or kept["host"] != host_of(request):
        raise RefusedError(TOO_LATE)
    if not 0 <= timezone.now().timestamp() - kept["at"] < SECONDS:
        raise RefusedError(TOO_LATE)
    return kept["state"]


def _usable(request, person):
    return passkeys_of(person).filter(host=host_of(request)) if is_possible_at(request) else ()


def _is_address(host):
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
