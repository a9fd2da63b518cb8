"""Excerpts."""

from search.excerpts import LENGTH, Marker
from search.queries import read_query

TEXT = (
    "Mở đầu không có gì. " * 30
    + "Xã ban hành kế hoạch <b> cải cách hành chính năm 2023 & giao việc."
)


def test_an_excerpt_shows_the_densest_place_and_marks_neighbours_as_one():
    html = Marker([read_query("cai cach hanh chinh")]).excerpt(TEXT)
    assert "<mark>cải cách hành chính</mark>" in html
    assert html.startswith("… ")


def test_text_of_the_page_is_escaped():
    html = Marker([read_query("cai cach")]).excerpt(TEXT)
    assert "&lt;b&gt;" in html
    assert "&amp;" in html


def test_typed_marks_decide_which_words_are_marked():
    marker = Marker([read_query("bán")])
    assert marker.title("Bán bàn") == "<mark>Bán</mark> bàn"
    assert marker.title("Cái bàn") == "Cái <mark>bàn</mark>"


def test_an_excerpt_is_short_and_empty_where_nothing_is_found():
    assert len(Marker([read_query("xã")]).excerpt(TEXT)) < LENGTH + 60
    assert Marker([read_query("zzz")]).excerpt(TEXT) == ""


def test_the_summary_stands_where_it_holds_as_many_words_as_any_other_line():
    text = "Làm giấy khai sinh cho con.\n1.001193\nkhai sinh khai sinh khai sinh\nTờ khai đăng ký khai sinh"
    marker = Marker([read_query("khai sinh")])
    assert marker.excerpt(text) == "Làm giấy <mark>khai sinh</mark> cho con."
    assert Marker([read_query("dang ky khai sinh")]).excerpt(text).startswith("Tờ khai <mark>đăng")


def test_a_line_that_only_repeats_the_title_gives_way_to_the_summary():
    text = "Mang bản chính đến đối chiếu.\nChứng thực bản sao\nChứng thực bản sao từ bản chính, nhiều trang"
    marker = Marker([read_query("chứng thực")])
    assert marker.excerpt(text, "Chứng thực bản sao") == "Mang bản chính đến đối chiếu."
    marker = Marker([read_query("chứng thực nhiều trang")])
    assert "<mark>nhiều trang</mark>" in marker.excerpt(text, "Chứng thực bản sao")


def test_one_syllable_of_several_is_not_marked_in_a_title():
    marker = Marker([read_query("ho so")])
    assert marker.title("Tổ công nghệ số") == "Tổ công nghệ số"
    assert marker.title("Nộp hồ sơ") == "Nộp <mark>hồ sơ</mark>"
    assert "<mark>" in Marker([read_query("so")]).title("Tổ công nghệ số")
