"""The site answers and lets people edit without opening one connection to anywhere."""

import socket

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from news.models import ArticlePage
from tests.factories import make_article, make_home, make_section
from tests.site.crawling import crawl

pytestmark = pytest.mark.django_db


@pytest.fixture
def calls(monkeypatch):
    """What the code tried to reach; every attempt also fails."""
    attempts = []

    def refuse(*arguments, **options):
        attempts.append(arguments[-1] if arguments else options)
        raise OSError("không được gọi ra ngoài khi kiểm thử")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return attempts


def test_the_guard_notices_a_call(calls):
    with pytest.raises(OSError, match="không được gọi"):
        socket.create_connection(("127.0.0.1", 80))
    assert calls


def test_reading_the_whole_site_calls_nobody(demo, client, calls):
    assert len(crawl(client)) > 15
    assert calls == []


def test_editing_calls_nobody(client, calls):
    section = make_section(make_home())
    article = make_article(section, "Bài đang sửa")
    client.force_login(get_user_model().objects.create_superuser("quantri"))
    for address in [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[section.pk]),
        reverse("wagtailadmin_pages:edit", args=[article.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[article.pk]),
        reverse("wagtailimages:index"),
        reverse("wagtailusers_users:index"),
    ]:
        assert client.get(address).status_code == 200
    article.save_revision().publish()
    assert ArticlePage.objects.get(pk=article.pk).live
    assert calls == []
