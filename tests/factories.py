"""Small trees of pages for tests, built through the models that editors use."""

import io
import json
from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from PIL import Image as PillowImage
from wagtail.models import Page, Site

from home.models import HomePage
from news.models import ArticlePage, SectionPage
from pages.models import PortalImage
from tests.replaying import replayed

COMMUNE_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
_numbers = count(1)


def remove_example():
    """Take away the site and page that Wagtail's migrations leave, or those of another test home."""
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()


@replayed
def make_home(hostname="localhost", title="Xã Thử Nghiệm", is_default=True):
    """A home page with a site of its own, in place of Wagtail's first page."""
    if is_default:
        remove_example()
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title=title, slug=f"xa-{next(_numbers)}"))
    Site.objects.create(
        hostname=hostname, port=80, root_page=home, is_default_site=is_default, site_name=title
    )
    return home


@replayed
def make_section(parent, title="Chuyển đổi số", **fields):
    """A published section under `parent`."""
    return parent.add_child(instance=SectionPage(title=title, **fields))


@replayed
def make_article(section, title=None, at=None, **fields):
    """A published article; `at` is commune time, such as `(2023, 11, 21, 8, 32)`."""
    title = title or f"Bài số {next(_numbers)}"
    moment = datetime(*(at or (2023, 11, 21, 8, 32)), tzinfo=COMMUNE_TIME)
    return section.add_child(instance=ArticlePage(title=title, published_at=moment, **fields))


def show(*things):
    """A published article with the picture for a cover, or a link to the file, so that readers get it."""
    section = make_section(make_home())
    for thing in things:
        if isinstance(thing, PortalImage):
            make_article(section, cover=thing)
        else:
            link = f'<p><a linktype="document" id="{thing.pk}">tệp</a></p>'
            make_article(section, body=json.dumps([{"type": "text", "value": link}]))


def picture_file(width=1600, height=1067, colour=(40, 60, 120), name="anh.jpg", **save_options):
    """A real image file in memory."""
    buffer = io.BytesIO()
    PillowImage.new("RGB", (width, height), colour).save(buffer, "JPEG", **save_options)
    return ContentFile(buffer.getvalue(), name=name)


def make_image(title="Ảnh thử", collection=None, **options):
    """A stored image."""
    image = PortalImage(title=title, **({"collection": collection} if collection else {}))
    image.file = picture_file(**options)
    image._set_image_file_metadata()
    image.save()
    return image
