from types import SimpleNamespace

import pytest
from django.template import Context, Template

from pages import generation
from pages.templatetags import pages_tags
from tests.factories import make_home


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


@pytest.mark.django_db
def test_what_was_read_before_a_change_is_not_kept_as_of_after_it(rf):
    make_home()
    request = rf.get("/", headers={"host": "localhost"})
    request.generation = generation.current()
    template = Template('{% load pages_tags %}{% kept "thử" of text %}{{ text }}{% endkept %}')
    generation.bump()  # while the page is being made
    assert template.render(Context({"request": request, "text": "cũ"})) == "cũ"
    request.generation = generation.current()
    assert template.render(Context({"request": request, "text": "mới"})) == "mới"
    assert template.render(Context({"request": request, "text": "khác"})) == "mới"
