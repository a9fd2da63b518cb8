"""A new name: everything that names the site says it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Site

from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


def _change(*names):
    out = StringIO()
    call_command("change_domain", *names, stdout=out)
    return out.getvalue()


def test_canonical_sitemap_and_feed_say_the_new_name_at_once(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.PUBLIC_URL = "https://moi.test"
    settings.ALLOWED_HOSTS = ["moi.test"]
    home = make_home()
    article = make_article(make_section(home, "Tin tức"), "Lúa chín")
    old = home.get_site().hostname
    assert "nay mang tên moi.test" in _change(old, "moi.test")
    assert "Không có trang nào" in _change(old, "moi.test")
    assert Site.objects.get().root_url == "https://moi.test"
    client = Client(headers={"host": "moi.test"})
    path = article.get_url_parts()[2]
    for address in (path, "/sitemap.xml", "/rss.xml"):
        answer = client.get(address)
        if answer.status_code == 200:
            assert "https://moi.test" in answer.content.decode()
            assert f"//{old}" not in answer.content.decode()
    assert client.get(path).status_code == 200
