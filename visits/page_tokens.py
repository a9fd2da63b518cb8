"""The signed page id that stands in a page's HTML: proof that this site showed this page."""

from django.core.signing import BadSignature, Signer

_SALT = "visits.page"


def token_for(site_id: int, page_id: int) -> str:
    """Text such as `1-42:signature`, the same for every visitor, so that pages stay cacheable."""
    return Signer(salt=_SALT).sign(f"{site_id}-{page_id}")


def read_token(token: str) -> tuple[int, int]:
    """(site_id, page_id); raises `BadSignature` for anything that this site did not sign."""
    site_id, _, page_id = Signer(salt=_SALT).unsign(token).partition("-")
    if not (site_id.isdecimal() and page_id.isdecimal()):
        raise BadSignature("Không phải mã trang")
    return int(site_id), int(page_id)
