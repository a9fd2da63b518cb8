"""What counts as a typing error, and what is only a thing that the commune has not got."""

import pytest
from wagtail.models import Site

from search.filters import Chosen
from search.finding import find
from search.queries import read_query
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask():
    section = make_section(make_home(), "Tin tức")
    for title in (
        "Gửi thư điện tử cho xã", "Chứng thực bản sao", "Báo tử", "Đăng ký hộ kinh doanh",
        "Lượng mưa tháng sáu", "Thu gom rác",
    ):  # fmt: skip
        make_article(section, title)
    site = Site.objects.get(is_default_site=True)

    def ask(text):
        findings = find(read_query(text), site, Chosen())
        return findings.query.text if findings.was_corrected else findings.total

    return ask


@pytest.mark.parametrize("text", ["thư viện", "bão lũ", "luong huu", "thuế", "a", "dan toc kinh"])
def test_words_that_are_right_are_not_turned_into_others(ask, text):
    assert ask(text) == 0


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("trứng thực", "chung thuc"),
        ("chunwg thuwcj", "chung thuc"),
        ("chungthuc", "chung thuc"),
        ("chugn thuc", "chung thuc"),
        ("đăng ký hộ kin doanh", "dang ki ho kinh doanh"),
        ("thu gom rac thar", 1),
        ("bao tur", "bao tu"),
        ("thu gonm rac", "thu gom rac"),
    ],
)
def test_slips_of_the_finger_and_of_the_ear_are_put_right(ask, typed, meant):
    assert ask(typed) == meant
