"""Left-over keys, words in pieces, first letters of names."""

import pytest

from search.folding import words_of
from search.index.terms import initials
from search.phrases import _holds, _pattern
from search.spelling import joined, untyped


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("casts", "cat"),
        ("thwcj", "thuc"),
        ("chuyeenr", "chuyen"),
        ("ddanwg", "dang"),
        ("cuoc71", "cuoc"),
        ("nghe2o", "ngheo"),
        ("traau", "trau"),
    ],
)
def test_left_over_keys_are_taken_out(typed, meant):
    assert meant in untyped(typed)


def test_pieces_are_put_together_only_where_one_is_no_syllable():
    assert dict(joined(["wi", "fi"])) == {0: "wifi"}
    assert dict(joined(["ke", "t", "hon"])) == {0: "ket", 1: "thon"}
    assert not dict(joined(["khai", "sinh"]))


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Đăng ký khai sinh", "dkks"),
        ("Thủ tục đăng ký khai tử", "dkkt"),
        ("Khai sinh", ""),
        ("Cháu anh Núi", ""),  # can: a syllable
    ],
)
def test_first_letters_of_a_name_are_an_abbreviation_unless_they_could_be_a_word(name, letters):
    assert initials([word.folded for word in words_of(name)]) == letters


@pytest.mark.parametrize(
    ("asked", "text", "is_there"),
    [
        ("siêu thị", "Chợ, siêu  thị và quán", True),
        ("siêu thị", "SIÊU THỊ", True),
        ("siêu thị", "nhiều siêu, thi", False),
        ("sieu thi", "nhiều siêu thí", True),
        ("kỹ thuật", "Kĩ thuật dệt", True),
        ("hòa thuận", "thôn Hoà Thuận", True),
        ("khai sinh", "khai\nsinh", False),
        ("ban sao", "lan bản sao chép", True),
        ("an sao", "bản sao", False),
        ("bản sa", "bản sao", False),
    ],
)
def test_a_phrase_is_found_whatever_stands_between_its_words_but_a_new_line(asked, text, is_there):
    phrase = words_of(asked)
    assert _holds(_pattern(phrase), phrase, text) == is_there
