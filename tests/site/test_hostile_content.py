"""Whatever an editor types, no script of theirs runs for a reader or a colleague."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from wagtail.blocks import URLBlock
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Page, Site

from desk.models import PenName, RoyaltyDecision, RoyaltyTable
from links.models import Link, LinkGroup
from pages.models import PortalDocument
from tests.board import make_board
from tests.factories import make_article, make_image, make_section
from tests.journeys import newsroom
from tests.procedures.making import make_guide, make_index, store
from tests.site.hostile import MARKUP, MARKUP_ADDRESS, SCRIPT_ADDRESS, fill_model

pytestmark = pytest.mark.browser
KEEP = (
    "slug",
    "url_path",
    "path",
    "go_live_at",
    "accent_colour",
    "content_type",
    "translation_key",
)


def save(page):
    """Past the forms, which would refuse much of this."""
    page.full_clean = lambda *args, **kwargs: None
    page.save()
    page.save_revision(clean=False)
    return page


@pytest.fixture
def world(db):
    board = make_board()
    image = make_image(title=MARKUP)
    image.credit = MARKUP[:120]
    image.save()
    document = PortalDocument.objects.create(
        title=MARKUP, file=ContentFile(b"%PDF-1.4", name="tep.pdf")
    )
    group = LinkGroup.objects.create(title=MARKUP[:80])
    Link.objects.create(group=group, name=MARKUP[:120], url=MARKUP_ADDRESS)
    section = make_section(board.news, "Mục", slug="muc")
    article = make_article(section, "Bài", slug="bai", owner=board.contributor)
    things = {
        "image": image.pk, "document": document.pk, "group": group.pk,
        "section": section.pk, "article": article.pk,
    }  # fmt: skip
    other = make_article(section, "Khác", slug="khac")
    other.pinned_articles.create(pinned=article)
    pages = [board.home, section, article, other, *_one_of_each_other_kind(board)]
    for page in pages:
        save(fill_model(page, things, KEEP))
        page.tags.add(MARKUP[:100]) if hasattr(page, "tags") else None
    for model in apps.get_models():
        if issubclass(model, BaseSiteSetting):
            fill_model(model.for_site(Site.objects.get()), things, KEEP).save()
    for person in board.people.values():
        fill_model(person, things, ("username", "password", "email")).save()
    PenName.objects.create(name=MARKUP[:160], full_name=MARKUP[:160], unit=MARKUP[:160])
    RoyaltyTable.objects.create(
        name=MARKUP[:120], decision=MARKUP[:200], valid_from="2020-01-01", unit_value=1
    )
    RoyaltyDecision.objects.create(page=article, note=MARKUP[:200])
    board.public = [Page.objects.get(pk=page.pk).url for page in pages]
    board.article = article
    return board


def _one_of_each_other_kind(board):
    from events.models import EventPage, EventsPage
    from home.models import PlainPage
    from procedures.models import SignpostPage

    events = board.home.add_child(instance=EventsPage(title="Lịch", slug="lich", intro=MARKUP))
    event = EventPage(
        title=MARKUP[:200], slug="viec", starts_on=timezone.localdate(), place=MARKUP[:80]
    )
    index = make_index(board.home)
    guide = make_guide(index, store(name=f"Tên {MARKUP}"[:200]))
    return [
        board.home.add_child(instance=PlainPage(title="Trang", slug="trang-thuong")),
        index,
        guide,
        events,
        events.add_child(instance=event),
        index.add_child(
            instance=SignpostPage(
                title="Chỉ đường", slug="chi-duong", lead=MARKUP, where=MARKUP, people_words=MARKUP
            )
        ),
    ]


def visit(page, path):
    """The page stands, nothing ran, no link runs; violations fail through `page_at`."""
    answer = page.goto(path)
    page.wait_for_timeout(300)
    assert answer.status < 500, path
    assert page.evaluate("window.hacked") is None, path
    links = page.eval_on_selector_all(
        "[href], [src], [action]", "all => all.map(one => one.href || one.src || one.action || '')"
    )
    assert not [link for link in links if str(link).lower().startswith("javascript:")], path


def test_no_script_runs_for_a_reader(page_at, world):
    page = page_at(1280)
    page.on("dialog", lambda dialog: pytest.fail("một hộp thoại mở ra"))
    for path in [
        *world.public,
        "/tim-kiem/?q=%22%3E%3Csvg%20onload%3Dwindow.hacked%3D1%3E",
        "/khong-co/",
    ]:
        visit(page, path)


def test_no_script_runs_for_a_colleague(page_at, world):
    page = page_at(1280)
    page.on("dialog", lambda dialog: pytest.fail("một hộp thoại mở ra"))
    world.chief.first_name = "Dũng"
    world.chief.save()
    newsroom.sign_in(page, world.chief)
    for path in [
        "/quan-tri/", "/quan-tri/bai-viet/", f"/quan-tri/pages/{world.article.pk}/edit/",
        f"/quan-tri/pages/{world.article.pk}/history/", f"/quan-tri/pages/{world.news.pk}/",
        f"/quan-tri/kiem-tra/{world.article.pk}/", "/quan-tri/images/", "/quan-tri/documents/",
        "/quan-tri/reports/tin-bai/?tu=2023-01-01&den=2023-12-31", "/quan-tri/reports/duyet-tin/",
        "/quan-tri/reports/nhuan-but/?thang=2023-11", "/quan-tri/snippets/links/linkgroup/",
        f"/quan-tri/pages/{world.article.pk}/delete/", "/quan-tri/thung-rac/",
    ]:  # fmt: skip
        visit(page, path)


def test_no_address_field_takes_a_script():
    fields = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.URLField)
        and model.__module__.split(".")[0] in ("links", "pages", "news", "home")
    ]
    assert fields
    for field in fields:
        with pytest.raises(ValidationError):
            field.run_validators(SCRIPT_ADDRESS)
    with pytest.raises(ValidationError):
        URLBlock().clean(SCRIPT_ADDRESS)


def test_every_kind_of_page_is_in_the_test(world):
    shown = {
        type(Page.objects.get(url_path__endswith=path.rsplit("/", 2)[-2] + "/").specific)
        for path in world.public[1:]
    }
    shown.add(type(world.home))
    kinds = {
        model for model in apps.get_models()
        if issubclass(model, Page) and model is not Page and model.is_creatable
    }  # fmt: skip
    assert kinds <= shown
