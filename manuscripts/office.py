"""Old and foreign text files (.doc, .odt, .rtf …) by way of LibreOffice, where it is installed.

What comes out is an ordinary .docx, which is then read as any other: with suspicion.
"""

import io
import re
from pathlib import PurePath
from typing import BinaryIO

from manuscripts.libreoffice import converted, converter
from manuscripts.word import refusals
from manuscripts.word.package import ENCRYPTED_STREAM, OLE_MAGIC, check_size
from manuscripts.word.reading import WordArticle, read_word
from manuscripts.word.refusals import WordRefusedError

WORD_STREAM = "WordDocument".encode("utf-16-le")
NO_TEXTS = {".xls", ".ppt", ".msg"}
SHAPES = {
    "rtf": re.compile(rb"\A\{\\rtf"),
    "odt": re.compile(rb"\APK.{0,60}mimetypeapplication/vnd\.oasis\.opendocument\.text", re.S),
    "xml": re.compile(rb"\A<\?xml.*schemas\.microsoft\.com/office/word/2003", re.S),
    "doc": re.compile(rb"\Amime-version|\A.{0,600}multipart/related|\A<.*office:word", re.S | re.I),
}
"""How the kinds begin; a .doc may be HTML or mail inside."""


def read_any(file: BinaryIO, name: str) -> WordArticle:
    """Read a Word file of any age or a sibling of it; WordRefusedError with what to do otherwise."""
    check_size(file)
    kind = kind_of(file, name)
    if not kind:
        return read_word(file, name)
    if not converter():
        raise WordRefusedError(refusals.NO_CONVERTER.format(ending=kind, save_as=refusals.SAVE_AS))
    return read_word(io.BytesIO(in_docx(file.read(), kind)), name)


def kind_of(file: BinaryIO, name: str) -> str:
    """The ending under which LibreOffice should open a file; nothing for .docx and for what is refused anyway."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    if content.startswith(OLE_MAGIC):
        refused = ENCRYPTED_STREAM in content or PurePath(name).suffix.lower() in NO_TEXTS
        is_word = WORD_STREAM in content
        return "doc" if is_word and not refused else ""
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((kind for kind, known in SHAPES.items() if known.search(start)), "")


def in_docx(content: bytes, kind: str) -> bytes:
    """The same text as .docx; WordRefusedError when LibreOffice cannot, or takes too long."""
    source = f"source.{kind}"
    found = converted({source: content}, "docx:MS Word 2007 XML").get(source)
    if found is None:
        raise WordRefusedError(refusals.NOT_CONVERTED)
    return found
