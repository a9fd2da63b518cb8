from pathlib import Path

import pytest

from tests.site.import_order import FLOOR_OF, wrong_uses

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
