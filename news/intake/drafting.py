"""Files what a Word file says as a draft: all of it or nothing, pictures included."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import PurePath
from secrets import token_hex

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images import permissions as image_permissions
from wagtail.log_actions import log
from wagtail.models import Collection

from accounts.files import collection_of
from manuscripts.word import refusals
from manuscripts.word.reading import WordArticle
from manuscripts.word.refusals import WordRefusedError
from news.filing import file_manuscript
from news.intake.models import Origin
from news.intake.origins import LOG_ACTION
from news.models import ArticlePage, SectionPage
from pages.images import PortalImage
from pages.stored_files import collection_named, keep_image

COLLECTION = "Ảnh từ Word"
MOST_ROWS = 300
"""Rows of what is missing that are kept; nobody reads more."""


@dataclass
class Draft:
    """The draft made of one file, and what its editor should look at."""

    page: ArticlePage
    notes: list[str] = field(default_factory=list)


def file_draft(
    article: WordArticle,
    section: SectionPage,
    user=None,
    original: bytes = b"",
    page: ArticlePage | None = None,
    told: Callable[[int, int], None] = lambda done, of: None,
) -> Draft:
    """A draft owned by `user`, never published; WordRefusedError leaves neither rows nor files.

    With `page` the corrected file becomes a new revision of that draft. `original` is kept with it.
    `told` hears how many of the pictures are stored.

    Pictures take a second or two each, so they are stored before the one short transaction that
    writes the page: on SQLite nobody else could save anything meanwhile.
    """
    manuscript, notes = article.manuscript, article.dropped
    with kept_together() as kept:
        finder = article.pictures.finder(
            Shelf(user, kept, section.get_site()).keep, manuscript.title, notes
        )
        images: dict[str, int | None] = {}
        for count, figure in enumerate(manuscript.figures):
            told(count + 1, len(manuscript.figures))
            images[figure.src] = finder(figure.src)
        notes += [] if page else alike(article, section)
        with transaction.atomic():
            page = file_manuscript(manuscript, section, page, image_for=images.get, user=user)
            keep_origin(page, article, original)
            log(page, LOG_ACTION, user=user, data={"file": article.name, "notes": notes})
    return Draft(page, notes)


def keep_origin(page: ArticlePage, article: WordArticle, original: bytes) -> None:
    """Write down what the article lacks of its file, and keep the file where only staff can get it."""
    origin = Origin.objects.filter(page=page).first() or Origin(page=page)
    if origin.file:
        origin.file.delete(save=False)
    origin.name = article.name[:255]
    origin.missing = [missing.as_row() for missing in article.missing[:MOST_ROWS]]
    if original:
        origin.file.save(
            f"{page.pk}-{token_hex(4)}{PurePath(article.name).suffix}",
            ContentFile(original),
            save=False,
        )
    origin.save()


@contextmanager
def kept_together() -> Iterator[list[PortalImage]]:
    """The pictures stored for a draft; when it fails they go again, their files too."""
    kept: list[PortalImage] = []
    try:
        yield kept
    except ValidationError as error:
        remove(kept)
        raise WordRefusedError(refusals.NOT_FILED.format(why="; ".join(error.messages))) from error
    except BaseException:
        remove(kept)
        raise


def remove(kept: list[PortalImage]) -> None:
    """Rows, files and ready-made sizes, as if an editor had deleted the pictures."""
    for image in kept:
        image.delete()


class Shelf:
    """Where the pictures of one import go, in the name of one user (None: the operator)."""

    def __init__(self, user, kept: list[PortalImage], site=None):
        self.user = user
        self.kept = kept
        self.collection = collection_for(user, site)

    def keep(self, content: bytes, name: str, title: str) -> int:
        """Store a picture as an upload would be; ValidationError when it may not be."""
        if self.collection is None:
            raise ValidationError("tài khoản này không được thêm ảnh.")
        image = keep_image(content, name, title, self.collection)
        self.kept.append(image)
        if self.user:
            PortalImage.objects.filter(pk=image.pk).update(uploaded_by_user=self.user)
        return image.pk


def collection_for(user, site=None) -> Collection | None:
    """The collection for pictures from Word on the site's shelf, or the first in which the user may add any."""
    policy = image_permissions.permission_policy
    allowed = Collection.objects.all()
    if user:
        allowed = policy.collections_user_has_permission_for(user, "add").order_by("path")
    shelves = [collection_of(site)] if site else list(Collection.objects.filter(depth=1))
    for shelf in shelves:
        if allowed.filter(pk=shelf.pk).exists():
            return collection_named(COLLECTION, shelf)
    return allowed.filter(name=COLLECTION).first() or allowed.first()


def alike(article: WordArticle, section: SectionPage) -> list[str]:
    """A word of warning when the same file was perhaps brought in before."""
    title = article.manuscript.title
    if ArticlePage.objects.child_of(section).filter(title__iexact=title).exists():
        return [
            f"Chuyên mục đã có bài cùng tiêu đề “{title}”. Nếu nhập nhầm hai lần, hãy xóa một bài."
        ]
    return []
