"""Words as they are said at home or typed in haste."""

import pytest

from search.folding import folded_text
from search.queries import MAX_WORDS, read_query
from search.thesaurus import variants

SAID = [
    ("mần răng làm giấy", "làm răng làm giấy"),
    ("nộp ở mô rứa", "nộp ở đâu thế"),
    ("biển số xe mô tô", "biển số xe mô tô"),
    ("ai là lãnh đạo xã", "ai là lãnh đạo xã"),
    ("ko biet lm giay", "khong biet lam giay"),
    ("vk ck e muon", "vo chong em muon"),
    ("so hong o dau", "so hong o dau"),
    ("ko", "ko"),
]


@pytest.mark.parametrize(("said", "meant"), SAID)
def test_little_words_are_those_of_texts_where_nothing_else_is_meant(said, meant):
    assert read_query(said).folded == folded_text(meant)


def test_of_a_long_question_the_words_that_say_something_are_kept():
    story = "dạ em chào anh chị em muốn hỏi là như thế này ạ " * 3
    query = read_query(f"{story} chồng em ly hôn ở nước ngoài về ghi sổ")
    assert len(query.words) == MAX_WORDS
    assert "chong li hon nuoc ngoai ve ghi so" in query.folded


WIDER = [
    ("lay chong nguoi nhat", "lay chong nguoi nuoc ngoai"),
    ("quán ế dẹp tiệm", "quan e nghi ban"),
    ("con wave cu sang ten", "xe may cu sang ten"),
]


@pytest.mark.django_db
@pytest.mark.parametrize(("said", "wider"), WIDER)
def test_one_thing_is_also_looked_for_by_the_word_for_all_of_them(said, wider):
    assert wider in [other.folded for other in variants(read_query(said))]


@pytest.mark.django_db
def test_the_word_for_all_of_them_does_not_mean_one():
    assert not [other for other in variants(read_query("đi nước ngoài")) if "nhat" in other.folded]
