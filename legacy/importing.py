"""Brings what was read into the site, once: a second run changes nothing and says so."""

import hashlib
import json
from dataclasses import dataclass, field
from enum import Enum
from functools import partial
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Site

from legacy.attachments import Attachments
from legacy.broken_letters import broken_places
from legacy.models import ImportedArticle, ImportRun, MadeByRun
from legacy.old_links import UNKNOWN_HOST, is_own, rewritten, without_missing_pictures
from legacy.reading import Read, described
from legacy.redirects import page_for, remember_addresses
from legacy.sections import Sections
from manuscripts.elements import FileLink
from manuscripts.html.pictures import is_document
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
    LEFT_OUT = "không nhập"


@dataclass
class Imported:
    """One old page, what became of it, and what the operator should know."""

    read: Read
    result: Result
    page: ArticlePage | None = None
    reason: str = ""
    warnings: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    made: list[tuple[str, int]] = field(default_factory=list)
    """Pictures, documents, sections and redirects made for it."""


class Importer:
    """Imports into one site; `dry` decides everything and writes nothing."""

    def __init__(
        self,
        site: Site,
        section: str = "",
        dry: bool = False,
        restore: bool = False,
        run: ImportRun | None = None,
        hosts: set[str] = frozenset(),
    ):
        self.site = site
        self.run = run
        self.hosts = hosts
        self.sections = Sections(site, section)
        self.dry = dry
        self.restore = restore

    def bring_in(self, read: Read, root: Path) -> Imported:
        """Create, update or leave alone one article, in one transaction."""
        if read.manuscript is None:
            left_out = Result.LEFT_OUT if read.is_left_out else Result.REFUSED
            return Imported(read, left_out, reason=read.reason)
        attachments = Attachments(read.folder, root, self.site)
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
        sections = len(self.sections.made)
        try:
            with transaction.atomic():
                section = self.sections.find_or_make(read.manuscript.section)
                article = file_manuscript(
                    read.manuscript,
                    section,
                    page,
                    attachments.image_for,
                    attachments.document_for,
                    finished=partial(self.finished, attachments),
                )
                self.remember(read, article, mark, article.latest_revision_id, record)
                redirects = remember_addresses(self.site, read.manuscript.addresses, article)
                made = [("section", pk) for pk in self.sections.made[sections:]]
                made += [("redirect", pk) for pk in redirects] + attachments.kept
                self.note(made)
        except ValidationError as error:
            self.sections = Sections(self.site, self.sections.chosen)
            return Imported(read, Result.REFUSED, reason="; ".join(error.messages))
        result = Result.UPDATED if page else Result.CREATED
        warnings = attachments.warnings + _undated(article) + broken_places(read.manuscript)
        return Imported(read, result, article, "", warnings, attachments.missing, made)

    def finished(self, attachments: Attachments, blocks: list[dict]) -> list[dict]:
        """Links to files that came along lead to them; frames without pictures go."""

        def resolve(href: str) -> str | None:
            if is_document(href):
                known = attachments.document_for(href) if self.has(attachments, href) else None
                if known is not None:
                    return f'linktype="document" id="{known}"'
            page = page_for(self.site, href) if is_own(href, self.hosts) else None
            if page is not None:
                return f'linktype="page" id="{page}"'
            return None

        return without_missing_pictures(rewritten(blocks, resolve))

    def has(self, attachments: Attachments, href: str) -> bool:
        """Whether a linked file is here; what is the old site's own and is not here is told."""
        if attachments.path_of(href) is not None:
            return True
        if is_own(href, self.hosts):
            attachments.document_for(href.replace(f"http://{UNKNOWN_HOST}", ""))
        return False

    def note(self, made: list[tuple[str, int]]) -> None:
        """Remember what the run made besides articles."""
        if self.run is not None:
            MadeByRun.objects.bulk_create(
                [MadeByRun(run=self.run, kind=kind, object_id=pk) for kind, pk in made]
            )

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
        facts |= {"doubts": read.doubts, "other_reading": read.other_reading}
        if self.run is not None and record is None and revision_id is not None:
            facts["run"] = self.run
        key = record.source_key if record else source_key(read)
        ImportedArticle.objects.update_or_create(site=self.site, source_key=key, defaults=facts)


def source_key(read: Read) -> str:
    """The file; for one of many articles in a file, also its title and date."""
    if read.key:
        return read.key[-500:]
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
    return [] if article.live else ["để bản nháp: không rõ ngày đăng hoặc ở trang cũ là bản nháp"]
