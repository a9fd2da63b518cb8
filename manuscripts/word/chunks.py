"""Parts of a Word file in another form (altChunk), as web systems, mail programs and merging tools write them.

A paragraph with a name of its own stands in for each until the HTML is written; then the chunk's own tree
takes its place.
"""

import codecs
import email
import email.policy
import io
import zipfile
from collections.abc import Callable
from email.message import EmailMessage

from bs4 import BeautifulSoup, Tag

from manuscripts.word.losses import Losses
from manuscripts.word.markup import Element, drop, every, make, q, replace_with, text_run
from manuscripts.word.package import WordPackage
from manuscripts.word.refusals import WordRefusedError

MARK = "\u2997portal-chunk-{n}\u2998"
HTML_ENDINGS = (".html", ".htm", ".xhtml")
MAIL_ENDINGS = (".mht", ".mhtml", ".eml")
WHOLE_FILE = b"PK\x03\x04"
ReadPackage = Callable[[WordPackage], Tag]
"""Makes a tree of another Word file that lies in this one."""


class Chunks:
    """The chunks of one file, each known by the words that stand in for it."""

    def __init__(self, package: WordPackage, losses: Losses, read: ReadPackage):
        self._package = package
        self._losses = losses
        self._read = read
        self._trees: dict[str, Tag] = {}

    def mark(self, root: Element, part: str) -> None:
        """Put a paragraph in place of each chunk that can be read; count the others."""
        relations = self._package.relations(part)
        for chunk in every(root, "w:altChunk"):
            relation = relations.get(chunk.get(q("r:id"), ""))
            tree = self.tree_of(relation.target) if relation and not relation.external else None
            if tree is None:
                self._losses["chunks"] += 1
                drop(chunk)
                continue
            name = MARK.format(n=len(self._trees))
            self._trees[name] = tree
            replace_with(chunk, [make("w:p", text_run(name))])

    def tree_of(self, target: str) -> Tag | None:
        """The tree of one chunk; None for kinds that are not read."""
        try:
            content = self._package.picture(target)
            if content.startswith(WHOLE_FILE):
                return self._read(WordPackage(zipfile.ZipFile(io.BytesIO(content))))
        except (KeyError, WordRefusedError, zipfile.BadZipFile):
            return None
        tree = tree_of(content, target.lower())
        for picture in tree.find_all("img") if tree is not None else []:
            self._losses["linked_pictures"] += (
                1  # they lie beside the HTML, or on somebody's server
            )
            picture.decompose()
        return tree

    def put_in(self, html: Tag) -> None:
        """Put every chunk's own tree where it belongs."""
        for words in list(html.find_all(string=self._trees.__contains__)):
            paragraph = words.find_parent(["p", "li", "h1", "h2", "h3"]) or words
            tree = self._trees[str(words)]
            paragraph.replace_with(*list((tree.find("body") or tree).children))


def tree_of(content: bytes, name: str) -> BeautifulSoup | None:
    """HTML, HTML in a mail's envelope, or plain text, by its name and its first letters."""
    start = content[:2000].lstrip().lower()
    if name.endswith(MAIL_ENDINGS) or start.startswith(b"mime-version"):
        return html_of_mail(content)
    if name.endswith(HTML_ENDINGS) or start.startswith(
        (b"<html", b"<!doctype html", b"\xef\xbb\xbf<html")
    ):
        return BeautifulSoup(content, "lxml")
    return tree_of_text(text_of(content)) if name.endswith(".txt") else None


def text_of(content: bytes) -> str:
    """Plain text as Windows saves it: with a mark in front, as UTF-8, or in its own letters."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1258", "replace")


def html_of_mail(content: bytes) -> BeautifulSoup | None:
    """The HTML part of an MHTML file (RFC 2557)."""
    mail = email.message_from_bytes(content, policy=email.policy.default)
    if not isinstance(mail, EmailMessage):
        return None
    for part in mail.walk():
        if part.get_content_type() == "text/html":
            return BeautifulSoup(
                part.get_payload(decode=True) or b"",
                "lxml",
                from_encoding=part.get_content_charset(),
            )
    start = content.lower().find(b"<html")
    return BeautifulSoup(content[start:], "lxml") if start >= 0 else None


def tree_of_text(text: str) -> BeautifulSoup:
    """Every line of a plain text as a paragraph."""
    tree = BeautifulSoup("<body></body>", "lxml")
    for line in text.splitlines():
        paragraph = tree.new_tag("p")
        paragraph.string = line
        tree.body.append(paragraph)
    return tree
