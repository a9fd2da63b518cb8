"""Old files by way of LibreOffice: told by what is in them, refused with what to do where it is missing."""

import io

import pytest

from manuscripts import office
from manuscripts.word.refusals import WordRefusedError
from tests.manuscripts.word import documents as made

RTF = (
    rb"{\rtf1\ansi {\b Xa Mau trong rung}\par "
    + made.SENTENCE.encode("ascii", "ignore")
    + rb"\par}"
)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (RTF, "rtf"),
        (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.text", "odt"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "doc"),
        (made.content_of(made.new_document()), ""),
        (b"%PDF-1.7", ""),
    ],
)
def test_a_file_is_told_by_its_content(content, kind):
    assert office.kind_of(io.BytesIO(content), "bai.docx") == kind


def test_without_libreoffice_the_person_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(office, "converter", lambda: "")
    with pytest.raises(WordRefusedError, match=r"kiểu cũ \(\.rtf\).*Lưu thành"):
        office.read_any(io.BytesIO(RTF), "bai.rtf")


@pytest.mark.skipif(not office.converter(), reason="LibreOffice is not installed")
def test_rtf_becomes_a_manuscript():
    article = office.read_any(io.BytesIO(RTF), "bai.rtf")
    assert article.manuscript.title == "Xa Mau trong rung"
