"""A quick post becomes an article: words in paragraphs, photos as figures, sent or published at once.

Everything or nothing: a photo that cannot be taken leaves neither rows nor files behind.
"""

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Page, ReferenceIndex

from desk.checks import LEAD_WORDS, findings_of
from news.intake.drafting import Shelf, remove
from news.models import ArticlePage
from pages.clean_text import clean_text
from pages.images import PortalImage

MOST_IN_A_ROW = 6
"""As many figures as the block "Hàng ảnh" takes."""


TWICE_WITHIN = timedelta(days=1)
"""The same photo of the same person within this time is the same sending, tried again."""


class PhotosRefusedError(Exception):
    """`reasons`: what is wrong with which photo, by its place in the list."""

    def __init__(self, reasons):
        super().__init__(reasons)
        self.reasons = reasons


@dataclass(frozen=True, slots=True)
class Post:
    """What was sent from the phone."""

    once: object
    """Names the post, so that it becomes one article however often it arrives."""
    title: str
    text: str
    images: list
    """Numbers of pictures that came before it."""
    photos: list
    """Files that came with it."""
    told: list
    """`(description, caption)` of each picture, those that came before first."""


def already_there(post, user):
    """The article that an earlier sending of the same post made, or None."""
    return ArticlePage.objects.filter(translation_key=post.once, owner=user).first()


def _own_key(once):
    """The post's name as the page's key, which the database keeps unique; never one of another page."""
    return uuid4() if Page.objects.filter(translation_key=once).exists() else once


def numbers_of_people(post):
    """What must be looked at before strangers read it; nothing is stored for the question."""
    lead, paragraphs = _parts(post.text)
    trial = ArticlePage(title=post.title, lead=lead, body=json.dumps([_words(paragraphs)]))
    return [finding.text for finding in findings_of(trial) if finding.serious]


def file_post(post, section, user):
    """The article as a draft of the user; raises PhotosRefusedError."""
    shelf = Shelf(user, [], section.get_site())
    try:
        images = _stored(post, shelf)
        with transaction.atomic():
            return _drafted(post, images, section, user)
    except BaseException:
        remove(shelf.kept)
        raise


def keep_photo(photo, section, user):
    """The number of the picture; the same one when the same photo comes twice. ValidationError."""
    kept = []
    number = Shelf(user, kept, section.get_site()).keep(photo.read(), photo.name, photo.name)
    same = PortalImage.objects.filter(uploaded_by_user=user, file_hash=kept[0].file_hash)
    earlier = same.filter(created_at__gte=timezone.now() - TWICE_WITHIN).order_by("pk").first()
    if earlier and earlier.pk != number:
        remove(kept)
        return earlier.pk
    return number


def drop_photo(number, user):
    """A picture that its sender covered or took out before anything used it is not kept bare."""
    image = PortalImage.objects.filter(pk=number, uploaded_by_user=user).first()
    if image and not ReferenceIndex.get_references_to(image).exists():
        image.delete()


def _stored(post, shelf):
    own = set(
        PortalImage.objects.filter(pk__in=post.images, uploaded_by_user=shelf.user).values_list(
            "pk", flat=True
        )
    )
    images, reasons = [number for number in post.images if number in own], {}
    titles = [
        alt or f"{post.title} ({number})" for number, (alt, _) in enumerate(post.told, start=1)
    ]
    for number, title in zip(images, titles, strict=False):
        PortalImage.objects.filter(pk=number).update(title=title[:255])
    for number, photo in enumerate(post.photos, start=len(images)):
        try:
            images.append(shelf.keep(photo.read(), photo.name, titles[number]))
        except ValidationError as error:
            reasons[number] = " ".join(error.messages)
    if reasons:
        raise PhotosRefusedError(reasons)
    return images


def _drafted(post, images, section, user):
    lead, paragraphs = _parts(post.text)
    words = [_words(paragraphs)] if paragraphs else []
    article = ArticlePage(
        title=post.title,
        lead=lead,
        body=json.dumps(words + _figures(images, post.told)),
        author=user.get_full_name(),
        owner=user,
        live=False,
        translation_key=_own_key(post.once),
    )
    section.add_child(instance=article)
    article.save_revision(user=user, log_action=True)
    return article


def _parts(text):
    """The lead and the paragraphs below it; a long first paragraph stays below."""
    paragraphs = [line.strip() for line in re.split(r"[\r\n]+", clean_text(text)) if line.strip()]
    if paragraphs and len(paragraphs[0].split()) <= LEAD_WORDS:
        return paragraphs[0], paragraphs[1:]
    return "", paragraphs


def _words(paragraphs):
    return {"type": "text", "value": "".join(f"<p>{escape(line)}</p>" for line in paragraphs)}


def _figures(images, told):
    figures = [
        {"image": {"image": image, "alt_text": alt, "decorative": False}, "caption": caption}
        for image, (alt, caption) in zip(images, told, strict=False)
    ]
    if len(figures) < 2:
        return [{"type": "figure", "value": figure} for figure in figures]
    return [{"type": "figure_row", "value": {"figures": row}} for row in _rows(figures)]


def _rows(figures):
    """Rows as even as can be: seven are four and three, never six and a lonely one."""
    count = -(-len(figures) // MOST_IN_A_ROW)
    least, more = divmod(len(figures), count)
    sizes = [least + 1] * more + [least] * (count - more)
    ends = [sum(sizes[: number + 1]) for number in range(count)]
    return [figures[end - size : end] for size, end in zip(sizes, ends, strict=True)]
