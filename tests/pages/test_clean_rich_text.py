"""What editors paste is stored clean, whatever it was copied from."""

import unicodedata

import pytest

from pages.blocks import BodyBlocks
from pages.clean_rich_text import clean_rich_text
from tests import factories


def test_blanks_used_for_layout_become_single_spaces():
    assert (
        clean_rich_text("<p>\u00a0\u00a0\u00a0Kính\u00a0\u00a0 gửi\u00a0bà con</p>")
        == "<p>Kính gửi bà con</p>"
    )


@pytest.mark.parametrize(
    "href",
    [
        "file:///C:/Users/DELL/Downloads/kh.doc#_ftn1",
        "C:\\kh.doc",
        "#_ftn1",
        "#_Toc123",
        "javascript:alert(1)",
        "//x.test/",
        "",
    ],
)
def test_links_that_lead_nowhere_leave_their_words(href):
    assert clean_rich_text(f'<p>Xem <a href="{href}">kế hoạch</a></p>') == "<p>Xem kế hoạch</p>"


@pytest.mark.parametrize(
    "link",
    [
        '<a id="3" linktype="page">kế hoạch</a>',
        '<a id="7" linktype="document">kế hoạch</a>',
        '<a href="https://tinh.gov.vn/?a=1&amp;b=2">kế hoạch</a>',
        '<a href="mailto:xa@tinh.gov.vn">kế hoạch</a>',
        '<a href="/tim-kiem/">kế hoạch</a>',
        '<a href="#muc-2">kế hoạch</a>',
    ],
)
def test_links_that_lead_somewhere_stay_as_they_are(link):
    assert clean_rich_text(f"<p>Xem {link}</p>") == f"<p>Xem {link}</p>"


def test_letters_taken_apart_are_whole_again_even_across_tags():
    apart = unicodedata.normalize("NFD", "<p>Bà con đồng lòng</p>")
    assert clean_rich_text(apart) == "<p>Bà con đồng lòng</p>"
    assert clean_rich_text("<p>đô<b>\u0300ng</b></p>") == "<p>đồ<b>ng</b></p>"


def test_blank_paragraphs_items_and_styles_go():
    html = '<p data-block-key="a"><br/></p><p data-block-key="b">Một<b> </b> hai<br/></p><ul><li>\u00a0</li><li>ba</li></ul>'
    assert clean_rich_text(html) == '<p data-block-key="b">Một hai</p><ul><li>ba</li></ul>'


def test_a_heading_is_bold_by_itself():
    assert clean_rich_text("<h2><b>Hồ sơ</b></h2>") == "<h2>Hồ sơ</h2>"


def test_a_rule_and_a_line_break_inside_a_paragraph_stay():
    assert clean_rich_text("<p>một<br/>hai</p><hr/>") == "<p>một<br/>hai</p><hr/>"


def test_signs_that_mean_something_in_html_stay_escaped():
    assert clean_rich_text("<p>2 &lt; 3 &amp; &lt;b&gt;</p>") == "<p>2 &lt; 3 &amp; &lt;b&gt;</p>"


def test_cleaning_twice_changes_nothing():
    once = clean_rich_text("<p>\u00a0Một <b> </b> hai</p><p></p>")
    assert clean_rich_text(once) == once


def test_every_block_for_words_cleans_on_save():
    body = BodyBlocks()
    pasted = unicodedata.normalize("NFD", "Ảnh:\u00a0\u00a0hội nghị\u200b")
    raw = [
        {"type": "text", "value": f"<p>{pasted}</p>"},
        {"type": "figure", "value": {"image": None, "caption": pasted}},
        {"type": "quote", "value": {"text": f"{pasted}\n{pasted}", "attribution": pasted}},
        {"type": "callout", "value": {"tone": "note", "text": f"<p>{pasted}</p>"}},
    ]
    text, figure, quote, callout = body.get_prep_value(body.clean(body.to_python(raw)))
    assert text["value"] == callout["value"]["text"] == "<p>Ảnh: hội nghị</p>"
    assert figure["value"]["caption"] == quote["value"]["attribution"] == "Ảnh: hội nghị"
    assert quote["value"]["text"] == "Ảnh: hội nghị\nẢnh: hội nghị"


@pytest.mark.django_db
def test_title_and_lead_are_cleaned_with_the_page():
    section = factories.make_section(factories.make_home())
    title = unicodedata.normalize("NFD", "Họp\u00a0thôn")
    article = factories.make_article(section, title, lead="Sáng\u00a0\u00a0nay\u200b, ")
    assert (article.title, article.lead) == ("Họp thôn", "Sáng nay,")
