"""Whatever a page shows, a change of it makes the kept copy old: tried with every kind of row on every kind of page."""

import re
import time
from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.test import Client, override_settings
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from links.models import LinkGroup
from news.models import ArticlePage, PinnedArticle, SectionPage
from pages import generation, marks, remembering, shown
from pages.models import BasePage, PortalImage
from pages.watching import is_watched
from portal import kept_pages, page_cache
from procedures.models import ProcedurePage, ProcedureVersion

pytestmark = pytest.mark.django_db
ROWS = 6
"""Rows of each kind that are changed."""
_LEFT_OUT = {"slug", "url_path", "path", "draft_title", "code", "filename", "file_hash"}
_FIXED = ["/so-do-trang/", "/rss.xml", "/tim-kiem/", "/sitemap.xml", "/robots.txt", "/thong-ke/"]


@pytest.fixture(autouse=True)
def _no_two_names_on_one_place(monkeypatch):
    """One in some thousand names falls on another's place and makes old what it need not: not here."""
    places = {}
    monkeypatch.setattr(
        marks, "place_of", lambda name: places.setdefault(name, len(places) % marks.PLACES)
    )


@dataclass
class Change:
    """A word written into a row, and what was said to have changed with it."""

    word: str
    row: str
    names: set = field(default_factory=set)
    is_everything: bool = False

    def makes_old(self, made_from):
        return self.is_everything or bool(self.names & made_from)


@pytest.fixture
def kept(demo_commune, settings, monkeypatch):
    """Copies are kept, and nothing has changed lately."""
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    monkeypatch.setattr(page_cache, "JUST_CHANGED", -1)


def _addresses():
    """Two pages of every kind, and what is no page."""
    found = {}
    for page in Page.objects.live().specific():
        if isinstance(page, BasePage):
            found.setdefault(type(page), []).append(page.url)
    return [url for urls in found.values() for url in (urls[0], urls[-1])] + _FIXED


def _made_from():
    """`{address: names}` of what can be kept; the places are filled from the list of other news."""
    found, names = {}, {}
    put = kept_pages.put
    for address in dict.fromkeys(_addresses()):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(
                kept_pages, "put", lambda name, copy: names.update({name: copy}) or put(name, copy)
            )
            names.clear()
            Client().get(address)
            if names:
                found[address] = frozenset().union(*(copy.made_from for copy in names.values()))
    lists = [one.made_from for key, one in remembering._kept.items() if key[0] == "other news"]
    return {
        address: names.union(*lists) if "page=" in str(names) else names
        for address, names in found.items()
    }


def _fresh(address, monkeypatch):
    """The page with nothing remembered and nothing kept."""
    with monkeypatch.context() as patch, override_settings(PAGE_CACHE=False):
        patch.setattr(remembering, "_kept", {})
        return Client().get(address).content.decode()


