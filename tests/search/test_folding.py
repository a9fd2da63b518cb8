"""Words and their shadows."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.codes import is_code
from search.folding import folded_text, marked_text, shadow, words_of
from search.queries import MAX_LENGTH, MAX_WORDS, read_query


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Chuyển đổi số", "chuyen doi so"),
        ("ĐƯỜNG DÂY NÓNG", "duong day nong"),
        ("Ðường", "duong"),
        ("12/2026/QĐ-UBND", "12 2026 qd ubnd"),
        ("kỹ thuật, lý do", "ki thuat li do"),
        ("thuỷ lợi", "thuy loi"),
    ],
)
def test_folding_leaves_what_people_type_without_an_input_method(typed, folded):
    assert folded_text(typed) == folded


def test_the_same_words_in_nfd_have_the_same_shadows():
    text = "Xã Tả Lủng đẩy mạnh chuyển đổi số ở vùng cao"
    assert words_of(unicodedata.normalize("NFD", text)) == words_of(text)


def test_marks_tell_words_apart_but_not_their_spelling():
    assert shadow("bán") != shadow("bàn")
    assert shadow("bán").folded == shadow("bàn").folded == "ban"
    assert marked_text("hoà thuỷ kĩ") == marked_text("hòa thủy kỹ")


@given(st.text(max_size=300))
def test_a_query_of_any_text_is_short_plain_words(text):
    query = read_query(text)
    assert len(query.text) <= MAX_LENGTH
    assert len(query.words) <= MAX_WORDS
    for word in query.words:
        assert word.folded.isalnum() or is_code(word.folded)
        assert word.marked.isalnum() or is_code(word.folded)
        assert not set("\"'\\\x00:*()&|!<>") & set(word.folded + word.marked)
