"""Sets up a commune's site: its tree, its menu and the pages that the law asks for.

One install may hold a whole province; each commune is a Wagtail site of its own.
"""

import json
import re
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site
from wagtail.signals import page_published

from events.models import EventsPage
from home.models import HomePage, PlainPage
from links.models import Link, LinkGroup, Navigation
from news.models import SectionPage
from pages.models import SiteIdentity
from pages.slugs import ascii_slug
from procedures.guides import create_missing_guides
from procedures.models import ProceduresIndexPage

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
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title=commune.name, slug=ascii_slug(commune.hostname)))
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
    news = _made(home, SectionPage(title="Tin tức"))
    sections = [_made(news, SectionPage(title=title)) for title in _NEWS_SECTIONS]
    notices = _made(home, SectionPage(title="Thông báo", display="notices"))
    procedures = _made(home, ProceduresIndexPage(title="Thủ tục hành chính", slug="thu-tuc"))
    create_missing_guides(procedures)
    calendar = _made(home, EventsPage(title="Lịch của xã", slug="lich"))
    about = _made(home, PlainPage(title="Giới thiệu"))
    for title in REQUIRED_PAGES:
        about.add_child(instance=PlainPage(title=title, live=False))
    contact = _made(home, PlainPage(title="Liên hệ"))
    links = LinkGroup(title="Liên kết website", site=site)
    rows = [Link(name=name, url=url) for name, url in NATIONAL_SITES]
    links.links = rows  # type: ignore[misc]  # modelcluster's manager takes rows that are not saved
    links.save()
    _navigation(site, [about, news, procedures, notices, contact], links)
    home.bands = json.dumps(_bands(calendar, news, sections[0], notices, procedures, links))
    home.save_revision().publish()
    # Said once for all sections of the site: the board gets its rights in them.
    page_published.send(sender=SectionPage, instance=notices, revision=None)
    return home


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


def _made(parent, page):
    """A page, published as it is made: its first revision comes with the first edit."""
    page.first_published_at = page.last_published_at = timezone.now()
    parent.add_child(instance=page)
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
