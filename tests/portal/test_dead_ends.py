"""A check of the whole site finds what leads nowhere, and nothing after things were deleted or taken off."""

import json

import pytest
from django.core.files.base import ContentFile
from django.core.handlers.wsgi import WSGIHandler
from django.urls import reverse
from wagtail.models import Page, Site

from desk import trash
from pages.models import PortalDocument
from portal.dead_ends import dead_ends
from tests.databases import connection_stays
from tests.factories import make_article, make_home, make_image, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings):
    settings.ALLOWED_HOSTS = ["*"]
    return Site.objects.get(root_page=make_home())


def _found(site):
    with connection_stays():
        return [(end.page, end.place, end.address) for end in dead_ends(site, WSGIHandler())]


def _text(html):
    return {"type": "text", "value": html}


def test_what_leads_nowhere_is_named_with_its_page_and_place(site):
    news = make_section(site.root_page, "Tin tức")
    link = (
        '<p><a href="/khong-co/">Xem thêm</a> <a href="https://elsewhere.example/x">ngoài</a></p>'
    )
    article = make_article(news, body=json.dumps([_text(link)]))
    first, *in_feeds = _found(site)
    assert first == (article.url, "Xem thêm", "/khong-co/")
    assert {place for _page, place, _address in in_feeds} == {"trong nguồn tin"}


def test_after_deleting_and_taking_off_nothing_leads_nowhere(site, admin_user, admin_client):
    news, other = make_section(site.root_page, "Tin tức"), make_section(site.root_page, "Thông báo")
    gone, hidden, moved = (make_article(other, title) for title in ("Xóa", "Gỡ", "Chuyển"))
    picture, document = make_image(), PortalDocument(title="Biểu mẫu")
    document.file.save("bieu-mau.pdf", ContentFile(b"%PDF-1.4"))
    links = "".join(
        f'<a linktype="page" id="{page.pk}">{page.title}</a>' for page in (gone, hidden, moved)
    )
    file = f'<a linktype="document" id="{document.pk}">tệp</a>'
    figure = {
        "image": {"image": picture.pk, "alt_text": "a", "decorative": False},
        "caption": "Ảnh",
    }
    body = [_text(f"<p>{links}{file}</p>"), {"type": "figure", "value": figure}]
    make_article(news, "Bài dẫn", body=json.dumps(body), cover=picture).save_revision().publish()
    assert _found(site) == []
    trash.throw_away(gone, admin_user)
    Page.objects.get(pk=hidden.pk).specific.unpublish()
    admin_client.post(reverse("wagtailadmin_pages:move_confirm", args=[moved.pk, news.pk]))
    for name, thing in (("wagtailimages:delete", picture), ("wagtaildocs:delete", document)):
        admin_client.post(reverse(name, args=[thing.pk]))
    assert _found(site) == []
