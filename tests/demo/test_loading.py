import re
from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from demo import loading
from links.models import LinkGroup
from news.models import ArticlePage
from pages.models import PortalImage
from tests.factories import make_home

pytestmark = pytest.mark.django_db

SEED_ADDRESS = "/tin-tuc/chuyen-doi-so/xa-ta-lung-day-manh-cong-tac-cchc/"


def _visible_text(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&amp;", "&").split())


def test_the_seed_article_stands_whole_and_in_order(demo_commune, client):
    text = _visible_text(client.get(SEED_ADDRESS).content.decode())
    seed = ArticlePage.objects.get(legacy_views=54)
    parts = [
        "Chuyên mục Chuyển đổi số", seed.title, "21/11/2023 08:32", "54 lượt xem", seed.lead,
        "Bộ phận một cửa của xã giải quyết thủ tục hành chính cho người dân",
        "Hướng dẫn người dân thực hiện dịch vụ công trực tuyến",
        "Xác định CCHC là một chương trình lớn", "164 thủ tịch hành chính", "lao động TB&XH …",
        "trong sạch vững mạnh.", "TTTĐT", "Tin khác", "Liên kết website", "Thống kê truy cập",
    ]  # fmt: skip
    place = text.index("Chuyên mục")
    for part in parts:
        assert part in text[place:], part
        place = text.index(part, place)


def test_loading_twice_changes_nothing(demo_commune):
    before = sorted(Page.objects.values_list("pk", "latest_revision_id"))
    call_command("load_demo")
    assert sorted(Page.objects.values_list("pk", "latest_revision_id")) == before


def test_every_page_of_the_demo_says_that_it_is_a_demonstration(demo_commune, client):
    for page in Page.objects.live().filter(depth__gt=1).specific():
        response = client.get(page.url)
        assert response.status_code == 200, page.url
        assert "Trang dùng thử" in response.content.decode(), page.url


def test_removing_the_demo_leaves_what_the_commune_made_itself():
    own = make_home(hostname="xa-that.test", title="Xã Thật")
    loading.load()
    loading.remove()
    assert list(Page.objects.filter(depth=2)) == [own.page_ptr]
    assert not PortalImage.objects.exists()
    assert not LinkGroup.objects.exists()
    assert Site.objects.filter(hostname="xa-that.test").exists()


def test_no_communes_name_stands_outside_the_demo_content():
    root = Path(__file__).parents[2]
    code = [
        path
        for folder in ("accounts", "design", "home", "links", "news", "pages", "portal", "search",
                       "templates", "visits")
        for path in (root / folder).rglob("*")
        if path.suffix in {".py", ".html", ".js", ".css"}
    ]  # fmt: skip
    assert code
    assert [path.name for path in code if "Tả Lủng" in path.read_text(encoding="utf-8")] == []
