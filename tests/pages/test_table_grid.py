"""A table's cells as they are drawn: merged cells, names of columns, lists inside."""

import pytest

from pages.blocks import TableBlock

BLOCK = TableBlock()


def table(headings, *rows, kind="text"):
    return BLOCK.to_python(
        {
            "columns": [{"type": kind, "heading": heading} for heading in headings],
            "rows": [{"values": list(row)} for row in rows],
            "caption": "",
        }
    )


def test_marks_merge_cells_to_the_left_and_above():
    html = BLOCK.render(
        table(["", ""], ["Cả hàng", "[gộp trái]"], ["Hai hàng", "1"], ["[gộp trên]", "2"])
    )
    assert '<td colspan="2">Cả hàng</td>' in html
    assert '<td rowspan="2">Hai hàng</td><td>1</td></tr><tr><td>2</td>' in html
    assert "gộp" not in html


def test_names_of_columns_over_two_rows_are_all_names():
    html = BLOCK.render(table(["TT", "Số"], ["[gộp trên]", "hộ"], ["1", "5"]))
    assert '<th scope="col" rowspan="2">TT</th>' in html
    assert html.count("<th ") == 3
    assert "<tbody><tr><td>1</td><td>5</td></tr></tbody>" in html


def test_a_mark_without_a_cell_to_join_is_only_words():
    assert "<td>[gộp trên]</td>" in BLOCK.render(table(["", ""], ["[gộp trên]", "a"]))


def test_the_search_does_not_find_marks():
    assert BLOCK.get_searchable_content(table(["", ""], ["a", "[gộp trái]"])) == ["a"]


@pytest.mark.django_db
def test_a_cell_holds_a_list():
    html = BLOCK.render(table([""], ["<ul><li>Thu gom rác</li></ul>"], kind="rich_text"))
    assert "<li>Thu gom rác</li>" in html
