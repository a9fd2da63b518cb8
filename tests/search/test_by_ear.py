"""What is written by the ear is found under its name."""

import pytest

from search.by_ear import heard_as
from search.queries import read_query
from search.thesaurus import variants

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tam chu", "tam tru"),
        ("dang ky tam chu", "dang ki tam tru"),
        ("khai xinh cho con", "khai sinh cho con"),
        ("ket hom", "ket hon"),
        ("ho ngeo", "ho ngheo"),
        ("can cuoc cong ran", "can cuoc cong dan"),
        ("sao i", "sao y"),
        ("chich luc khai sinh", "trich luc khai sinh"),
    ],
)
def test_a_name_written_by_the_ear_is_looked_for_under_its_name(typed, meant):
    heard = [other for other in variants(read_query(typed)) if other.is_heard]
    assert [other.folded for other in heard] == [read_query(meant).folded]


@pytest.mark.parametrize("typed", ["tạm chủ", "nha chay", "o cho", "xo so", "tam tru", "bia tuoi"])
def test_what_was_typed_with_marks_or_sounds_like_no_name_is_left_alone(typed):
    assert not [other for other in variants(read_query(typed)) if other.is_heard]


def test_the_longest_name_is_heard_first():
    assert next(heard_as(["giay", "khai", "xinh"]))[:2] == (0, 3)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("me toi 82 tuoi", "me toi nguoi cao tuoi"),
        ("the can cuoc cho con 6 tuoi", "the can cuoc cho con duoi 14 tuoi"),
    ],
)
def test_an_age_is_looked_for_as_names_say_it(typed, meant):
    assert meant in [other.folded for other in variants(read_query(typed))]


@pytest.mark.parametrize("typed", ["30 tuoi", "tuoi", "² tuoi", "999999999999 tuoi x"])
def test_other_ages_are_what_they_are(typed):
    assert not [one for one in variants(read_query(typed)) if "14 tuoi" in one.folded]
