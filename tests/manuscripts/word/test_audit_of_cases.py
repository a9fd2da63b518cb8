"""Whatever random piece of a case's manuscript is deleted, the audit names it."""

import io
import random
from dataclasses import replace

import pytest

from manuscripts.audit import missing_from
from manuscripts.elements import FileLink, Heading, Listing, Paragraph, Picture, Table
from manuscripts.word.package import open_package
from manuscripts.word.source import pieces_in
from manuscripts.wording import squeezed
from tests.manuscripts.word import bare as made
from tests.manuscripts.word.reading import read
from tests.manuscripts.word.test_as_word_shows import CASES

MIXED = made.bare(
    made.p("Mở đầu phần này có 33 hộ ở 12 thôn.")
    + made.p("Điều thứ nhất", looks=made.in_list(1))
    + made.p("Điều thứ hai", looks=made.in_list(1))
    + made.table(["Thôn", "Số hộ"], ["Nà Phung", "52"], ["Nà Lạn", "47"])
    + made.p("Lệ phí ", made.run("50.000 đồng", "<w:strike/>"), " nay là 20.000 đồng mỗi hồ sơ.")
    + made.p("Xem ", made.field(' HYPERLINK "https://dichvu.example/" ', "cổng dịch vụ"), ".")
    + made.p(made.picture()),
    lists=made.numbering(made.level(0, "decimal", "%1.")),
    parts={"word/media/1.png": made.made.picture(kind="PNG")},
    relations=[("i1", "image", "media/1.png", False)],
)
FILES = {name: content for name, (content, _) in CASES.items()} | {"a bit of everything": MIXED}


def named(content, article):
    """What the audit says of the manuscript as it stands now."""
    pieces = pieces_in(open_package(io.BytesIO(content)))
    shown = article.pictures.shown_in(article.manuscript.figures)
    return missing_from(article.manuscript, pieces, shown)


def spoil(manuscript, chance):
    """Delete a random piece; the words, or the kind, that the audit then has to name."""
    element = chance.choice(manuscript.body)
    if isinstance(element, Table):
        full = [
            (y, x) for y, row in enumerate(element.rows) for x, c in enumerate(row) if squeezed(c)
        ]
        y, x = chance.choice(full)
        gone, element.rows[y][x] = element.rows[y][x], ""
        return gone
    if isinstance(element, Listing):
        return element.items.pop(chance.randrange(len(element.items))).text
    if isinstance(element, Picture | FileLink) or chance.random() < 0.3:
        manuscript.body.remove(element)
        return "".join(element.texts) or "Ảnh"
    return without_a_word(manuscript, element, chance)


def without_a_word(manuscript, element: Paragraph | Heading, chance):
    """The element without one of its words."""
    words = element.text.split()
    gone = words.pop(chance.choice([n for n, word in enumerate(words) if squeezed(word)]))
    place = manuscript.body.index(element)
    manuscript.body[place] = replace(element, text=" ".join(words))
    return gone


@pytest.mark.parametrize("name", FILES)
def test_whatever_random_piece_is_deleted_is_named(name):
    content = FILES[name]
    before = {one.said for one in named(content, read(content))}
    for seed in range(3):
        article = read(content)
        gone = spoil(article.manuscript, random.Random(seed))  # noqa: S311
        said = squeezed(
            " ".join(one.said for one in named(content, article) if one.said not in before)
        )
        for line in gone.replace("|", "\n").split("\n"):
            assert squeezed(line) in said, (seed, gone)


def test_a_lost_link_a_lost_label_and_words_no_longer_struck_are_named():
    article = read(MIXED)
    for element in article.manuscript.body:
        if isinstance(element, Paragraph):
            element.html = element.text
        if isinstance(element, Listing):
            element.ordered = False
    assert [(one.kind, one.what) for one in named(MIXED, article)] == [
        ("label", "1."),
        ("label", "2."),
        ("struck", "50.000 đồng"),
        ("link", "https://dichvu.example/"),
    ]


def test_words_that_were_glued_are_named_with_their_neighbours():
    article = read(MIXED)
    first = article.manuscript.body[0]
    article.manuscript.body[0] = replace(first, text=first.text.replace("này có", "nàycó"))
    assert [(one.kind, one.what) for one in named(MIXED, article)] == [("glued", "này có")]


def test_cells_that_were_glued_are_named():
    article = read(MIXED)
    place = next(n for n, one in enumerate(article.manuscript.body) if isinstance(one, Table))
    article.manuscript.body[place] = Paragraph("", "ThônSố hộNà Phung52Nà Lạn47")
    said = [one for one in named(MIXED, article) if one.kind == "glued"]
    assert len(said) >= 4
