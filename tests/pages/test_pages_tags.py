from types import SimpleNamespace

from pages.templatetags import pages_tags


def test_numbers_are_grouped_with_points():
    assert pages_tags.vnumber(1234567) == "1.234.567"
    assert pages_tags.vnumber(54) == "54"


def test_the_last_two_words_of_a_place_name_stay_together():
    assert pages_tags.keep_together("Xã Tả Lủng") == "Xã Tả\u00a0Lủng"
    assert pages_tags.keep_together("0219 000 0000") == "0219\u00a0000\u00a00000"


def test_a_telephone_link_holds_digits_only():
    assert pages_tags.telephone("(0219) 000-0000") == "02190000000"


def test_a_file_says_its_type_and_size():
    document = SimpleNamespace(file_extension="pdf", file_size=1_258_291)
    assert pages_tags.file_facts(document).replace("\u00a0", " ") == "PDF, 1,2 MB"
