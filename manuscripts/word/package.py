"""Opens a Word file as what it is, a zip from a stranger, and refuses what is not safe to read.

Only declared, bounded parts are unpacked, and only into memory; a DTD, macros, encryption and
anything that swells beyond reason are refused before anything is read.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote

from lxml import etree

from manuscripts.word import refusals
from manuscripts.word.markup import STRICT, Element, q
from manuscripts.word.refusals import WordRefusedError

MEGABYTE = 1024 * 1024
LARGEST_FILE = 40 * MEGABYTE
LARGEST_UNPACKED = 300 * MEGABYTE
LARGEST_PICTURE = 60 * MEGABYTE
LARGEST_XML = 8 * MEGABYTE
"""Far above any article; `lightening` limits what is then written."""
MOST_PARTS = 3_000
SWELLS_FROM, HIGHEST_RATIO = 20 * MEGABYTE, 100
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError,
    NotImplementedError,  # zipfile's word for a way of packing that it does not know
)  # fmt: skip
"""What `zipfile` raises for a file that is damaged, cut off, encrypted or packed strangely."""
OTHER_OFFICE = re.compile(r"(?:xl|ppt)/")
PARSER = {
    "resolve_entities": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
}


@dataclass(frozen=True)
class Relation:
    """What a part refers to under an id."""

    kind: str
    target: str
    external: bool


class WordPackage:
    """The parts of one opened .docx; XML is parsed once and may be changed in place."""

    def __init__(self, archive: zipfile.ZipFile):
        self._archive = archive
        self._trees: dict[str, Element | None] = {}
        self._relations: dict[str, dict[str, Relation]] = {}
        self.names = frozenset(archive.namelist())
        self._known = {plain_name(name): name for name in sorted(self.names)}

    def xml(self, name: str) -> Element | None:
        """The root of an XML part, or None when there is no such part."""
        if name not in self._trees:
            self._trees[name] = (
                parsed(self._read(name, LARGEST_XML)) if name in self.names else None
            )
        return self._trees[name]

    def picture(self, name: str) -> bytes:
        """The bytes of a part that is no XML; KeyError when there is no such part."""
        return self._read(name, LARGEST_PICTURE)

    @cached_property
    def main(self) -> str:
        """The name of the part with the text."""
        for relation in self.relations("").values():
            if relation.kind == "officeDocument" and relation.target in self.names:
                return relation.target
        if "word/document.xml" in self.names:
            return "word/document.xml"
        raise WordRefusedError(refusals.CORRUPT)

    def part(self, kind: str) -> str:
        """The part that the text names as its styles, numbering, footnotes…"""
        targets = [r.target for r in self.relations(self.main).values() if r.kind == kind]
        return next(filter(self.names.__contains__, targets), f"word/{kind}.xml")

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part refers to, by id; targets inside the package as part names."""
        if name not in self._relations:
            root = self.xml(relations_name(name))
            found = () if root is None else relations_in(root, PurePosixPath(name).parent)
            self._relations[name] = {key: self.at_hand(relation) for key, relation in found}
        return self._relations[name]

    def at_hand(self, relation: Relation) -> Relation:
        """Names of parts know no case (ECMA-376 Part 2, 6.2.2), and some programs write them in percent."""
        if relation.external or relation.target in self.names:
            return relation
        return replace(
            relation, target=self._known.get(plain_name(relation.target), relation.target)
        )

    def fresh(self, name: str) -> Element | None:
        """The root of an XML part as it lies in the file, whatever was changed meanwhile."""
        return parsed(self._read(name, LARGEST_XML)) if name in self.names else None

    def add_relation(self, part: str, kind: str, target: str, external: bool = False) -> str:
        """A new id by which a part may refer to something; the id."""
        name = relations_name(part)
        root = self.xml(name)
        if root is None:
            root = self._trees[name] = etree.Element(q("rel:Relationships"))
        key = f"portal{len(root)}"
        self._relations.pop(part, None)
        attributes = {"Id": key, "Type": f"portal/{kind}", "Target": target}
        etree.SubElement(
            root,
            q("rel:Relationship"),
            attributes | ({"TargetMode": "External"} if external else {}),
        )
        return key

    def _read(self, name: str, limit: int) -> bytes:
        try:
            info = self._archive.getinfo(name)
            if info.file_size > limit:
                raise WordRefusedError(refusals.TOO_LONG if limit == LARGEST_XML else refusals.BOMB)
            return self._archive.read(info)
        except UNREADABLE as error:
            raise WordRefusedError(refusals.CORRUPT) from error


