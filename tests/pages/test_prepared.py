"""A prepared queryset gives what the queryset gives, whatever its values are."""

import pytest
from wagtail.models import Page

from news.models import ArticlePage
from pages.prepared import Prepared
from tests.factories import make_article, make_home, make_image, make_section

BUILDS = {
    "a key": (lambda pk: ArticlePage.objects.filter(pk=pk), lambda one, other: (one.pk,)),
    "a text": (lambda slug: Page.objects.filter(slug=slug), lambda one, other: (one.slug,)),
    "lists and a beginning": (
        lambda slugs, path, keys: Page.objects.filter(
            slug__in=slugs, path__startswith=path, pk__in=keys
        ).order_by("pk"),
        lambda one, other: ([one.slug, other.slug], one.path[:8], [one.pk, other.pk, 0]),
    ),
    "a row of another table": (
        lambda pk: ArticlePage.objects.filter(pk=pk).select_related("cover").only("cover__title"),
        lambda one, other: (one.pk,),
    ),
    "rows read afterwards": (
        lambda pk: ArticlePage.objects.filter(pk=pk).prefetch_related("pinned_articles"),
        lambda one, other: (one.pk,),
    ),
    "some columns": (
        lambda keys: Page.objects.filter(pk__in=keys).order_by("-pk").values_list("pk", "title"),
        lambda one, other: ([one.pk, other.pk],),
    ),
    "the first": (
        lambda path: Page.objects.filter(path__startswith=path).order_by("-path")[:1],
        lambda one, other: (one.path[:4],),
    ),
}


@pytest.fixture
def articles(db):
    section = make_section(make_home())
    return [make_article(section, name, cover=make_image(name)) for name in ("Chợ", "Đò", "Hội")]


@pytest.mark.parametrize("name", BUILDS)
def test_it_answers_as_the_queryset_does_for_one_after_the_other(articles, name):
    build, values = BUILDS[name]
    ask = Prepared(build)
    for one, other in (articles[:2], articles[1:], articles[:2]):
        usual = list(build(*values(one, other)))
        assert ask(*values(one, other)) == usual
        assert usual


def test_it_writes_its_statement_once(articles, monkeypatch):
    built = []
    ask = Prepared(lambda pk: built.append(pk) or ArticlePage.objects.filter(pk=pk))
    assert [ask(article.pk)[0].title for article in articles] == ["Chợ", "Đò", "Hội"]
    assert len(built) == 1


def test_a_row_that_comes_along_costs_no_second_statement(articles, django_assert_num_queries):
    ask = Prepared(lambda pk: ArticlePage.objects.filter(pk=pk).select_related("cover"))
    ask(articles[0].pk)
    with django_assert_num_queries(1):
        assert ask(articles[1].pk)[0].cover.title == "Đò"


def test_signs_of_a_pattern_stand_for_themselves(articles):
    ask = Prepared(lambda begun: Page.objects.filter(title__startswith=begun))
    assert not ask("%")
    assert not ask("Ch_")
    assert ask("Ch")


def test_an_empty_list_asks_nothing(articles, django_assert_num_queries):
    ask = Prepared(lambda keys: Page.objects.filter(pk__in=keys))
    with django_assert_num_queries(0):
        assert ask([]) == []


def test_lists_of_ever_other_lengths_are_not_all_kept(articles):
    ask = Prepared(lambda keys: Page.objects.filter(pk__in=keys))
    one = articles[0].pk
    assert all(ask([one] * length)[0].pk == one for length in range(1, 60))
    assert len(ask._written) <= 40


def test_what_has_no_stand_in_is_refused(articles):
    ask = Prepared(lambda day: ArticlePage.objects.filter(published_at=day))
    with pytest.raises(TypeError):
        ask(articles[0].published_at)


def test_a_text_that_means_something_in_sql_is_a_value(articles):
    ask = Prepared(lambda slug: Page.objects.filter(slug=slug))
    assert ask("cho")
    assert not ask("' OR 1=1 --")
