import json

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Site

from links.blocks import NavigationItemBlock
from links.models import Link, LinkGroup, Navigation
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


def _group(**fields):
    group = LinkGroup.objects.create(**fields)
    Link.objects.create(group=group, name="Thứ hai", url="https://b.example", sort_order=2)
    Link.objects.create(group=group, name="Thứ nhất", url="https://a.example", sort_order=1)
    return group


def _beside_articles(group):
    setting = Navigation.for_site(Site.objects.get(is_default_site=True))
    setting.link_groups = json.dumps([{"type": "group", "value": group.pk}])
    setting.save()


def test_links_stand_beside_an_article_in_the_editors_order(client):
    article = make_article(make_section(make_home()))
    _beside_articles(_group(title="Liên kết website"))
    html = client.get(article.url).content.decode()
    assert html.index("Thứ nhất") < html.index("Thứ hai")
    assert 'href="https://a.example"' in html


def test_a_group_shown_as_a_select_box_works_without_javascript(client):
    article = make_article(make_section(make_home()))
    group = _group(display=LinkGroup.Display.SELECT)
    _beside_articles(group)
    html = client.get(article.url).content.decode()
    assert "<select" in html
    link = group.links.get(name="Thứ nhất")
    response = client.get("/lien-ket/", {"den": link.pk})
    assert response.status_code == 302
    assert response.url == "https://a.example"


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "", "999999", "1e3", "²"]
)
def test_leaving_follows_only_stored_links(client, target):
    make_home()
    assert client.get("/lien-ket/", {"den": target}).status_code == 404


def test_a_link_needs_exactly_one_target():
    with pytest.raises(ValidationError, match="một trong hai"):
        Link(name="Không đích").clean()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "xa.gov.vn"])
def test_a_menu_item_never_points_to_a_script(url):
    block = NavigationItemBlock()
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"label": "x", "page": None, "url": url}))
