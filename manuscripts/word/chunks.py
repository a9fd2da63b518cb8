"""Parts of a Word file that are HTML or plain text (altChunk), as web systems and mail programs write them.

A paragraph with a name of its own stands in for each until mammoth is done; then the chunk's own tree
takes its place.
"""

import email
import email.policy
from email.message import EmailMessage

from bs4 import BeautifulSoup, Tag

from manuscripts.word.losses import Losses
from manuscripts.word.markup import Element, drop, every, make, q, replace_with, text_run
from manuscripts.word.package import WordPackage
from manuscripts.word.refusals import WordRefusedError

MARK = "\u2997portal-chunk-{n}\u2998"
HTML_ENDINGS = (".html", ".htm", ".xhtml")
MAIL_ENDINGS = (".mht", ".mhtml", ".eml")


class Chunks:
    """The chunks of one file, each known by the words that stand in for it."""

    def __init__(self, package: WordPackage, losses: Losses):
        self._package = package
        self._losses = losses
        self._trees: dict[str, BeautifulSoup] = {}

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

    def tree_of(self, target: str) -> BeautifulSoup | None:
        """The tree of one chunk; None for kinds that are not read."""
        try:
            content = self._package.picture(target)
        except (KeyError, WordRefusedError):
            return None
        return tree_of(content, target.lower())

    def put_in(self, html: Tag) -> None:
        """Put every chunk's own tree where it belongs."""
        for words in list(html.find_all(string=self._trees.__contains__)):
            paragraph = words.find_parent(["p", "li", "h1", "h2", "h3"]) or words
            tree = self._trees[str(words)]
            paragraph.replace_with(*list((tree.body or tree).children))


def tree_of(content: bytes, name: str) -> BeautifulSoup | None:
    """HTML, HTML in a mail's envelope, or plain text, by its name and its first letters."""
    start = content[:2000].lstrip().lower()
    if name.endswith(MAIL_ENDINGS) or start.startswith(b"mime-version"):
        return html_of_mail(content)
    if name.endswith(HTML_ENDINGS) or start.startswith(
        (b"<html", b"<!doctype html", b"\xef\xbb\xbf<html")
    ):
        return BeautifulSoup(content, "lxml")
    if name.endswith(".txt"):
        return tree_of_text(content.decode("utf-8-sig", "replace"))
    return None


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
