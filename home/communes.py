"""Sets up a commune's site: its tree, its menu and the pages that the law asks for.

One install may hold a whole province; each commune is a Wagtail site of its own.
"""

import json
import re
from dataclasses import dataclass

from django.db import transaction
from wagtail.models import Page, Site

from home.models import HomePage, PlainPage
from links.models import LinkGroup, Navigation
from news.models import SectionPage
from pages.models import SiteIdentity
from pages.slugs import ascii_slug

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
    """Build the site and return its home page; the required pages wait as drafts to be written."""
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title=commune.name, slug=ascii_slug(commune.hostname)))
    site = Site.objects.create(
        hostname=commune.hostname,
        port=port,
        root_page=home,
        site_name=commune.name,
        is_default_site=not Site.objects.filter(is_default_site=True).exists(),
    )
    SiteIdentity.objects.create(site=site, commune=commune.name, province=commune.province)
    news = _published(home, SectionPage(title="Tin tức"))
    sections = [_published(news, SectionPage(title=title)) for title in _NEWS_SECTIONS]
    notices = _published(home, SectionPage(title="Thông báo", display="notices"))
    about = _published(home, PlainPage(title="Giới thiệu"))
    for title in REQUIRED_PAGES:
        about.add_child(instance=PlainPage(title=title, live=False))
    contact = _published(home, PlainPage(title="Liên hệ"))
    links = LinkGroup.objects.create(title="Liên kết website")
    _navigation(site, [about, news, notices, contact], links)
    home.bands = json.dumps(_bands(news, sections[0], notices, links))
    home.save_revision().publish()
    return home


def missing_pages(home):
    """Titles of the required pages that a commune has not published yet."""
    published = set(PlainPage.objects.live().descendant_of(home).values_list("title", flat=True))
    return [title for title in REQUIRED_PAGES if title not in published]


def _published(parent, page):
    parent.add_child(instance=page)
    page.save_revision().publish()
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
]


def _bands(news, section, notices, links):
    left = {"section": section.pk, "heading": "", "count": 4}
    right = {"section": notices.pk, "heading": "", "count": 4}
    return [
        {"type": "headlines", "value": {"lead": None, "section": news.pk, "count": 7}},
        {
            "type": "pair",
            "value": {
                "left": [{"type": "section_cards", "value": left}],
                "right": [{"type": "notices", "value": right}],
            },
        },
        {"type": "info_band", "value": {"contacts": True, "links": links.pk, "statistics": True}},
    ]
