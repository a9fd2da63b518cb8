"""The picture that Zalo and Facebook show beside a shared address: title, commune, cover.

Drawn from what the page's card says, in the site's own letters and colours; 1200 × 630 pixels, the
size that both ask for. The address holds a digest of what is drawn, so a changed title is a new picture.
"""

from functools import cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from django.apps import apps
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe
from PIL import Image, ImageDraw, ImageFont, ImageOps
from wagtail.models import Page

from pages.identity import SiteIdentity
from pages.restrictions import open_to_all

WIDTH, HEIGHT, MARGIN, PICTURE = 1200, 630, 64, 480
CLOTH, GOLD, WHITE, PALE = "#1a224b", "#f0b83f", "#ffffff", "#ccd5ea"
SIZES = (68, 58, 50, 42, 36)
"""Letters of the title in pixels: the largest that lets it stand on the card."""
TITLE_HEIGHT = 360
_OPTIONS = {"quality": 80, "optimize": True, "progressive": True}


def address_of(page, identity):
    """The path of a page's card picture."""
    return reverse("share_card", args=[page.pk, _digest(page.card(), identity)])


@require_safe
def share_card(request, page_id, digest):
    """`/anh-chia-se/PAGE-DIGEST.jpg`."""
    page = get_object_or_404(open_to_all(Page.objects.live()), pk=page_id).specific
    identity = SiteIdentity.for_request(request)
    card = page.card() if hasattr(page, "card") else None
    if card is None or digest != _digest(card, identity):
        raise Http404("Không có ảnh này")
    response = HttpResponse(drawn(card, identity), content_type="image/jpeg")
    response.headers["Cache-Control"] = "public, max-age=86400, s-maxage=4"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _digest(card, identity):
    seen = (card.title, card.kind, card.section, card.image and card.image.pk, identity.full_title)
    return blake2b(repr((*seen, identity.province)).encode(), digest_size=6).hexdigest()


def drawn(card, identity):
    """The card as JPEG."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), CLOTH)
    width = WIDTH - 2 * MARGIN
    if picture := _picture_of(card.image):
        sheet.paste(picture, (WIDTH - PICTURE, 0))
        width -= PICTURE - MARGIN // 2
    pen = ImageDraw.Draw(sheet)
    pen.rectangle([0, HEIGHT - 14, WIDTH, HEIGHT], fill=GOLD)
    above = identity.site_title if card.url == "/" else card.section or card.kind
    pen.text((MARGIN, 56), above, font=_letters(30), fill=GOLD)
    size, lines = _fitting(card.title, width, pen)
    pen.multiline_text((MARGIN, 116), lines, font=_letters(size), fill=WHITE, spacing=size // 3)
    pen.text((MARGIN, HEIGHT - 116), identity.commune, font=_letters(36), fill=WHITE)
    pen.text((MARGIN, HEIGHT - 68), identity.province, font=_letters(24), fill=PALE)
    out = BytesIO()
    sheet.save(out, "jpeg", **_OPTIONS)
    return out.getvalue()


def _picture_of(image):
    """The cover cut to its place; a file that is gone or broken leaves the card without one."""
    if image is None:
        return None
    try:
        with image.file.open("rb") as file, Image.open(file) as opened:
            opened.draft("RGB", (WIDTH, HEIGHT))
            return ImageOps.fit(opened.convert("RGB"), (PICTURE, HEIGHT), Image.Resampling.BICUBIC)
    except (OSError, ValueError):
        return None


def _fitting(title, width, pen):
    for size in SIZES:
        lines = _wrapped(title, width, _letters(size))
        box = pen.multiline_textbbox(
            (0, 0), "\n".join(lines), font=_letters(size), spacing=size // 3
        )
        if box[3] <= TITLE_HEIGHT:
            return size, "\n".join(lines)
    most = TITLE_HEIGHT * 3 // (SIZES[-1] * 5)
    return SIZES[-1], "\n".join([*lines[: most - 1], f"{lines[most - 1]}…"])


def _wrapped(text, width, font):
    """Lines no wider than `width`; a word that is wider alone is broken anywhere."""
    lines, line = [], ""
    for word in (part for whole in text.split() for part in _parts(whole, width, font)):
        longer = f"{line} {word}".strip()
        if line and font.getlength(longer) > width:
            lines.append(line)
            longer = word
        line = longer
    return [*lines, line]


def _parts(word, width, font):
    while font.getlength(word) > width:
        fits = next(n for n in range(len(word), 0, -1) if font.getlength(word[:n]) <= width)
        yield word[:fits]
        word = word[fits:]
    yield word


@cache
def _letters(size):
    folder = Path(apps.get_app_config("design").path) / "static/design/font"
    return ImageFont.truetype(folder / "be-vietnam-pro-600-vi.woff2", size)
