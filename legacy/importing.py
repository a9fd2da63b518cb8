"""Brings what was read into the site, once: a second run changes nothing and says so."""

import hashlib
import json
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Site

from legacy.attachments import Attachments
from legacy.models import ImportedArticle
from legacy.reading import Read, described
from legacy.sections import Sections
from manuscripts.elements import FileLink
from news.filing import file_manuscript
from news.models import ArticlePage


class Result(Enum):
    """What became of an old page; the value is what the operator reads."""

    CREATED = "tạo mới"
    UPDATED = "cập nhật"
    UNCHANGED = "không đổi"
    PRESENT = "đã có trên trang"
    EDITED = "giữ nguyên: bài đã được sửa trên trang"
    DELETED = "bỏ qua: bài đã bị xóa trên trang"
    REFUSED = "từ chối"


@dataclass
class Imported:
    """One old page, what became of it, and what the operator should know."""

    read: Read
    result: Result
    page: ArticlePage | None = None
    reason: str = ""
    warnings: list[str] = field(default_factory=list)


class Importer:
    """Imports into one site; `dry` decides everything and writes nothing."""

    def __init__(self, site: Site, section: str = "", dry: bool = False, restore: bool = False):
        self.site = site
        self.sections = Sections(site, section)
        self.dry = dry
        self.restore = restore

    def bring_in(self, read: Read, root: Path) -> Imported:
        """Create, update or leave alone one article, in one transaction."""
        if read.manuscript is None:
            return Imported(read, Result.REFUSED, reason=read.reason)
        attachments = Attachments(read.folder, root)
        mark = fingerprint(read, attachments)
        record = self.record_of(read, mark)
        result = self.decide(record, mark)
        if result is Result.CREATED and record is None:
            present = self.same_article(read)
            if present is not None:
                return self.adopted(read, present, mark)
        if self.dry or result not in {Result.CREATED, Result.UPDATED}:
            return Imported(read, result, record.page if record else None)
        return self.written(read, record, mark, attachments)

    def decide(self, record: ImportedArticle | None, mark: str) -> Result:
        """What is to be done about a source, from what is remembered of it."""
        if record is None:
            return Result.CREATED
        if record.page is None:
            return Result.CREATED if self.restore else Result.DELETED
        if record.fingerprint == mark:
            return Result.UNCHANGED
        return Result.EDITED if record.is_edited else Result.UPDATED

    def record_of(self, read: Read, mark: str) -> ImportedArticle | None:
        """What is remembered of this source, or of the same source under another name."""
        mine = ImportedArticle.objects.filter(site=self.site).select_related("page")
        by_key = mine.filter(source_key=source_key(read)).first()
        if by_key and (by_key.fingerprint == mark or same_source(by_key, read)):
            return by_key
        return mine.filter(fingerprint=mark).first()

    def same_article(self, read: Read) -> ArticlePage | None:
        """An article that somebody has already brought over by hand."""
        manuscript = read.manuscript
        if manuscript.published_at is None:
            return None
        articles = ArticlePage.objects.descendant_of(self.site.root_page)
        return articles.filter(
            title__iexact=manuscript.title, published_at=manuscript.published_at
        ).first()

    def adopted(self, read: Read, page: ArticlePage, mark: str) -> Imported:
        """Remember an article that the importer did not write; it never overwrites it."""
        if not self.dry:
            self.remember(read, page, mark, revision_id=None)
        return Imported(read, Result.PRESENT, page)

    def written(
        self, read: Read, record: ImportedArticle | None, mark: str, attachments: Attachments
    ) -> Imported:
        """Write the article, or say why it does not fit."""
        page = record.page if record else None
        try:
            with transaction.atomic():
                section = self.sections.find_or_make(read.manuscript.section)
                article = file_manuscript(
                    read.manuscript, section, page, attachments.image_for, attachments.document_for
                )
                self.remember(read, article, mark, article.latest_revision_id, record)
        except ValidationError as error:
            self.sections = Sections(self.site, self.sections.chosen)
            return Imported(read, Result.REFUSED, reason="; ".join(error.messages))
        result = Result.UPDATED if page else Result.CREATED
        return Imported(read, result, article, warnings=attachments.warnings + _undated(article))

    def remember(
        self,
        read: Read,
        page: ArticlePage,
        mark: str,
        revision_id: int | None,
        record: ImportedArticle | None = None,
    ) -> None:
        """Note which article a source became, so that a second run knows."""
        facts = {"page": page, "fingerprint": mark, "revision_id": revision_id}
        key = record.source_key if record else source_key(read)
        ImportedArticle.objects.update_or_create(site=self.site, source_key=key, defaults=facts)


def source_key(read: Read) -> str:
    """The file; for one of many articles in a file, also its title and date."""
    path = str(read.file.resolve())
    if read.alone:
        return path[-500:]
    manuscript = read.manuscript
    name = f"{manuscript.title}|{manuscript.published_at or ''}"
    return f"{path[-420:]}#{hashlib.sha256(name.encode()).hexdigest()}"


def same_source(record: ImportedArticle, read: Read) -> bool:
    """The file still tells of the same article: its title or its date is as it was."""
    page, manuscript = record.page, read.manuscript
    if page is None:
        return True
    same_day = manuscript.published_at and page.published_at == manuscript.published_at
    return bool(same_day) or page.title.casefold() == manuscript.title.casefold()


def fingerprint(read: Read, attachments: Attachments) -> str:
    """Changes when the text, its parts or the pictures beside it change."""
    manuscript = read.manuscript
    said = {**described(read), "file": "", "source_url": manuscript.source_url}
    pictures = [picture.src for picture in manuscript.figures]
    files = [element.href for element in manuscript.body if isinstance(element, FileLink)]
    beside = [(src, _digest(attachments.content_of(src))) for src in [*pictures, *files]]
    words = json.dumps([said, beside, [repr(e) for e in manuscript.body]], sort_keys=True)
    return hashlib.sha256(words.encode()).hexdigest()


def _digest(found: tuple[str, bytes] | None) -> str:
    return hashlib.sha256(found[1]).hexdigest() if found else ""


def _undated(article: ArticlePage) -> list[str]:
    return [] if article.live else ["không rõ ngày đăng, để bản nháp"]
