import re

import pytest
from django.template import Context, Template

from tests.factories import make_image

pytestmark = pytest.mark.django_db


def _rendered(image, **arguments):
    words = " ".join(f'{name}="{value}"' for name, value in arguments.items())
    template = Template("{% load pages_tags %}{% picture image " + words + " %}")
    return template.render(Context({"image": image}))


def test_a_picture_offers_webp_and_jpeg_in_three_widths_and_reserves_its_space():
    html = _rendered(make_image(), alt="Trụ sở xã")
    assert re.findall(r"\.(webp) \d+w", html) == ["webp"] * 3
    assert [int(width) for width in re.findall(r"jpg (\d+)w", html)] == [360, 720, 1080]
    assert 'width="1080" height="720"' in html
    assert 'alt="Trụ sở xã"' in html


def test_a_small_original_is_never_blown_up():
    html = _rendered(make_image(width=300, height=200))
    assert re.findall(r"jpg (\d+)w", html) == ["300"]


def test_the_first_picture_is_loaded_at_once_and_the_others_late():
    assert 'loading="lazy"' in _rendered(make_image())
    template = Template("{% load pages_tags %}{% picture image priority=True %}")
    assert 'fetchpriority="high"' in template.render(Context({"image": make_image()}))
