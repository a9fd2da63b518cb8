"""Files what a Word file says as a draft: all of it or nothing, pictures included."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from wagtail.images import permissions as image_permissions
from wagtail.log_actions import log
from wagtail.models import Collection

from news.filing import file_manuscript
from news.models import ArticlePage, SectionPage
from news.word import refusals
from news.word.reading import WordArticle
from news.word.refusals import WordRefusedError
from pages.images import PortalImage
from pages.stored_files import collection_named, keep_image

COLLECTION = "Ảnh từ Word"
LOG_ACTION = "news.import_word"


@dataclass
class Draft:
    """The draft made of one file, and what its editor should look at."""

    page: ArticlePage
    notes: list[str] = field(default_factory=list)


def file_draft(article: WordArticle, section: SectionPage, user=None) -> Draft:
    """A draft owned by `user`, never published; WordRefusedError leaves neither rows nor files."""
    notes = article.dropped
    with kept_together() as kept:
        shelf = Shelf(user, kept)
        image_for = article.pictures.finder(shelf.keep, article.manuscript.title, notes)
        notes += alike(article, section)
        page = file_manuscript(article.manuscript, section, image_for=image_for, user=user)
        log(page, LOG_ACTION, user=user, data={"file": article.name, "notes": notes})
    return Draft(page, notes)


@contextmanager
def kept_together() -> Iterator[list[PortalImage]]:
    """One transaction; the files of pictures that it took back with it are removed too."""
    kept: list[PortalImage] = []
    try:
        with transaction.atomic():
            yield kept
    except ValidationError as error:
        remove_orphans(kept)
        raise WordRefusedError(refusals.NOT_FILED.format(why="; ".join(error.messages))) from error
    except BaseException:
        remove_orphans(kept)
        raise


def remove_orphans(kept: list[PortalImage]) -> None:
    """A picture that was there before the import still has its row, and keeps its file."""
    for image in kept:
        if not PortalImage.objects.filter(pk=image.pk, file=image.file.name).exists():
            image.file.storage.delete(image.file.name)


class Shelf:
    """Where the pictures of one import go, in the name of one user (None: the operator)."""

    def __init__(self, user, kept: list[PortalImage]):
        self.user = user
        self.kept = kept
        self.collection = collection_for(user)
        self.newest = PortalImage.objects.aggregate(newest=Max("pk"))["newest"] or 0

    def keep(self, content: bytes, name: str, title: str) -> int:
        """Store a picture as an upload would be; ValidationError when it may not be."""
        if self.collection is None:
            raise ValidationError("tài khoản này không được thêm ảnh.")
        image = keep_image(content, name, title, self.collection)
        self.kept.append(image)
        if self.user and image.pk > self.newest and not image.uploaded_by_user_id:
            image.uploaded_by_user = self.user
            image.save(update_fields=["uploaded_by_user"])
        return image.pk


def collection_for(user) -> Collection | None:
    """The collection for pictures from Word, or the first in which the user may add any."""
    if user is None:
        return collection_named(COLLECTION)
    policy = image_permissions.permission_policy
    allowed = policy.collections_user_has_permission_for(user, "add").order_by("path")
    if allowed.filter(depth=1).exists():
        return collection_named(COLLECTION)
    return allowed.filter(name=COLLECTION).first() or allowed.first()


def alike(article: WordArticle, section: SectionPage) -> list[str]:
    """A word of warning when the same file was perhaps brought in before."""
    title = article.manuscript.title
    if ArticlePage.objects.child_of(section).filter(title__iexact=title).exists():
        return [
            f"Chuyên mục đã có bài cùng tiêu đề “{title}”. Nếu nhập nhầm hai lần, hãy xóa một bài."
        ]
    return []
