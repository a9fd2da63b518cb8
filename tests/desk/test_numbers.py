"""Figures are read as an official writes them, and never as something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.numbers import plain_number, shown_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("250.000.000", "250000000"),
        ("250 000 000", "250000000"),
        ("250,000,000", "250000000"),
        ("250.000.000 đồng", "250000000"),
        ("234.000đ", "234000"),
        ("1.234.567,5", "1234567.5"),
        ("250000000", "250000000"),
        ("0,15", "0.15"),
        ("0.15", "0.15"),
        ("1,5", "1.5"),
        ("1.5", "1.5"),
        ("1.500", "1500"),
        ("2026", "2026"),
    ],
)
def test_a_number_is_read_as_it_is_written(written, number):
    assert plain_number(written) == number


@pytest.mark.parametrize("written", ["", "hai", "1.2.3", "1,2,3", "-5", "25.00.000", "1e5", "250.000.00", "NaN"])  # fmt: skip
def test_what_is_no_number_or_unclear_is_refused(written):
    with pytest.raises(ValueError):  # noqa: PT011 - the text is for programmers
        plain_number(written)


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_what_is_shown_is_read_again_as_the_same(number):
    from decimal import Decimal

    assert Decimal(plain_number(shown_number(number))) == number