def _rows():
    for model in apps.get_models():
        if is_watched(model) and model is not Page and model._meta.app_label != "search":
            rows = list(model._default_manager.order_by("pk"))
            yield from rows[:: max(1, len(rows) // ROWS)]


def _write(row, word):
    """Whether it could be written into the row's words."""
    fields = [
        one.attname
        for one in row._meta.concrete_fields
        if type(one) in (models.CharField, models.TextField)
        and one.editable and not one.choices and one.attname not in _LEFT_OUT
        and (one.max_length or 99) > len(word) + 8
    ]  # fmt: skip
    for name in fields:
        setattr(row, name, word)
    return bool(fields)


def _change_everything(monkeypatch):
    changes, tell = [], generation.bump

    def told(*names):
        if changes:
            changes[-1].names |= set(names)
            changes[-1].is_everything |= not names
        tell(*names)

    monkeypatch.setattr(generation, "bump", told)
    for number, row in enumerate(list(_rows())):
        word = f"zqx{number:04}w"
        if _write(row, word):
            changes.append(Change(word, f"{row._meta.label} {row.pk}"))
            try:
                with transaction.atomic():
                    row.save()
            except (ValidationError, ValueError):
                changes.pop()
    return changes


def test_what_a_page_shows_makes_its_copy_old_when_it_changes(kept, monkeypatch):
    made_from = _made_from()
    assert len(made_from) >= 16
    changes = _change_everything(monkeypatch)
    seen, missed = 0, []
    for address, names in made_from.items():
        html = _fresh(address, monkeypatch)
        for change in changes:
            if change.word in html:
                seen += 1
                if not change.makes_old(names):
                    missed.append((address, change.row))
    assert not missed
    assert seen > 100


def test_an_article_leaves_other_articles_guides_and_events_alone(kept):
    addresses = list(dict.fromkeys(_addresses()))
    _made_from()
    section = SectionPage.objects.get(slug="thong-bao")
    section.add_child(instance=ArticlePage(title="Vừa đăng"))
    states = {address: Client().get(address).headers.get("X-Page-Cache") for address in addresses}
    old = {address for address, state in states.items() if state != "hit"}
    assert "/" in old
    assert old <= {"/", "/thong-bao/", "/tin-tuc/", "/lich/", *_FIXED, *(s.url for s in SectionPage.objects.all())}  # fmt: skip
    assert sum(state == "hit" for state in states.values()) >= 10


def _new_article():
    SectionPage.objects.get(slug="chuyen-doi-so").add_child(
        instance=ArticlePage(title="Bài vừa lên trang", lead="Mới.")
    )


def _new_section():
    SectionPage.objects.get(slug="tin-tuc").add_child(instance=SectionPage(title="Mục vừa mở"))


def _article_gone():
    ArticlePage.objects.live().order_by("-published_at").first().unpublish()


def _article_deleted():
    ArticlePage.objects.live().order_by("-published_at").first().delete()


def _guide_gone():
    ProcedurePage.objects.live().first().unpublish()


def _picture_deleted():
    PortalImage.objects.filter(pk__in=ArticlePage.objects.values("cover")).first().delete()


def _section_renamed():
    section = SectionPage.objects.get(slug="chuyen-doi-so")
    section.slug, section.title = "so-hoa", "Số hóa"
    section.save_revision().publish()


def _section_moved():
    SectionPage.objects.get(title="Số hóa").move(
        Page.objects.get(slug="thong-bao"), pos="last-child"
    )


def _closed():
    PageViewRestriction.objects.create(
        page=ArticlePage.objects.live().first(), restriction_type="login"
    )


def _pinned():
    first, *_, last = ArticlePage.objects.live().order_by("pk")
    first.pinned_articles.add(PinnedArticle(pinned=last))
    first.save_revision().publish()


def _link_deleted():
    LinkGroup.objects.filter(links__isnull=False).first().links.first().delete()


def _site_named():
    site = Site.objects.get(is_default_site=True)
    site.hostname = "xa-moi.example"
    site.save()


CHANGES = [
    _new_article, _new_section, _article_gone, _article_deleted, _guide_gone, _picture_deleted, _pinned,
    _link_deleted, _closed, _section_renamed, _section_moved, _site_named,
]  # fmt: skip
"""One after the other on the same commune, so the order counts."""


def test_what_is_still_served_from_a_copy_is_as_it_would_be_made_now(kept, monkeypatch):
    addresses = list(dict.fromkeys(_addresses()[: -len(_FIXED) : 2]))
    compared = 0
    for change in CHANGES:
        for address in addresses:
            Client().get(address)
        change()
        for address in addresses:
            answer = Client().get(address)
            if answer.headers.get("X-Page-Cache") == "hit":
                compared += 1
                kept_now, made_now = answer.content.decode(), _fresh(address, monkeypatch)
                assert _plain(kept_now) == _plain(made_now), (change.__name__, address)
    assert compared > 20


def _plain(html):
    """Without the hour, and the signed marks by which views are counted, which are others every time."""
    return re.sub(
        r"\b\d{1,2}:\d\d\b|(?:data-view|data-token|\?page)=[^ >]+|\S+%3A[\w-]+%3A[\w-]+\S*|\S+:[\w-]{6}:[\w-]{20,}\S*",
        "",
        html,
    )


def test_a_neighbours_change_leaves_our_copies_alone(kept):
    from tests.factories import make_article, make_home, make_section

    theirs = make_section(make_home("xa-khac.test", "Xã Khác", is_default=False), "Tin xã khác")
    addresses = [address for address in _made_from() if address not in _FIXED]
    make_article(theirs)
    theirs.title = "Tin khác nữa"
    theirs.save()
    for address in addresses:
        assert Client().get(address).headers["X-Page-Cache"] == "hit", address


def test_a_page_that_shows_a_neighbours_page_follows_it(kept):
    """Nobody can choose one today; what was chosen before there were walls still stands."""
    from tests.factories import make_home, make_section

    theirs = make_section(make_home("xa-khac.test", "Xã Khác", is_default=False), "Tin xã khác")
    with shown.recorded(1, "/nowhere") as noted:
        Page.objects.get(pk=theirs.pk)
    assert "wagtailcore_page" in noted.ended()


@pytest.fixture
def set_clock(monkeypatch):
    """`set_clock(days)` later; caches and clocks of the machine go along."""
    real, real_time = timezone.now(), time.time()

    def later(days):
        monkeypatch.setattr(timezone, "now", lambda: real + timedelta(days=days))
        monkeypatch.setattr(time, "time", lambda: real_time + days * 86_400)

    return later


def test_a_copy_that_outlives_the_night_is_as_it_would_be_made_in_the_morning(
    kept, set_clock, monkeypatch
):
    addresses = list(dict.fromkeys(_addresses()[: -len(_FIXED)]))
    for address in addresses:
        Client().get(address)
    set_clock(6)
    hits = []
    for address in addresses:
        answer = Client().get(address)
        if answer.headers.get("X-Page-Cache") == "hit":
            hits.append(address)
            assert _plain(answer.content.decode()) == _plain(_fresh(address, monkeypatch)), address
    assert "/" not in hits
    assert len(hits) >= 10


def test_the_year_that_goes_without_saying_ends_with_it(kept, set_clock, monkeypatch):
    article = ArticlePage.objects.live().first()
    other = ArticlePage.objects.live().last()
    day = date(2026, 12, 31)
    days = (day - timezone.localdate()).days
    set_clock(days)
    for page in (article, other):
        Client().get(page.url)
    set_clock(days + 1)
    for page in (article, other):
        answer = Client().get(page.url)
        assert _plain(answer.content.decode()) == _plain(_fresh(page.url, monkeypatch))


def test_while_a_law_lies_ahead_what_shows_the_law_ends_with_the_day(kept, set_clock, monkeypatch):
    index = ProcedurePage.objects.live().first().get_parent()
    version = ProcedureVersion.objects.order_by("pk").first()
    version.pk, version.valid_from = None, timezone.localdate() + timedelta(days=3)
    version.save()
    guide = ProcedurePage.objects.get(procedure=version.procedure_id)
    for page in (index, guide):
        Client().get(page.url)
    set_clock(3)
    for page in (index, guide):
        answer = Client().get(page.url)
        assert answer.headers["X-Page-Cache"] == "miss"
        assert _plain(answer.content.decode()) == _plain(_fresh(page.url, monkeypatch))
