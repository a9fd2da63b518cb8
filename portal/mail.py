"""Where letters go out, from one EMAIL_URL.

smtps:// is TLS from the first byte, smtp:// is STARTTLS. Only a relay on this very machine may be
spoken to in clear. Without EMAIL_URL nothing is sent.
"""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from portal.env import refuse

_EXAMPLE = "smtps://ten:mat-khau@mail.tinh.gov.vn:465"
_BACKENDS = "django.core.mail.backends"
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Django's mail settings, by the names that they have there without `EMAIL_`."""

    backend: str
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False


def server(url):
    """The server that `url` names; anything unclear is refused."""
    if not url:
        return MailServer(f"{_BACKENDS}.dummy.EmailBackend")
    if url == "console:":
        return MailServer(f"{_BACKENDS}.console.EmailBackend")
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        refuse("EMAIL_URL", _without_password(url), _EXAMPLE)
    return MailServer(
        backend=f"{_BACKENDS}.smtp.EmailBackend",
        host=parts.hostname,
        port=_port(parts),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp" and parts.hostname not in ("localhost", "127.0.0.1"),
        use_ssl=parts.scheme == "smtps",
    )


def _port(parts):
    try:
        return parts.port or _PORTS[parts.scheme]
    except ValueError:
        return refuse("EMAIL_URL", f"…@{parts.hostname}:?", _EXAMPLE)


def _without_password(url):
    """The message is shown and may be logged; a password in it would be too."""
    return f"…@{url.rpartition('@')[2]}" if "@" in url else url
