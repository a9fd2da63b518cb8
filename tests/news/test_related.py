import pytest
from wagtail.models import PageViewRestriction

from news.models import PinnedArticle
from news.related import other_news
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_home())


def _titles(article):
    return [card.title for card in other_news(article)]


def test_other_news_are_the_sections_newest_without_the_article_itself(section):
    article = make_article(section, "Bài này", at=(2023, 11, 21))
    make_article(section, "Cũ", at=(2023, 1, 1))
    make_article(section, "Mới", at=(2023, 12, 1))
    assert _titles(article) == ["Mới", "Cũ"]


def test_pinned_articles_stand_first_and_only_once(section):
    article = make_article(section, "Bài này")
    old = make_article(section, "Ghim", at=(2020, 1, 1))
    make_article(section, "Mới", at=(2023, 12, 1))
    article.pinned_articles = [PinnedArticle(pinned=old), PinnedArticle(pinned=article)]
    article.save()
    assert _titles(article) == ["Ghim", "Mới"]


def test_drafts_and_private_articles_never_show(section):
    article = make_article(section, "Bài này")
    make_article(section, "Nháp", live=False)
    secret = make_article(section, "Kín")
    PageViewRestriction.objects.create(page=secret, restriction_type="login")
    assert _titles(article) == []


def test_other_news_cost_the_same_queries_for_three_as_for_thirty(
    section, django_assert_max_num_queries
):
    article = make_article(section, "Bài này")
    for size in (3, 30):
        for _ in range(size):
            make_article(section)
        article = type(article).objects.get(pk=article.pk)
        with django_assert_max_num_queries(5):
            other_news(article)
