"""National text: plain text in, safe HTML out."""

import pytest

from procedures.prose import plain_text, prose_html, tidy
from procedures.templatetags.procedures_tags import marked


def test_paragraphs_and_dashes_become_paragraphs_and_lists():
    html = prose_html("Mở đầu\n- một\n+ hai\n\nKết")
    assert html == '<p>Mở đầu</p><ul class="dashes"><li>một</li><li>hai</li></ul><p>Kết</p>'


def test_markup_in_text_is_escaped():
    assert (
        prose_html("- <b>x</b> & y")
        == '<ul class="dashes"><li>&lt;b&gt;x&lt;/b&gt; &amp; y</li></ul>'
    )


def test_nothing_gives_nothing():
    assert prose_html("") == ""


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Một</p><p>Hai</p>", "Một\nHai"),
        ('<span style="font-size:13pt">Nộp</span>&nbsp;<b>hồ sơ</b>', "Nộp hồ sơ"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("a<br>b", "a\nb"),
        ("<style>p{}</style><script>alert(1)</script>chữ", "chữ"),
        ("3 < 5 và không có thẻ", "3 < 5 và không có thẻ"),
        (None, ""),
    ],
)
def test_html_of_the_portal_becomes_its_words(html, text):
    assert plain_text(html) == text


def test_letters_in_pieces_are_put_together():
    assert tidy("e\u0302\u0301\u00a0 x \r\n\r\n y ") == "ế x\ny"


def test_asked_words_are_marked_as_runs_and_the_rest_escaped():
    assert marked("Đăng ký kết hôn <x>", "ket hon") == "Đăng ký <mark>kết hôn</mark> &lt;x&gt;"
    assert marked("Đăng ký", "") == "Đăng ký"
