"""Numbers that official texts refer to are never lost or changed."""

import io

import pytest

from manuscripts.elements import Heading, Listing, Paragraph
from manuscripts.word.numbering import counted
from manuscripts.word.reading import read_word
from tests.manuscripts.word import documents as made


def numbering(*levels):
    """The markup of one list; `levels` are (format, text) from the outermost in."""
    inner = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (kind, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="1">{inner}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )


def line(words, depth=None, number=1, bold=False):
    """A paragraph, numbered when it has a depth."""
    numbered = (
        f'<w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
    )
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f"<w:p>{'' if depth is None else numbered}<w:r>{look}<w:t>{words}</w:t></w:r></w:p>"


def body_of(lines, *levels):
    document = made.new_document()
    for one in lines:
        made.add_xml(document, one)
    parts = {
        "word/numbering.xml": f"<w:numbering {made.DECLARED}>{numbering(*levels)}</w:numbering>"
    }
    content = made.changed(made.content_of(document), parts)
    return read_word(io.BytesIO(content), "b.docx").manuscript.body


DECIMAL = ("decimal", "%1.")


def test_one_two_three_is_a_list():
    (listing,) = body_of([line("a", 0), line("b", 0), line("c", 0)], DECIMAL)
    assert listing == Listing(listing.items, ordered=True)
    assert listing.texts == ["a", "b", "c"]


def test_a_list_that_goes_on_after_a_paragraph_keeps_its_numbers():
    body = body_of([line("a", 0), line("giữa hai mục."), line("b", 0)], DECIMAL)
    assert [e.text for e in body] == ["1. a", "giữa hai mục.", "2. b"]


def test_letters_and_roman_figures_are_written_out():
    body = body_of([line("a", 0), line("b", 0)], ("lowerLetter", "%1)"))
    assert [e.text for e in body] == ["a) a", "b) b"]
    body = body_of([line("a", 0), line("b", 0)], ("upperRoman", "%1."))
    assert [e.text for e in body] == ["I. a", "II. b"]


def test_words_in_a_label_are_written_out():
    body = body_of([line("Phạm vi", 0), line("Đối tượng", 0)], ("decimal", "Điều %1."))
    assert [e.text for e in body] == ["Điều 1. Phạm vi", "Điều 2. Đối tượng"]


def test_numbers_of_several_levels_are_written_out():
    body = body_of(
        [line("a", 0), line("b", 1), line("c", 1), line("d", 0)], DECIMAL, ("decimal", "%1.%2.")
    )
    assert [e.text for e in body] == ["1. a", "1.1. b", "1.2. c", "2. d"]


def test_a_list_in_a_list_stays_one_when_html_counts_the_same():
    (listing,) = body_of(
        [line("a", 0), line("b", 1), line("c", 1), line("d", 0)], DECIMAL, ("decimal", "%2.")
    )
    assert [item.text for item in listing.items] == ["a", "d"]
    assert listing.items[0].nested.texts == ["b", "c"]


def test_a_list_that_starts_anew_is_a_list_of_its_own():
    body = body_of([line("a", 0), line("b", 0), line("giữa."), line("c", 0, number=2)], DECIMAL)
    assert [e.text for e in body if isinstance(e, Paragraph)] == ["1. a", "2. b", "giữa.", "1. c"]


def test_a_bold_numbered_line_alone_is_a_subheading_with_its_number():
    body = body_of(
        [line("Mục tiêu", 0, bold=True), line("Nội dung của mục."), line("Nhiệm vụ", 0, bold=True)],
        DECIMAL,
    )
    assert [(type(e), e.text) for e in body] == [
        (Heading, "1. Mục tiêu"),
        (Paragraph, "Nội dung của mục."),
        (Heading, "2. Nhiệm vụ"),
    ]


def test_empty_lines_do_not_break_a_list():
    (listing,) = body_of([line("a", 0), "<w:p/>", line("b", 0)], DECIMAL)
    assert listing.texts == ["a", "b"]


def test_bullets_between_written_out_numbers_stay_bullets():
    body = body_of(
        [line("a", 0), line("gạch", 1), line("b", 0)], ("upperRoman", "%1."), ("bullet", "-")
    )
    assert [e.texts for e in body] == [["I. a"], ["gạch"], ["II. b"]]
    assert isinstance(body[1], Listing)


def test_an_unknown_list_is_plain_text():
    body = body_of([line("a", 0, number=77)], DECIMAL)
    assert [e.text for e in body] == ["a"]


@pytest.mark.parametrize(
    ("kind", "count", "written"),
    [
        ("lowerLetter", 27, "aa"),
        ("upperLetter", 3, "C"),
        ("lowerRoman", 14, "xiv"),
        ("decimalZero", 7, "07"),
        ("decimal", 999_999, "999999"),
        ("upperRoman", 999_999, "999999"),
    ],
)
def test_counting_as_word_counts(kind, count, written):
    assert counted(kind, count) == written
