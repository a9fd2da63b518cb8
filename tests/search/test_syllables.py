"""Which words can be Vietnamese, and which are confused."""

import pytest

from search.folding import words_of
from search.syllables import is_syllable, sounding_alike

REAL = """Trong những năm qua, xã đã tập trung đẩy mạnh công tác cải cách hành chính, khuya khoắt, quyển,
nghiêng, thuở, rượu, quạu, huỵch, gì, giếng, ếch, yếu, ý, oang oang, xoong, khuỷu, ngoằn ngoèo, rừng U Minh,
thôn Sủng Là, tuýp, thuyết, chuyện, xoè, gìn giữ, quốc, uống, ưu, bưu điện, khuếch, quét, hươu"""


@pytest.mark.parametrize("word", sorted({word.folded for word in words_of(REAL)}))
def test_a_vietnamese_word_is_known_as_one(word):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["chuyem", "sih", "sing", "cahc", "mahc", "wifi", "q", "ngheoo", "12"]
)
def test_a_slip_of_the_finger_is_no_vietnamese_word(word):
    assert not is_syllable(word)


def test_sounds_that_parts_of_the_country_do_not_tell_apart_are_alike():
    assert "chung" in sounding_alike("trung")
    assert "so" in sounding_alike("xo")
    assert "nam" in sounding_alike("lam")
    assert "ruou" in sounding_alike("rieu")
    assert "kin" not in sounding_alike("kinh doanh")
    assert all(is_syllable(word) for word in sounding_alike("giang"))
