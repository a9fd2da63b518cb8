"""Sizes are ready before anybody asks, and a reader's request never makes one."""

import json
import re
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from PIL import Image as PillowImage
from wagtail.images.models import Filter

from home.models import HomePage
from links.models import Link, LinkGroup, Navigation
from pages import drawing, image_sizes
from pages.drawing import Drawing
from pages.models import PortalImage, PortalRendition, SiteIdentity
from pages.pictures import picture_sources, published_sizes
from tests.factories import make_article, make_home, make_image, make_section, picture_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("drawn_afresh")]


def _files(image):
    return {value[0] for value in image.sizes.values() if isinstance(value, list)}


def test_all_published_sizes_are_made_on_upload():
    image = make_image()
    assert set(published_sizes()) <= set(image.sizes)
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
    monkeypatch.setattr(Drawing, "__init__", _fails)
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
    monkeypatch.setattr(Drawing, "__init__", _fails)
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


def test_the_original_is_decoded_once_for_all_sizes(monkeypatch):
    image, opened = make_image(), []
    decode = PillowImage.open
    monkeypatch.setattr(PillowImage, "open", lambda file: opened.append(1) or decode(file))
    image_sizes.make_sizes(image)
    assert len(opened) == 1


def test_transparent_parts_become_white_where_the_format_knows_none():
    pixels = PillowImage.new("RGBA", (4, 4), (200, 0, 0, 0))
    content, suffix = drawing.encoded(pixels, "jpeg")
    assert suffix == ".jpg"
    assert PillowImage.open(BytesIO(content)).getpixel((0, 0)) == (255, 255, 255)
    assert PillowImage.open(BytesIO(drawing.encoded(pixels, "webp")[0])).mode == "RGBA"


def test_the_point_that_must_stay_in_view_stays_in_the_cut():
    picture = PillowImage.new("RGB", (300, 900), "black")
    picture.paste("white", (100, 800, 200, 900))
    file = BytesIO()
    picture.save(file, "PNG")
    image = PortalImage(width=300, height=900, collection_id=1)
    image.focal_point_x, image.focal_point_y = 150, 850
    image.focal_point_width = image.focal_point_height = 100
    cut = drawing.Drawing(file).shaped(image, "fill-150x100")
    assert cut.size == (150, 100)
    assert cut.getpixel((75, 80)) == (255, 255, 255)


@pytest.mark.parametrize(("size", "large"), [((2400, 400), 2400), ((1200, 900), None)])
def test_a_long_chart_can_be_opened_as_large_as_it_is_kept(size, large):
    image = make_image("Sơ đồ", width=size[0], height=size[1])
    article = make_article(
        make_section(make_home(), "Tin"),
        "Sơ đồ",
        body=json.dumps(
            [{"type": "figure", "value": {"image": {"image": image.pk, "decorative": True}}}]
        ),
    )
    page = Client().get(article.url).content.decode()
    assert ("Xem ảnh lớn" in page) == bool(large)
    if large:
        address = re.search(r'href="([^"]+)">Xem ảnh lớn', page)[1]
        with PillowImage.open(BytesIO(b"".join(Client().get(address).streaming_content))) as opened:
            assert opened.width == large
