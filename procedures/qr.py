"""QR codes for the printed sheet: the phone of a person at the counter opens the same guide."""

from functools import lru_cache

import segno
from django.utils.safestring import SafeString


@lru_cache(maxsize=512)
def qr_svg(url, title):
    """The address as an inline SVG with a name for screen readers; error correction M."""
    code = segno.make(url, error="m", micro=False)
    svg = code.svg_inline(
        border=2, omitsize=True, svgclass="qr", lineclass=None, title=title, unit=None
    )
    return SafeString(svg.replace("<svg ", '<svg role="img" ', 1))
