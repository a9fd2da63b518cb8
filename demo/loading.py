"""Builds the demo commune through the models that editors use, and takes it away again.

Every page, picture and snippet that is made is noted in a collection or under the demo's home
page, so that removal touches nothing else. Loading twice changes nothing.
"""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.files.images import ImageFile
from django.db import transaction
from wagtail.models import Collection, Page, Site

from demo.procedures import load_procedures, remove_procedures
from demo.reading import body_of, read_text
from events.models import EventPage, EventsPage
from home.communes import DESK_HOURS, take_welcome_away
from home.models import HomePage, PlainPage
from links.models import Link, LinkGroup, Navigation
from news.models import ArticlePage, SectionPage
from pages.models import PortalDocument, PortalImage, SiteIdentity

CONTENT = Path(__file__).parent / "content"
COLLECTION = "Dữ liệu mẫu"
COMMUNE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
MARK = "trang-mau"
"""The slug of the demo's home page: how a second load and a removal know it."""


@transaction.atomic
def load():
    """Build the demo; returns False, and changes nothing, where it stands already."""
    if HomePage.objects.filter(slug=MARK).exists():
        return False
    _Builder(json.loads((CONTENT / "site.json").read_text(encoding="utf-8"))).build()
    return True


@transaction.atomic
def remove():
    """Take the demo away; returns False where there is none."""
    home = HomePage.objects.filter(slug=MARK).first()
    if home is None:
        return False
    LinkGroup.objects.filter(pk__in=_demo_link_groups(home)).delete()
    Site.objects.filter(root_page=home).delete()
    home.delete()
    remove_procedures()
    for model in (PortalImage, PortalDocument):
        for file in model.objects.filter(collection__name=COLLECTION):
            file.delete()
    Collection.objects.filter(name=COLLECTION).delete()
    return True


def _demo_link_groups(home):
    navigation = Navigation.objects.filter(site__root_page=home)
    return [
        block.value.pk for setting in navigation for block in setting.link_groups if block.value
    ]


class _Builder:
    """Builds one commune from a parsed `site.json` and the content folders."""

    def __init__(self, spec):
        self.spec = spec
        self.images = {}
        self.pages = {}

    def build(self):
        root = Page.get_first_root_node()
        self.home = root.add_child(
            instance=HomePage(title=self.spec["identity"]["commune"], slug=MARK)
        )
        self.site = self._site()
        self._images()
        for folder in sorted((CONTENT / "pages").glob("*.md")):
            self._plain_page(read_text(folder))
        for section in self.spec["sections"]:
            self._section(section)
        self.pages["thu-tuc"] = load_procedures(self.home, self.collection)
        texts = [(path.stem, read_text(path)) for path in (CONTENT / "articles").glob("*.md")]
        for slug, text in sorted(texts, key=lambda pair: pair[1].fields["published_at"]):
            self._article(slug, text)
        self._navigation(self._links())
        self._front_page()

    def _site(self):
        """Take over the default site while nothing but Wagtail's first page stands on it."""
        Site.objects.filter(is_default_site=True).update(is_default_site=False)
        if take_welcome_away():
            self.home.refresh_from_db()
        site = Site.objects.create(
            hostname="localhost", port=80, root_page=self.home, is_default_site=True,
            site_name=self.spec["identity"]["commune"],
        )  # fmt: skip
        SiteIdentity.objects.update_or_create(site=site, defaults=self.spec["identity"])
        return site

    def _images(self):
        root = Collection.get_first_root_node()
        collection = self.collection = root.add_child(name=COLLECTION)
        for path in sorted((CONTENT / "images").glob("*.jpg")):
            with path.open("rb") as file:
                image = PortalImage(title=path.stem, collection=collection, credit="Tranh minh họa")
                image.file = ImageFile(file, name=path.name)
                image._set_image_file_metadata()
                image.save()
            self.images[path.name] = image

    def _plain_page(self, text):
        parent = self.pages.get(text.fields.get("parent"), self.home)
        page = PlainPage(
            title=text.fields["title"],
            slug=text.fields["slug"],
            lead=text.lead,
            body=self._body(text.parts),
        )
        self.pages[page.slug] = self._published(parent, page)

    def _calendar(self):
        """Things that come again, so that the demo has a today on every day."""
        page = EventsPage(title="Lịch của xã", slug="lich")
        self.pages["lich"] = self._published(self.home, page)
        for event in self.spec["events"]:
            self._published(page, self._event(**event))

    def _event(self, **fields):
        """The words of the file as days and hours."""
        read: dict[str, Callable[[str], object]] = {
            "starts_on": date.fromisoformat,
            "start_time": time.fromisoformat,
            "end_time": time.fromisoformat,
        }
        return EventPage(**{
            name: read[name](value) if name in read else value
            for name, value in fields.items()
        })  # fmt: skip

    def _section(self, spec):
        parent = self.pages.get(spec.pop("parent", None), self.home)
        page = SectionPage(**spec)
        self.pages[page.slug] = self._published(parent, page)

    def _article(self, slug, text):
        fields = dict(text.fields)
        section = self.pages[fields.pop("section")]
        tags = [tag.strip() for tag in fields.pop("tags", "").split(",") if tag.strip()]
        moment = datetime.fromisoformat(fields.pop("published_at")).replace(tzinfo=COMMUNE_TIME)
        page = ArticlePage(
            slug=slug, lead=text.lead, body=self._body(text.parts), published_at=moment, **fields
        )
        page.tags.add(*tags)
        self._published(section, page)

    def _published(self, parent, page):
        parent.add_child(instance=page)
        page.save_revision().publish()
        return page

    def _body(self, parts):
        return json.dumps(body_of(parts, lambda name: self.images[name].pk))

    def _links(self):
        group = LinkGroup.objects.create(title="Liên kết website", site=self.site)
        for order, link in enumerate(self.spec["links"]):
            Link.objects.create(group=group, sort_order=order, **link)
        return group

    def _navigation(self, group):
        setting = Navigation.for_site(self.site)
        setting.menu = json.dumps([self._item(item) for item in self.spec["menu"]])
        setting.footer = json.dumps([self._item(item) for item in self.spec["footer"]])
        setting.link_groups = json.dumps([{"type": "group", "value": group.pk}])
        setting.save()
        self.group = group

    def _item(self, item):
        page = self.pages[item["page"]].pk if "page" in item else None
        value = {"page": page, "label": item.get("label", ""), "url": item.get("url", "")}
        return {"type": "item", "value": value}

    def _front_page(self):
        self._calendar()
        news, digital, notices = (
            self.pages[slug].pk for slug in ("tin-tuc", "chuyen-doi-so", "thong-bao")
        )
        lead = ArticlePage.objects.descendant_of(self.home).get(legacy_views=54)
        cards = {"section": digital, "heading": "", "count": 4}
        today = {"calendar": self.pages["lich"].pk, "days": 7, "saturday": False}
        self.home.bands = json.dumps([
            {"type": "today", "value": today | DESK_HOURS},
            {"type": "headlines", "value": {"lead": lead.pk, "section": news, "count": 7}},
            {"type": "tasks", "value": {
                "heading": "Bà con cần làm gì?", "index": self.pages["thu-tuc"].pk, "guides": [],
            }},
            {"type": "pair", "value": {
                "left": [{"type": "section_cards", "value": cards}],
                "right": [{"type": "notices", "value": {**cards, "section": notices}}],
            }},
            {"type": "info_band", "value": {
                "contacts": True, "links": self.group.pk, "statistics": True,
            }},
        ])  # fmt: skip
        self.home.save_revision().publish()
