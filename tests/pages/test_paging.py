import pytest
from django.test import RequestFactory

from pages.paging import page_of


@pytest.mark.parametrize(
    ("asked", "number"), [("0", 3), ("-1", 3), ("99999", 3), ("abc", 1), ("2", 2), ("", 1)]
)
def test_odd_page_numbers_give_the_nearest_page(asked, number):
    request = RequestFactory().get("/", {"trang": asked})
    assert page_of(request, range(30), 10).number == number
