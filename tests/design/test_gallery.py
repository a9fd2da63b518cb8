from pathlib import Path

import pytest

from design.gallery import EXAMPLES
from tests.factories import make_home

pytestmark = pytest.mark.django_db


def test_the_gallery_is_closed_to_the_public(client):
    make_home()
    assert client.get("/quan-tri/giao-dien/").status_code == 302


def test_the_gallery_shows_every_example(admin_client):
    make_home()
    html = admin_client.get("/quan-tri/giao-dien/").content.decode()
    for example in EXAMPLES:
        assert f"<h2>{example.name}</h2>" in html


def test_every_list_component_has_its_place_in_the_gallery():
    shown = {example.template for example in EXAMPLES}
    templates = Path(__file__).parents[2] / "templates"
    cards = {str(path.relative_to(templates)) for path in templates.glob("components/*card*.html")}
    assert cards - shown == {"components/card_meta.html"}  # a part of the cards, not one itself
