"""The headers that every answer carries, errors included.

Public pages get a policy that knows the little script and styles in the page by their hashes; the Wagtail admin, which needs both,
gets a looser one that still lets nothing in from outside.
Sources: W3C Content Security Policy Level 3; OWASP Secure Headers; MDN HTTP Observatory's tests.
"""

from django.conf import settings

from design.first_view import policy_sources

_STYLES, _SCRIPTS = policy_sources()

PUBLIC_POLICY = "; ".join(
    [
        "default-src 'none'",
        f"script-src 'self' {_SCRIPTS}",
        f"style-src 'self' {_STYLES}",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
ADMIN_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' blob:",
        "frame-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)
PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in [
        "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation",
        "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb", "xr-spatial-tracking",
    ]
)  # fmt: skip


# Django's SecurityMiddleware sets some of these too, but not on what is turned away before it.
COMMON = {
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
    "X-Content-Type-Options": "nosniff",
}
PUBLIC = {**COMMON, "Content-Security-Policy": PUBLIC_POLICY, "X-Frame-Options": "DENY"}
ADMIN = {**COMMON, "Content-Security-Policy": ADMIN_POLICY, "X-Frame-Options": "SAMEORIGIN"}


def for_every_answer():
    """Names and values for a public answer that is given in front of Django, transport included."""
    headers = dict(PUBLIC)
    if settings.SECURE_HSTS_SECONDS:
        more = "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
        headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}{more}"
    return list(headers.items())


class SecurityHeadersMiddleware:
    """Sets the policy headers that a view has not set itself."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.admin_prefix = f"/{settings.ADMIN_PATH}"

    def __call__(self, request):
        """Complete the response's headers."""
        response = self.get_response(request)
        in_admin = request.path_info.startswith(self.admin_prefix)
        if in_admin:
            _let_the_editor_frame(response.headers)
        for name, value in (ADMIN if in_admin else PUBLIC).items():
            response.headers.setdefault(name, value)
        return response


def _let_the_editor_frame(headers):
    """A preview is a public page shown inside the admin: it keeps its strict policy but for that.

    Wagtail asks for it through these middlewares again, so the inner answer is already complete.
    """
    if policy := headers.get("Content-Security-Policy"):
        framed = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        headers["Content-Security-Policy"] = framed
        headers["X-Frame-Options"] = "SAMEORIGIN"