def open_package(file: BinaryIO) -> WordPackage:
    """The package of a seekable file; WordRefusedError with what to do otherwise."""
    check_size(file)
    check_kind(file)
    try:
        archive = zipfile.ZipFile(file)
    except UNREADABLE as error:
        raise WordRefusedError(refusals.CORRUPT) from error
    check_parts(archive)
    package = WordPackage(archive)
    check_content(package)
    return package


def check_size(file: BinaryIO) -> None:
    """Not heavier than an article with pictures can be."""
    size = file.seek(0, 2)
    file.seek(0)
    if size > LARGEST_FILE:
        limit = LARGEST_FILE // MEGABYTE
        raise WordRefusedError(refusals.TOO_LARGE.format(size=-(-size // MEGABYTE), limit=limit))


def check_kind(file: BinaryIO) -> None:
    """Told by the first bytes; the name of a file proves nothing."""
    head = file.read(512)
    if head.startswith(OLE_MAGIC):
        encrypted = ENCRYPTED_STREAM in head + file.read()
        raise WordRefusedError(refusals.PROTECTED if encrypted else refusals.OLD_WORD)
    file.seek(0)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for magic, reason in refusals.OTHER_KINDS.items():
        if start.startswith(magic):
            raise WordRefusedError(reason)
    if not start:
        raise WordRefusedError(refusals.EMPTY)
    if not start.startswith(b"PK"):
        raise WordRefusedError(refusals.NOT_WORD)


def check_parts(archive: zipfile.ZipFile) -> None:
    """Number, size and kind of the parts, as declared; reading never goes beyond that."""
    infos = archive.infolist()
    unpacked = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos) or 1
    if len(infos) > MOST_PARTS or unpacked > LARGEST_UNPACKED:
        raise WordRefusedError(refusals.BOMB)
    if unpacked > SWELLS_FROM and unpacked / packed > HIGHEST_RATIO:
        raise WordRefusedError(refusals.BOMB)
    if any(info.flag_bits & 0x1 for info in infos):
        raise WordRefusedError(refusals.PROTECTED)


def check_content(package: WordPackage) -> None:
    """A Word document without macros, by its own table of contents."""
    names = package.names
    types = package.xml("[Content_Types].xml")
    declared = "" if types is None else " ".join(e.get("ContentType", "") for e in types)
    if any(name.lower().endswith("vbaproject.bin") for name in names) or "macroEnabled" in declared:
        raise WordRefusedError(refusals.MACROS)
    if "mimetype" in names:
        raise WordRefusedError(refusals.OPEN_DOCUMENT)
    if any(map(OTHER_OFFICE.match, names)) and "word/document.xml" not in names:
        raise WordRefusedError(refusals.OTHER_OFFICE)
    if types is None and "word/document.xml" not in names:
        raise WordRefusedError(refusals.NOT_WORD)
    if package.xml(package.main) is None:
        raise WordRefusedError(refusals.CORRUPT)


def parsed(content: bytes) -> Element:
    """XML without a DTD; Word never writes one, and entities are how XML bombs are built."""
    for strict, transitional in STRICT.items():
        content = content.replace(strict, transitional)
    try:
        root = etree.fromstring(content, etree.XMLParser(**PARSER))
    except etree.XMLSyntaxError as error:
        raise WordRefusedError(refusals.CORRUPT) from error
    if root is None or root.getroottree().docinfo.doctype:
        raise WordRefusedError(refusals.BOMB)
    return root


def plain_name(name: str) -> str:
    """The same for every way to write the name of one part."""
    return unquote(name).replace("\\", "/").casefold()


def relations_name(part: str) -> str:
    """The part that resolves the ids used in a part."""
    path = PurePosixPath(part)
    return str(path.parent / "_rels" / f"{path.name}.rels")


def relations_in(root: Element, folder: PurePosixPath) -> Iterator[tuple[str, Relation]]:
    """(id, relation) for each; `folder` is where the referring part lies."""
    for entry in root.iter(q("rel:Relationship")):
        kind = entry.get("Type", "").rsplit("/", 1)[-1]
        external = entry.get("TargetMode") == "External"
        target = entry.get("Target", "")
        inner = inside_package(target, folder)
        yield entry.get("Id", ""), Relation(kind, target if external else inner, external)


def inside_package(target: str, folder: PurePosixPath) -> str:
    """The name of the part that a target means; `..` leads up."""
    steps = [] if target.startswith("/") else list(folder.parts)
    for step in target.replace("\\", "/").split("/"):
        if step == ".." and steps:
            steps.pop()
        elif step not in {"", ".", ".."}:
            steps.append(step)
    return "/".join(steps)
