"""What a first view weighs, as production sends it (Brotli, fingerprinted files)."""

import json

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.factories import make_article, make_home, make_section

KIB = 1024
LIMITS = {
    "design/css/portal.css": 9 * KIB,
    "design/js/portal.js": 5 * KIB,
    "design/font/be-vietnam-pro-600-vi.woff2": 11 * KIB,
}
PARAGRAPH = "Trong những năm qua, xã đã tập trung đẩy mạnh công tác cải cách hành chính. " * 4


def weight(path):
    """Bytes on the wire of a static file."""
    with open(finders.find(path), "rb") as file:
        content = file.read()
    return len(content) if path.endswith("woff2") else len(brotli.compress(content))


@pytest.mark.parametrize("path", LIMITS)
def test_the_sites_own_files_stay_within_their_budget(path):
    assert weight(path) <= LIMITS[path], f"{path}: {weight(path)} byte"


def test_every_bundle_of_scripts_is_in_the_budget():
    scripts = [path for path in settings.STATIC_BUNDLES if path.endswith(".js")]
    assert sum(weight(path) for path in scripts) <= LIMITS["design/js/portal.js"]


@pytest.mark.django_db
def test_a_first_view_of_an_article_without_photos_weighs_little(client):
    body = json.dumps([{"type": "text", "value": f"<p>{PARAGRAPH}</p>"}] * 10)
    article = make_article(make_section(make_home()), body=body)
    html = len(brotli.compress(client.get(article.url).content))
    assert html <= 14 * KIB, f"more than the first packets carry: {html} byte"
    total = html + sum(weight(path) for path in LIMITS) + weight("design/icon.svg")
    assert total <= 32 * KIB, f"{total} byte"


@pytest.mark.browser
@pytest.mark.django_db
def test_a_first_view_of_an_article_takes_six_requests_and_nothing_moves(page_at):
    section = make_section(make_home())
    article = make_article(
        section, body=json.dumps([{"type": "text", "value": f"<p>{PARAGRAPH}</p>"}])
    )
    page = page_at(360, service_workers="block")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => list.getEntries().forEach((e) => "
        "window.moved += e.value)).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(article.url, wait_until="networkidle")
    assert len(asked) <= 6, asked
    assert page.evaluate("window.moved") == 0
