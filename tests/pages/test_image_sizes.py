"""Sizes are ready before anybody asks, and a reader's request never makes one."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.images.models import Filter

from home.models import HomePage
from links.models import Link, LinkGroup, Navigation
from pages.models import PortalImage, PortalRendition, SiteIdentity
from pages.pictures import picture_sources, published_specs
from tests.factories import make_article, make_home, make_image, make_section, picture_file

pytestmark = pytest.mark.django_db


def _files(image):
    return {value[0] for value in image.sizes.values() if isinstance(value, list)}


def test_all_published_sizes_are_made_on_upload():
    image = make_image()
    assert set(published_specs()) <= set(image.sizes)
    stored = PortalImage.objects.get()
    assert stored.sizes == image.sizes
    for name in _files(stored):
        assert stored.file.storage.exists(name)
    assert not PortalRendition.objects.exists()


def test_no_public_page_makes_a_size(monkeypatch):
    image, emblem = make_image(), make_image(width=200, height=200)
    home = make_home()
    section = make_section(home, "Tin tức")
    figure = {"image": {"image": image.pk, "alt_text": "Ảnh"}, "caption": ""}
    body = json.dumps([{"type": "figure", "value": figure}])
    article = make_article(section, cover=image, body=body)
    SiteIdentity.objects.create(site=home.get_site(), emblem=emblem)
    group = LinkGroup.objects.create()
    Link.objects.create(group=group, name="Tỉnh", url="https://tinh.example/", logo=image)
    navigation = Navigation.for_site(home.get_site())
    navigation.link_groups = [("group", group)]
    navigation.save()
    HomePage.objects.get().save()
    monkeypatch.setattr(Filter, "run", _fails)
    for address in (home.url, section.url, article.url, "/tim-kiem/?q=b", "/khong-co/"):
        html = Client().get(address).content.decode()
        assert emblem.sizes["emblem"][0] in html
    assert image.sizes["whole-720-webp"][0] in Client().get(article.url).content.decode()


def _fails(*args, **kwargs):
    raise AssertionError("a picture was made on a reader's request")


def test_a_new_file_gets_new_sizes_and_the_old_files_go(django_capture_on_commit_callbacks):
    image = make_image()
    before = _files(image)
    image.file = picture_file(900, 600, colour=(200, 10, 10), name="anh-khac.jpg")
    with django_capture_on_commit_callbacks(execute=True):
        image.save()
    after = _files(image)
    assert not before & after
    assert not any(image.file.storage.exists(name) for name in before)
    assert all(image.file.storage.exists(name) for name in after)


def test_moving_the_focal_point_makes_the_cropped_sizes_anew():
    image = make_image()
    before = image.sizes
    image.focal_point_x, image.focal_point_y = 100, 100
    image.focal_point_width = image.focal_point_height = 80
    image.save()
    assert image.sizes["wide-360-webp"][0] != before["wide-360-webp"][0]


def test_changing_the_description_alone_makes_nothing(monkeypatch):
    image = make_image()
    monkeypatch.setattr(Filter, "run", _fails)
    image.description = "Cánh đồng lúa"
    image.save()


def test_the_files_go_with_their_picture(django_capture_on_commit_callbacks):
    image = make_image()
    names, storage = _files(image), image.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        image.delete()
    assert not any(storage.exists(name) for name in names)


def test_a_picture_whose_file_is_lost_is_left_out_of_the_page_and_made_once_it_is_back():
    image = make_image()
    with image.file.open() as file:
        content = file.read()
    storage, name = image.file.storage, image.file.name
    storage.delete(name)
    image.focal_point_x = image.focal_point_y = 10
    image.focal_point_width = image.focal_point_height = 10
    image.save()
    assert picture_sources(PortalImage.objects.get())["largest"] is None
    with storage.open(name, "wb") as file:
        file.write(content)
    out = StringIO()
    call_command("make_image_sizes", stdout=out)
    assert "1 hình ảnh" in out.getvalue()
    assert picture_sources(PortalImage.objects.get())["largest"].width == 1080
    call_command("make_image_sizes", stdout=out)
    assert "0 hình ảnh" in out.getvalue()
