"""A notice leaves the front page by itself."""

from datetime import timedelta

import pytest
from django.utils import timezone

from news.models import ArticlePage
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


def test_what_is_over_leaves_and_what_has_no_end_stays_for_sixty_days(django_assert_num_queries):
    section = make_section(make_home(), "Thông báo", display="notices")
    now, today = timezone.localtime(), timezone.localdate()
    for title, age, end in [
        ("cắt điện năm 2023", 1000, None),
        ("mới, không ngày hết", 5, None),
        ("cũ, còn hiệu lực", 300, today),
        ("mới, đã hết", 2, today - timedelta(days=1)),
    ]:
        made = make_article(section, title, ends_on=end)
        ArticlePage.objects.filter(pk=made.pk).update(published_at=now - timedelta(days=age))
    left = ArticlePage.objects.published().not_over(today).newest()
    assert [article.title for article in left] == ["mới, không ngày hết", "cũ, còn hiệu lực"]


@pytest.mark.parametrize(
    ("author", "kind"),
    [("Lý Thị Hoa", "Person"), ("Công an xã", "Organization"), ("UBND xã Thử", "Organization"),
     ("Ban biên tập", "Organization"), ("Hội Nông dân", "Organization"), ("Bàn Văn Sơn", "Person"),
     ("Hồ Xã Hội", "Person"), ("Đoàn Thị Điểm", "Person")],
)  # fmt: skip
def test_an_office_is_no_person(author, kind):
    from news.structured_data import _author

    assert _author(author)["@type"] == kind
