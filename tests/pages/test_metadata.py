"""What a page says about itself to machines."""

import json

import pytest
from bs4 import BeautifulSoup

from pages.models import SiteIdentity
from tests.factories import make_article, make_home, make_image, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    home = make_home(title="Xã Tả Lủng")
    SiteIdentity.objects.update_or_create(
        site=home.get_site(),
        defaults={"commune": "Xã Tả Lủng", "governing_body": "Ủy ban nhân dân xã Tả Lủng",
                  "telephone": "0219 000 0000"},
    )  # fmt: skip
    section = make_section(home, "Tin tức")
    return make_article(
        section,
        'Bài "một" </script> & hai',
        lead="Tóm tắt bài.",
        cover=make_image(),
        author="TTTĐT",
    )


def head(client, path):
    return BeautifulSoup(client.get(path).content.decode(), "html.parser").head


def value(html, name):
    tag = html.find("meta", property=name) or html.find("meta", attrs={"name": name})
    return tag and tag["content"]


def graph(html):
    data = json.loads(html.find("script", type="application/ld+json").string)
    assert data["@context"] == "https://schema.org"
    return {item["@type"]: item for item in data["@graph"]}


def test_an_article_has_one_canonical_address_without_its_query(client, article):
    html = head(client, f"{article.url}?fbclid=x")
    assert [link["href"] for link in html.find_all("link", rel="canonical")] == [article.full_url]
    assert value(html, "og:url") == article.full_url


def test_the_second_page_of_a_list_is_its_own_canonical_address(client, article):
    html = head(client, "/tin-tuc/?trang=2&thang=x")
    assert html.find("link", rel="canonical")["href"] == "http://localhost/tin-tuc/?trang=2"


def test_a_share_has_title_text_and_an_absolute_picture_with_its_size(client, article):
    html = head(client, article.url)
    assert value(html, "og:type") == "article"
    assert value(html, "og:title") == article.title
    assert value(html, "og:description") == "Tóm tắt bài."
    assert value(html, "og:image").startswith("http://localhost/anh-chia-se/")
    assert (value(html, "og:image:width"), value(html, "og:image:height")) == ("1200", "630")
    picture = value(html, "og:image").removeprefix("http://localhost")
    assert client.get(picture).status_code == 200


def test_dublin_core_names_author_publisher_date_and_language(client, article):
    html = head(client, article.url)
    assert value(html, "DC.title") == article.title
    assert value(html, "DC.creator") == "TTTĐT"
    assert "xã Tả Lủng" in value(html, "DC.publisher")
    assert value(html, "DC.date") == "2023-11-21"
    assert value(html, "DC.language") == "vi"


def test_search_engines_are_told_what_an_article_is_and_where_it_stands(client, article):
    items = graph(head(client, article.url))
    news = items["NewsArticle"]
    for name in ("headline", "datePublished", "dateModified", "author", "publisher", "image"):
        assert news[name], name
    assert news["headline"] == article.title
    assert news["publisher"]["@type"] == "GovernmentOrganization"
    places = items["BreadcrumbList"]["itemListElement"]
    assert [place["position"] for place in places] == [1, 2, 3]
    assert places[-1]["item"] == article.full_url


def test_no_text_of_an_editor_can_close_the_data_block(client, article):
    html = client.get(article.url).content.decode()
    block = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    assert "\\u003C/script\\u003E" in block
    json.loads(block)


def test_the_front_page_names_the_committee(client, article):
    items = graph(head(client, "/"))
    assert items["GovernmentOrganization"]["name"] == "Ủy ban nhân dân xã Tả Lủng"
    assert items["GovernmentOrganization"]["telephone"] == "0219 000 0000"


@pytest.mark.parametrize("path", ["/khong-co/", "/tim-kiem/?q=x", "/ngoai-tuyen/"])
def test_pages_that_are_not_for_search_engines_have_no_canonical_address(client, article, path):
    html = head(client, path)
    assert html.find("link", rel="canonical") is None
    assert "noindex" in value(html, "robots")
