"""`/.well-known/security.txt` (RFC 9116): where to report a weakness, and until when this holds."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils import timezone
from wagtail.models import Site

from pages.models import SiteIdentity

VALID_FOR = timedelta(days=180)


def security_txt(request):
    """SECURITY_CONTACT of the machine, else the commune's own address."""
    identity = SiteIdentity.for_request(request) if Site.find_for_request(request) else None
    contact = settings.SECURITY_CONTACT or (identity.email if identity else "")
    if not contact:
        raise Http404("Chưa có địa chỉ nhận báo lỗi an ninh")
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    expires = (timezone.now() + VALID_FOR).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: vi, en",
        f"Canonical: {settings.PUBLIC_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
