"""The audit names what a manuscript lacks, at its place, and is silent when nothing is lacking."""

import io
import random

import pytest

from manuscripts.audit import missing_from
from manuscripts.elements import Listing, Paragraph, Table
from manuscripts.word.package import open_package
from manuscripts.word.source import pieces_in
from tests.manuscripts.word import documents as made
from tests.manuscripts.word.reading import read


def document():
    built = made.new_document()
    for number in range(1, 6):
        built.add_paragraph(
            f"Đoạn thứ {number} nói về việc số {number * 11} của thôn Lũng {number}."
        )
    built.add_paragraph("Việc thứ nhất", style="List Number")
    built.add_paragraph("Việc thứ hai", style="List Number")
    made.add_link(built, built.add_paragraph("Xem "), "https://dichvu.example/ho-so", "cổng dịch vụ")
    table = built.add_table(rows=3, cols=2)
    for y in range(3):
        for x in range(2):
            table.cell(y, x).text = f"Ô {y}{x} của bảng"
    made.add_picture(built, caption="Ảnh: Bà con họp thôn")
    built.add_paragraph(made.SENTENCE)
    return built


def audited(built, spoil=lambda manuscript: None):
    """What is missing once the manuscript was spoilt."""
    article = read(built)
    assert article.missing == []
    spoil(article.manuscript)
    pieces = pieces_in(open_package(io.BytesIO(made.content_of(built))))
    shown = article.pictures.shown_in(article.manuscript.figures)
    return missing_from(article.manuscript, pieces, shown)


def test_a_whole_conversion_lacks_nothing():
    assert audited(document()) == []


@pytest.mark.parametrize("seed", range(12))
def test_whatever_piece_is_deleted_is_named(seed):
    chance = random.Random(seed)  # noqa: S311
    gone = []

    def spoil(manuscript):
        element = chance.choice(manuscript.body)
        if isinstance(element, Table):
            y, x = chance.randrange(3), chance.randrange(2)
            gone.append(element.rows[y][x])
            element.rows[y][x] = ""
        elif isinstance(element, Listing):
            gone.append(element.items.pop().text)
        else:
            manuscript.body.remove(element)
            gone.extend(element.texts or ["Ảnh"])

    named = " ".join(one.said for one in audited(document(), spoil))
    for words in gone:
        assert words.rstrip(".") in named


def test_one_word_or_number_of_a_paragraph_is_named_with_its_place():
    def spoil(manuscript):
        line = next(e for e in manuscript.body if isinstance(e, Paragraph) and "số 33" in e.text)
        line.text = line.text.replace("33", "")

    (lost,) = audited(document(), spoil)
    assert (lost.kind, lost.what, lost.place) == ("number", "33", "đoạn 5")


def test_a_lost_number_before_an_item_is_named():
    def spoil(manuscript):
        next(e for e in manuscript.body if isinstance(e, Listing)).ordered = False

    assert [(one.kind, one.what) for one in audited(document(), spoil)] == [
        ("label", "1."),
        ("label", "2."),
    ]


def test_a_lost_link_is_named():
    def spoil(manuscript):
        for element in manuscript.body:
            if isinstance(element, Paragraph):
                element.html = element.text

    (lost,) = audited(document(), spoil)
    assert (lost.kind, lost.what) == ("link", "https://dichvu.example/ho-so")


def test_what_is_left_out_on_purpose_is_named_as_such():
    built = made.new_document(None, None)
    built.add_paragraph("TIN BÀI")
    built.add_paragraph("Xã Mẫu trồng rừng").runs[0].bold = True
    built.add_paragraph(made.LEAD)
    assert [(one.kind, one.what) for one in read(built).missing] == [("opening", "TIN BÀI")]
