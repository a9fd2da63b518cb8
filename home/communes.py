"""Sets up a commune's site: its tree, its menu and the pages that the law asks for.

One install may hold a whole province; each commune is a Wagtail site of its own.
"""

import json
import re
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from events.models import EventsPage
from home.models import HomePage, PlainPage
from links.models import Link, LinkGroup, Navigation
from news.models import SectionPage
from pages import generation
from pages.adding import add_together
from pages.models import SiteIdentity
from pages.slugs import ascii_slug
from procedures.guides import create_missing_guides
from procedures.models import ProceduresIndexPage
from search.once import index, indexed_once

REQUIRED_PAGES = [
    "Tổ chức bộ máy hành chính",
    "Bản đồ địa giới hành chính",
    "Điều kiện tự nhiên",
    "Lịch sử",
    "Truyền thống văn hóa",
    "Di tích",
    "Danh thắng",
    "Lãnh đạo xã",
]
"""Decree 224/2026/NĐ-CP, Điều 9 khoản 1 điểm c: what a commune's site must say about it."""

NATIONAL_SITES = [
    ("Cổng Dịch vụ công quốc gia", "https://dichvucong.gov.vn"),
    ("Cổng thông tin điện tử Chính phủ", "https://chinhphu.vn"),
    ("Cổng Pháp luật quốc gia", "https://phapluat.gov.vn"),
    ("Cơ sở dữ liệu quốc gia về văn bản pháp luật", "https://vbpl.vn"),
]
"""What every commune links to; the national portal is the only place to submit (Điều 9)."""

DESK_HOURS = {"opens": "07:30", "noon": "11:30", "afternoon": "13:30", "closes": "17:00"}
_NEWS_SECTIONS = ["Tin hoạt động", "Chuyển đổi số", "Văn hóa – Du lịch"]
_HOSTNAME = re.compile(r"^[a-z0-9]+\.[a-z0-9]+\.gov\.vn$")


@dataclass(frozen=True)
class Commune:
    """What has to be known: the full name, the province, the host name residents type."""

    name: str
    province: str
    hostname: str

    @property
    def follows_the_decree(self):
        """`tenphuongxa.tentinhthanh.gov.vn` (Decree 224/2026/NĐ-CP, Điều 11 khoản 4 điểm c)."""
        return bool(_HOSTNAME.match(self.hostname))


@transaction.atomic
def create_commune(commune, port=80):
    """Build the site and return its home page; the required pages wait as drafts to be written.

    Procedures that the install knows already get their guides here as well.
    """
    take_welcome_away()
    with indexed_once():
        home = HomePage(title=commune.name, slug=ascii_slug(commune.hostname))
        Page.get_first_root_node().add_child(instance=_appearing(home))
        first = _first_pages(home)
        site = _site(home, commune, port)  # then the board gets its rights in the sections
        _links_and_bands(home, site, first)
    return home


def _first_pages(home):
    """What stands below the front page: news, notices, procedures, calendar, about, contact."""
    pages = [
        SectionPage(title="Tin tức"),
        SectionPage(title="Thông báo", display="notices"),
        ProceduresIndexPage(title="Thủ tục hành chính", slug="thu-tuc"),
        EventsPage(title="Lịch của xã", slug="lich"),
        PlainPage(title="Giới thiệu"),
        PlainPage(title="Liên hệ"),
    ]
    news, _, procedures, _, about, _ = add_together(home, map(_appearing, pages))
    sections = [_appearing(SectionPage(title=title)) for title in _NEWS_SECTIONS]
    required = [PlainPage(title=title, live=False) for title in REQUIRED_PAGES]
    index([*pages, *add_together(news, sections), *add_together(about, required)])
    create_missing_guides(procedures)
    return pages


def _site(home, commune, port):
    site = Site.objects.create(
        hostname=commune.hostname,
        port=port,
        root_page=home,
        site_name=commune.name,
        is_default_site=not Site.objects.filter(is_default_site=True).exists(),
    )
    SiteIdentity.objects.create(
        site=site,
        commune=commune.name,
        province=commune.province,
        governing_body=f"Ủy ban nhân dân {commune.name[:1].lower()}{commune.name[1:]}",
    )
    return site


def _links_and_bands(home, site, pages):
    news, notices, procedures, calendar, about, contact = pages
    links = LinkGroup.objects.create(title="Liên kết website", site=site)
    Link.objects.bulk_create(
        Link(group=links, sort_order=number, name=name, url=url)
        for number, (name, url) in enumerate(NATIONAL_SITES)
    )
    _navigation(site, [about, news, procedures, notices, contact], links)
    section = news.get_first_child()
    bands = json.dumps(_bands(calendar, news, section, notices, procedures, links))
    HomePage.objects.filter(pk=home.pk).update(bands=bands)
    generation.bump()


def take_welcome_away():
    """Wagtail's first page and its site, as long as nothing else stands there; whether they did."""
    welcome = Page.objects.filter(depth=2, slug="home").first()
    if not welcome or welcome.specific_class is not Page or welcome.numchild:
        return False
    Site.objects.filter(root_page=welcome).delete()
    welcome.delete()
    return True


def missing_pages(home):
    """Titles of the required pages that a commune has not published yet."""
    published = set(PlainPage.objects.live().descendant_of(home).values_list("title", flat=True))
    return [title for title in REQUIRED_PAGES if title not in published]


def _appearing(page):
    """A page that is published as it is made: its first revision comes with the first edit."""
    page.first_published_at = page.last_published_at = timezone.now()
    return page


def _navigation(site, pages, links):
    items = [{"type": "item", "value": {"page": page.pk, "label": "", "url": ""}} for page in pages]
    Navigation.objects.create(
        site=site,
        menu=json.dumps(items),
        footer=json.dumps([*items[-1:], *_FOOTER]),
        link_groups=json.dumps([{"type": "group", "value": links.pk}]),
    )


_FOOTER = [
    {"type": "item", "value": {"page": None, "label": "Sơ đồ trang", "url": "/so-do-trang/"}},
    {"type": "item", "value": {"page": None, "label": "Nhận tin (RSS)", "url": "/rss.xml"}},
    {"type": "item", "value": {"page": None, "label": "Tìm kiếm", "url": "/tim-kiem/"}},
]


def _bands(calendar, news, section, notices, procedures, links):
    left = {"section": section.pk, "heading": "", "count": 4}
    right = {"section": notices.pk, "heading": "", "count": 4}
    return [
        {"type": "today", "value": {"calendar": calendar.pk, "days": 7} | DESK_HOURS},
        {"type": "headlines", "value": {"lead": None, "section": news.pk, "count": 7}},
        {"type": "tasks", "value": {"index": procedures.pk, "guides": []}},
        {
            "type": "pair",
            "value": {
                "left": [{"type": "section_cards", "value": left}],
                "right": [{"type": "notices", "value": right}],
            },
        },
        {"type": "info_band", "value": {"contacts": True, "links": links.pk, "statistics": True}},
    ]
