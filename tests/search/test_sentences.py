"""Little words are little only where they make a sentence."""

import pytest

from search.queries import read_query
from search.sentences import LIGHT, meaning_of

SAYING = [
    ("điện mặt trời", "troi"),
    ("khai thac vang", "vang"),
    ("muon vay von lam nha", "vay"),
    ("mat the bao hiem", "the"),
    ("mo da lat san", "da"),
    ("mo vang xin phep ai", "vang"),
]
LITTLE = [
    ("da cho hoi lam khai sinh", "da"),
    ("vang em muon lam khai sinh", "vang"),
    ("khai sinh phai lam sao vay", "vay"),
    ("trời ơi mất giấy khai sinh rồi", "troi"),
    ("bỏ chồng nộp đơn ở đâu", "don"),
]


def meaning(question, word):
    words = read_query(question).words
    return dict(zip([one.folded for one in words], meaning_of(words), strict=True))[word]


@pytest.mark.parametrize(("question", "word"), SAYING)
def test_a_word_that_names_a_thing_says_all_it_can(question, word):
    assert meaning(question, word) == 1.0


@pytest.mark.parametrize(("question", "word"), LITTLE)
def test_a_word_that_greets_or_closes_a_sentence_says_nothing(question, word):
    assert meaning(question, word) == LIGHT
