import pytest
from django.core.exceptions import ValidationError

from home.models import PlainPage
from pages.identity import validate_accent
from tests.factories import make_home

pytestmark = pytest.mark.django_db


def test_a_page_gets_its_address_from_its_vietnamese_title():
    page = make_home().add_child(instance=PlainPage(title="Đường dây nóng"))
    assert page.slug == "duong-day-nong"


def test_two_pages_with_one_title_get_two_addresses():
    home = make_home()
    slugs = {home.add_child(instance=PlainPage(title="Lịch sử")).slug for _ in range(2)}
    assert slugs == {"lich-su", "lich-su-2"}


def test_a_title_of_255_stacked_marks_still_gets_an_address():
    page = make_home().add_child(instance=PlainPage(title="ệ\u0323\u0302" * 85))
    assert page.slug


def test_a_pale_accent_colour_is_refused_with_advice():
    with pytest.raises(ValidationError, match="chọn màu đậm hơn"):
        validate_accent("#f0b83f")
    validate_accent("#0b6152")
