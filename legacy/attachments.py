"""Pictures and documents lying beside an old page; nothing is ever fetched from outside."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from wagtail.models import Site

from accounts.files import collection_of
from legacy.models import ImportedFile
from legacy.old_files import bare_name, old_files
from pages.stored_files import collection_named, keep_document, keep_image

KINDS = {"image": "ảnh", "document": "tệp"}
COLLECTION = "Nhập từ trang cũ"
SCHEME = re.compile(r"(?!https?:)[a-z][a-z0-9+.-]+:", re.I)
INSIDE_PAGE = re.compile(r"data:image/(?P<kind>jpe?g|png|webp|avif);base64,(?P<data>[\w+/=\s%]+)")
LARGEST = 60 * 1024 * 1024


class Attachments:
    """Finds what one source refers to, in its own folder or the folder being imported."""

    def __init__(self, folder: Path, root: Path, site: Site):
        self.site = site
        self.folder = folder
        self.root = root.resolve()
        self.warnings: list[str] = []
        self.missing: list[str] = []
        self.kept: list[tuple[str, int]] = []

    def image_for(self, source: str) -> int | None:
        """The id of the stored picture, or None when it is not at hand or not acceptable."""
        return self._kept(source, "image", keep_image)

    def document_for(self, source: str) -> int | None:
        """The id of the stored document, or None when it is not at hand or not acceptable."""
        return self._kept(source, "document", keep_document)

    def content_of(self, source: str) -> tuple[str, bytes] | None:
        """The name and bytes of a file that lies here."""
        inside = INSIDE_PAGE.fullmatch(source.strip())
        if inside:
            return decoded_picture(inside)
        path = self.path_of(source)
        return (name_to_keep(path), path.read_bytes()) if path else None

    def path_of(self, source: str) -> Path | None:
        """The file that an address means; never one outside the imported folder."""
        source = source.strip()
        if not source or "\x00" in source or SCHEME.match(source):
            return None
        found = old_files(self.root).find(source, self.folder)
        return found if found is not None and self.may_be_read(found) else None

    def may_be_read(self, path: Path) -> bool:
        """Inside the imported folder, a file, and not too large."""
        try:
            whole = path.resolve()
            inside = whole.is_relative_to(self.root)
            return inside and whole.is_file() and whole.stat().st_size <= LARGEST
        except OSError:
            return False

    @cached_property
    def collection(self):
        """Where what was imported is kept, made when first needed."""
        return collection_named(COLLECTION, collection_of(self.site))

    def _kept(self, source: str, kind: str, keep: Callable) -> int | None:
        found = self.content_of(source)
        if found is None:
            if source.strip() and source not in self.missing:
                self.missing.append(source)
                self.warnings.append(f"không tìm thấy {KINDS[kind]} {source[:200]}")
            return None
        name, content = found
        digest = hashlib.sha256(content).hexdigest()
        kept_before = ImportedFile.objects.filter(site=self.site, digest=digest)
        known = kept_before.exclude(**{kind: None}).first()
        if known:
            return getattr(known, f"{kind}_id")
        try:
            kept = keep(content, name, Path(name).stem, self.collection)
        except ValidationError as error:
            self.warnings.append(f"{KINDS[kind]} {name}: {' '.join(error.messages)}")
            return None
        ImportedFile.objects.update_or_create(site=self.site, digest=digest, defaults={kind: kept})
        self.kept.append((kind, kept.pk))
        return kept.pk


def name_to_keep(path: Path) -> str:
    """The file's name as it is, but for a query that a mirroring program wrote into it."""
    whole = path.name
    return whole if bare_name(whole) == whole.casefold() else whole[: len(bare_name(whole))]


def decoded_picture(inside: re.Match) -> tuple[str, bytes] | None:
    """A picture that the page carried in itself."""
    try:
        content = base64.b64decode(unquote(inside["data"]), validate=False)
    except (binascii.Error, ValueError):
        return None
    return f"anh.{inside['kind']}", content
