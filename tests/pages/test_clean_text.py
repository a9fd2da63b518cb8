import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from manuscripts.end_marks import without_end_mark
from pages.clean_text import clean_text, folded, one_line


@given(st.text())
def test_cleaned_text_is_nfc_visible_and_cleans_no_further(text):
    cleaned = clean_text(text)
    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean_text(cleaned) == cleaned
    assert not any(unicodedata.category(letter) in {"Cs", "Cf", "Co"} for letter in cleaned)
    assert "\x00" not in cleaned
    assert "\u00a0" not in cleaned


def test_decomposed_letters_are_composed():
    assert (
        one_line(unicodedata.normalize("NFD", "Đồng bộ chuyển đổi số")) == "Đồng bộ chuyển đổi số"
    )


def test_folding_forgets_case_and_marks():
    assert folded("Đẩy MẠNH công tác") == "day manh cong tac"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Hết./.", "Hết."), ("Hết ./.", "Hết."), ("Hết/.", "Hết."), ("Hết./", "Hết."),
        ("Đúng không?./.", "Đúng không?"), ("./.", ""), ("24/7", "24/7"), ("Hết.", "Hết."),
    ],
)  # fmt: skip
def test_the_end_mark_leaves_one_full_stop(given, kept):
    assert without_end_mark(given) == kept
