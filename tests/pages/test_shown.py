"""What a thing is made from is read off the statements that were sent for it."""

import pytest
from django.core.cache import caches
from wagtail.models import Page, Site

from events.models import EventPage
from links.models import LinkGroup
from news.models import ArticlePage, SectionPage
from pages import generation, marks, shown
from pages.image_sizes import make_sizes
from pages.models import PortalImage, SiteIdentity
from pages.watching import names_of
from tests.factories import make_article, make_home, make_image, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_two_names_on_one_place(monkeypatch):
    """One in some thousand names falls on another's place and makes old what it need not: not here."""
    places = {}
    monkeypatch.setattr(
        marks, "place_of", lambda name: places.setdefault(name, len(places) % marks.PLACES)
    )


def _noted(ask, site=None, root_path=""):
    with shown.recorded(site, root_path) as noted:
        ask()
    return noted.ended()


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ('SELECT "a_b"."id" FROM "a_b"', {"a_b"}),
        ('SELECT 1 FROM "a" INNER JOIN "b" ON ("a"."x" = "b"."id") LEFT OUTER JOIN "c" T4 ON (1)', {"a", "b", "c"}),
        ('SELECT 1 FROM "a" WHERE "a"."id" IN (SELECT U0."id" FROM "d" U0)', {"a", "d"}),
        ("select total.x from visits_pagetotal as total join B on 1", {"visits_pagetotal", "b"}),
        ('WITH x AS (SELECT 1 FROM "e") SELECT * FROM x', {"e", "x"}),
        ('INSERT INTO "a" ("id") VALUES (1)', set()),
        ('UPDATE "a" SET "b" = 1', set()),
        ("SAVEPOINT s1", set()),
        ("", set()),
    ],
)  # fmt: skip
def test_a_statement_stands_for_the_tables_that_it_names(sql, tables):
    assert shown.tables_in(sql) == tables


@pytest.mark.parametrize(
    ("ask", "any_page"),
    [
        (lambda: list(ArticlePage.objects.live()), False),
        (lambda: ArticlePage.objects.filter(slug="x").exists(), False),
        (lambda: list(ArticlePage.objects.filter(pk__in=ArticlePage.objects.live())), False),
        (lambda: list(Page.objects.live()), True),
        (lambda: list(Page.objects.type(ArticlePage)), True),
        (lambda: list(Page.objects.live().values_list("title")), True),
        (lambda: list(ArticlePage.objects.select_related("alias_of")), True),
    ],
)
def test_a_list_of_one_kind_of_page_does_not_depend_on_the_others(ask, any_page):
    make_article(make_section(make_home()))
    assert (shown.ANY_PAGE in _noted(ask)) == any_page


def test_pages_asked_for_by_name_are_these_and_no_others():
    article = make_article(make_section(make_home()))

    def ask():
        with shown.named():
            return list(ArticlePage.objects.filter(pk=article.pk))

    assert _noted(ask) == {shown.page_name(article.pk)}


def test_what_is_one_sites_own_depends_on_that_site():
    assert _noted(lambda: list(LinkGroup.objects.all()), 5, "/") == {
        "site=5", "links_linkgroup@5", "links_linkgroup@-",
    }  # fmt: skip
    assert _noted(lambda: list(LinkGroup.objects.all())) == {"site=*", "links_linkgroup"}


def test_a_neighbours_row_is_watched_whosever_it_is():
    ours = make_home()
    theirs = make_section(make_home("xa-khac.test", "Xã Khác", is_default=False), "Tin xã khác")
    group = LinkGroup.objects.create(title="Của họ", site=theirs.get_site())
    site = ours.get_site()
    for row, table in ((theirs, "news_sectionpage"), (group, "links_linkgroup")):
        names = _noted(lambda row=row: type(row).objects.get(pk=row.pk), site.pk, ours.path)
        assert {table, "site=*"} <= names
    names = _noted(lambda: SiteIdentity.objects.filter(site=site).first(), site.pk, ours.path)
    assert "pages_siteidentity" not in names


def test_a_leaf_changes_itself_and_lists_of_its_kind_and_a_section_its_whole_site():
    home = make_home()
    section = make_section(home)
    article, site = make_article(section), home.get_site().pk
    assert set(names_of(article)) == {
        f"page={article.pk}", "news_articlepage", f"news_articlepage@{site}",
        "wagtailcore_page", f"wagtailcore_page@{site}",
    }  # fmt: skip
    assert set(names_of(SectionPage.objects.get(pk=section.pk))) == {
        f"page={section.pk}", f"site={site}", "site=*",
    }  # fmt: skip
    assert names_of(Site.objects.get(pk=site)) == ()


def test_a_part_of_a_page_changes_the_page():
    article = make_article(make_section(make_home()), "Có thẻ")
    article.tags.add("lúa")
    article.save()
    tag = article.tagged_items.first()
    assert f"page={article.pk}" in names_of(tag)


def test_a_new_picture_makes_nothing_old_and_a_changed_one_what_shows_pictures():
    make_home()
    before = generation.current()
    image = make_image()
    assert generation.current() == before
    names = _noted(lambda: list(PortalImage.objects.all()))
    state = generation.state(names)
    image.focal_point_x = image.focal_point_y = 100
    image.focal_point_width = image.focal_point_height = 50
    image.save()
    make_sizes(image)
    assert generation.state(names) != state


def test_things_whose_table_nobody_read_stay_as_they_are():
    names = _noted(lambda: list(EventPage.objects.all()))
    state = generation.state(names)
    make_article(make_section(make_home()))
    before = generation.current()
    assert generation.state(names) != state  # a section is its whole site's affair
    state = generation.state(names)
    make_article(SectionPage.objects.get())
    assert generation.current() != before
    assert generation.state(names) == state


def test_a_full_disk_makes_everything_old(settings, tmp_path, monkeypatch):
    settings.DATA_DIR = tmp_path
    state = generation.state({"news_articlepage"})

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(generation.marks, "write", full)
    generation._bump_now("links_link")
    assert generation.state({"news_articlepage"}) != state


def test_another_machine_tells_what_has_changed(settings, tmp_path):
    settings.SHARED_CACHE, settings.DATA_DIR = True, tmp_path / "one"
    settings.DATA_DIR.mkdir()
    generation.current()
    states = {name: generation.state({name}) for name in ("links_link", "events_eventpage")}
    (tmp_path / "two").mkdir()
    settings.DATA_DIR = tmp_path / "two"
    generation._bump_now("links_link")
    settings.DATA_DIR = tmp_path / "one"
    assert generation.state({"links_link"}) != states["links_link"]
    assert generation.state({"events_eventpage"}) == states["events_eventpage"]
    caches["shared"].clear()  # a server that has forgotten
    generation.current()
    assert generation.state({"events_eventpage"}) != states["events_eventpage"]


def test_what_cannot_be_told_is_equal_to_nothing(settings, tmp_path):
    (tmp_path / "tệp").write_text("")
    settings.DATA_DIR = tmp_path / "tệp"
    assert not generation.is_known(generation.state({"x"}))
    assert generation.age_of({"x"}) == 0
