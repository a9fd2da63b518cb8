"""Every kind of change shows through nginx within ten seconds, on a page that was just read.

The same matrix inside the site, on the very next request: tests/portal/test_page_cache.py.
"""

import time

from tests.ops.load import Readers

WITHIN = 10  # seconds: four that nginx keeps a page, four while it asks, and the rounding of both

_PREPARE = """
from news.models import *
from links.models import *
section = SectionPage.objects.get(slug="tin-tuc")
for title in ("Ma trận sửa", "Ma trận gỡ", "Ma trận hết hạn", "Ma trận chuyển", "Ma trận riêng", "Ma trận xóa"):
    print(section.add_child(instance=ArticlePage(title=title)).url)
"""
_CHANGE = """
from datetime import timedelta
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site
from links.models import *
from news.models import *
from pages.models import SiteIdentity
def article(title): return ArticlePage.objects.get(title=title)
section = SectionPage.objects.get(slug="tin-tuc")
section.add_child(instance=ArticlePage(title="Ma trận bài mới"))
edited = article("Ma trận sửa"); edited.title = "Ma trận đã sửa"; edited.save_revision().publish()
article("Ma trận gỡ").unpublish()
article("Ma trận xóa").delete()
ArticlePage.objects.filter(title="Ma trận hết hạn").update(expire_at=timezone.now() - timedelta(minutes=1))
call_command("publish_scheduled", verbosity=0)
article("Ma trận chuyển").move(SectionPage.objects.get(slug="chuyen-doi-so"), pos="last-child")
PageViewRestriction.objects.create(page=article("Ma trận riêng"), restriction_type="login")
site = Site.objects.get(is_default_site=True)
navigation = Navigation.for_site(site)
group = LinkGroup.objects.create(title="Ma trận nhóm")
Link.objects.create(group=group, name="Ma trận liên kết", url="https://lien-ket.example/")
navigation.link_groups.append(("group", group))
navigation.menu.append(("item", {"page": None, "label": "Ma trận danh mục", "url": "/tim-kiem/"}))
navigation.save()
identity = SiteIdentity.for_site(site); identity.commune = "Xã Ma Trận"; identity.save()
"""


def test_every_change_shows_through_nginx_within_ten_seconds(stack):
    edited, withdrawn, expired, moved, private, deleted = stack.shell(_PREPARE).split()[-6:]
    listing = "/tin-tuc/"
    for address in (edited, withdrawn, expired, moved, private, deleted, listing):
        assert [stack.curl(address)[0] for _ in range(3)] == [200] * 3
    expectations = {
        "published": lambda: "Ma trận bài mới" in _text(stack, listing),
        "edited": lambda: "Ma trận đã sửa" in _text(stack, edited),
        "edited, in the list": lambda: "Ma trận đã sửa" in _text(stack, listing),
        "withdrawn": lambda: stack.curl(withdrawn)[0] == 404,
        "expired": lambda: stack.curl(expired)[0] == 404,
        "deleted": lambda: stack.curl(deleted)[0] == 404,
        "moved away": lambda: stack.curl(moved)[0] != 200,
        "gone from the list": lambda: "Ma trận gỡ" not in _text(stack, listing),
        "made private": lambda: stack.curl(private)[0] == 302,
        "link in a group": lambda: "Ma trận liên kết" in _text(stack, edited),
        "menu": lambda: "Ma trận danh mục" in _text(stack, listing),
        "identity": lambda: "Xã Ma Trận" in _text(stack, listing),
    }
    with Readers(
        stack, [edited, withdrawn, listing], count=2, pause=0.3
    ):  # they keep the copies warm
        stack.shell(_CHANGE)
        seconds = _until_all(expectations)
    print("\nthấy sau (giây): " + ", ".join(f"{k} {v:.1f}" for k, v in seconds.items()))  # noqa: T201
    assert max(seconds.values()) < WITHIN


def _text(stack, address):
    return stack.curl(address)[2].decode()


def _until_all(expectations):
    """Seconds until each came true."""
    begun, seconds = time.monotonic(), {}
    while set(seconds) != set(expectations):
        assert time.monotonic() - begun < WITHIN, set(expectations) - set(seconds)
        for name in set(expectations) - set(seconds):
            if expectations[name]():
                seconds[name] = time.monotonic() - begun
        time.sleep(0.2)
    return seconds
