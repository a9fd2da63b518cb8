from pathlib import Path

import pytest

from tests.site.circles import first_circle
from tests.site.import_order import FLOOR_OF, wrong_uses
from tests.site.uses_by_name import wrong_fields, wrong_routes

ROOT = Path(__file__).resolve().parents[2]


def test_imports_point_down_the_folder_listing():
    assert wrong_uses(ROOT) == []


def test_every_app_of_the_project_has_a_floor(settings):
    ours = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert ours <= FLOOR_OF.keys()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("pages/models.py", "import os\nfrom news.models import ArticlePage"),
        ("pages/models.py", "import os\nimport news.models as articles"),
        ("pages/models.py", "import os\ndef late():\n    from home import models"),
        ("news/models.py", "import os\nparent_page_types = ['home.HomePage']"),
        ("links/models.py", "import os\nfrom visits import statistics"),
        ("demo/loading.py", "import os\nimport legacy.reading"),
        ("home/models.py", "import os\nfrom demo import loading"),
        ("design/views.py", "import os\nVIEW = 'portal.errors.bad_request'"),
        ("templates/pages/a.html", "<p>\n{% load static news_tags %}"),
        ("templates/links/a.html", '<p>\n{% include "news/card.html" %}'),
        ("templates/news/a.html", "<p>\n{% extends 'home/home_page.html' %}"),
    ],
)
def test_a_use_that_points_up_or_sideways_is_named_with_file_and_line(tmp_path, file, text):
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(text)
    (found,) = wrong_uses(tmp_path)
    assert found.startswith((f"{file}:2: ", f"{file}:3: "))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("news/models.py", "from pages.models import BasePage\nfrom news import listing"),
        ("home/models.py", "subpage_types = ['news.SectionPage', 'home.PlainPage']"),
        ("portal/urls.py", "import news.views, search.views"),
        ("pages/models.py", "'''Shown by news.'''\nhelp_text = 'Trang home.'"),
        ("templates/news/a.html", "{% extends 'base.html' %}{% load pages_tags visits_tags %}"),
        ("templates/base.html", "{% load links_tags news_tags %}"),
    ],
)
def test_a_use_that_points_down_is_fine(tmp_path, file, text):
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).write_text(text)
    assert wrong_uses(tmp_path) == []


BESIDE_EACH_OTHER = {
    ("offline", "search"),
    ("offline", "links"),
    ("addresses", "search"),
    ("addresses", "links"),
}
"""robots.txt and the offline copies leave these addresses out; nothing of theirs is used."""


def test_no_room_names_an_address_of_a_room_above_it():
    wrong = [line for line in wrong_routes(ROOT) if not _is_allowed(line)]
    assert wrong == []


def _is_allowed(line):
    place, _, words = line.partition(": ")
    user, used = words.replace(" không được dùng ", " ").split()
    return place.startswith(f"{user}/views.py") and (user, used) in BESIDE_EACH_OTHER


def test_no_room_reads_a_field_by_name_that_only_a_room_above_has():
    assert wrong_fields(ROOT) == []


def test_an_address_and_a_field_of_a_room_above_are_seen(tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/a.py").write_text("reverse('search')\ngetattr(page, 'fee_note', '')")
    (tmp_path / "templates/design").mkdir(parents=True)
    (tmp_path / "templates/design/a.html").write_text("{% url 'site_feed' %}")
    assert [line.partition(":")[0] for line in wrong_routes(tmp_path)] == [
        "pages/a.py",
        "templates/design/a.html (site_feed)",
    ]
    assert len(wrong_fields(tmp_path)) == 1


STORE_AND_ITS_TABLE = {("accounts.sessions", "accounts.models")}
"""Django's own shape of a session store: the model names the store, the store asks for the model."""


def test_no_modules_import_each_other_in_a_loop():
    assert first_circle(ROOT, but_not=STORE_AND_ITS_TABLE) == []


def test_a_loop_through_an_import_inside_a_function_is_seen(tmp_path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.py").write_text("from news import b")
    (tmp_path / "news/b.py").write_text("def late():\n    from news.a import thing")
    assert set(first_circle(tmp_path)) == {"news.a", "news.b"}
