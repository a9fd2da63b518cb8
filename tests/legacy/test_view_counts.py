import pytest
from hypothesis import given
from hypothesis import strategies as st

from legacy.view_counts import ImpossibleViewsError, bare_count, find_views, parse_views


@pytest.mark.parametrize(
    ("line", "views"),
    [
        ("54 lượt xem", 54), ("Lượt xem: 14", 14), ("Đã xem: 1.234", 1234), ("1,234 views", 1234),
        ("Số lần đọc: 45", 45), ("4664 Lượt xem", 4664), ("Xem: 12", 12), ("Lượt xem:", None),
        ("Lượt xem 1 045", 1045), ("2.000 lượt người tham gia", None),
    ],
)  # fmt: skip
def test_the_views_of_an_article_are_read(line, views):
    assert find_views(line) == views


@pytest.mark.parametrize(
    "line",
    [
        "Tất cả: 115504",
        "Tổng lượt truy cập: 12",
        "Hôm nay: 5",
        "Đang xem: 3",
        "Tổng số lượt xem: 9",
    ],
)
def test_a_counter_of_the_whole_site_is_not_views(line):
    assert find_views(line) is None


def test_a_field_may_be_empty_but_not_nonsense():
    assert parse_views("") is None
    assert parse_views(None) is None
    assert parse_views(54) == parse_views("54") == 54
    assert parse_views("1.234 lượt xem") == 1234
    for nonsense in ("nhiều", "-5", 1.5, "99999999999999"):
        with pytest.raises(ImpossibleViewsError):
            parse_views(nonsense)


def test_a_bare_number_counts_only_when_it_is_alone():
    assert bare_count("313") == 313
    assert bare_count("313 hồ sơ") is None


@given(st.text(max_size=60))
def test_any_line_gives_a_count_nothing_or_a_refusal(line):
    try:
        views = find_views(line)
    except ImpossibleViewsError:
        return
    assert views is None or views >= 0
