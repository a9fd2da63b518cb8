"""What a telephone writes into a photo stays out of the portal."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageCms, ImageFile
from wagtail.models import Collection

from pages.image_intake import LONGEST_SIDE, taken_in
from pages.models import PortalImage
from tests.factories import make_image, picture_file

GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


def _photo(width=400, height=300, orientation=1, image_format="JPEG", mode="RGB", **options):
    image = Image.new(mode, (width, height), 200 if mode == "L" else None)
    if mode == "RGB":
        image.paste((255, 0, 0), (0, 0, width // 2, height))  # red on the left
    exif = Image.Exif()
    exif[MAKE] = "May cua chi Lan"
    exif[ORIENTATION] = orientation
    exif.get_ifd(GPS)[2] = (23.0, 15.0, 0.0)
    buffer = io.BytesIO()
    image.save(buffer, image_format, exif=exif, **options)
    return ContentFile(buffer.getvalue(), name=f"IMG_0001.{image_format.lower()}")


def _root():
    return Collection.get_first_root_node().pk


def _opened(file):
    return Image.open(io.BytesIO(file.read()))


@pytest.mark.parametrize("image_format", ["JPEG", "WEBP", "PNG", "AVIF"])
def test_place_device_and_hour_are_not_in_the_stored_file(image_format):
    photo = _photo(image_format=image_format)
    assert b"chi Lan" in photo.read()
    clean = taken_in(photo)
    stored = _opened(clean)
    assert stored.format == image_format
    assert not stored.getexif()
    clean.seek(0)
    assert b"chi Lan" not in clean.read()


def test_a_picture_taken_upright_is_stored_upright():
    stored = _opened(taken_in(_photo(orientation=6)))
    assert stored.size == (300, 400)
    assert stored.convert("RGB").getpixel((150, 20))[0] > 200  # the red half is now on top
    assert stored.convert("RGB").getpixel((150, 380))[0] < 60


def test_a_huge_original_is_made_smaller_and_keeps_its_shape():
    stored = _opened(taken_in(picture_file(6000, 3000)))
    assert stored.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


def test_a_small_picture_keeps_its_size():
    assert _opened(taken_in(picture_file(320, 200))).size == (320, 200)


def test_what_is_transparent_stays_transparent():
    buffer = io.BytesIO()
    Image.new("RGBA", (64, 64), (255, 0, 0, 0)).save(buffer, "PNG")
    stored = _opened(taken_in(ContentFile(buffer.getvalue(), name="huy-hieu.png")))
    assert stored.mode == "RGBA"
    assert stored.getpixel((3, 3))[3] == 0


@pytest.mark.parametrize("mode", ["CMYK", "L"])
def test_pictures_from_the_printer_and_the_scanner_are_shown_in_screen_colours(mode):
    assert _opened(taken_in(_photo(mode=mode))).mode == "RGB"


def test_a_broken_colour_profile_does_not_stop_the_picture():
    assert _opened(taken_in(_photo(icc_profile=b"khong phai ho so mau"))).size == (400, 300)
    good = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert "icc_profile" not in _opened(taken_in(_photo(icc_profile=good))).info


def test_a_second_file_hidden_behind_the_picture_is_gone():
    photo = _photo()
    hidden = ContentFile(photo.read() + b"<script>alert(1)</script>", name="anh.jpg")
    assert b"<script>" not in taken_in(hidden).read()


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xd8\xff\xe0" + b"x" * 300, "nửa"],
    ids=["empty", "no picture", "half a picture"],
)
def test_what_is_no_picture_is_refused_with_words(content, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as once a report was printed
    if content == "nửa":
        whole = picture_file(1200, 800, quality=95).read()
        content = whole[: len(whole) // 2]
    with pytest.raises(ValidationError, match="Không đọc được ảnh này"):
        taken_in(ContentFile(content, name="anh.jpg"))


@pytest.mark.django_db
def test_an_upload_in_the_admin_is_cleaned(admin_client, settings):
    photo = SimpleUploadedFile("IMG_0001.jpg", _photo(orientation=6).read(), "image/jpeg")
    answer = admin_client.post(
        f"/{settings.ADMIN_PATH}images/multiple/add/", {"title": "Ảnh chụp", "files[]": photo, "file": photo, "collection": _root()},
    )  # fmt: skip
    assert answer.json()["success"] is True
    image = PortalImage.objects.get()
    assert (image.width, image.height) == (300, 400)
    with image.file.open() as file:
        stored = file.read()
    assert b"chi Lan" not in stored
    assert image.file_size == len(stored)


@pytest.mark.django_db
def test_half_an_upload_is_refused_in_the_admin_and_nothing_is_stored(admin_client, settings):
    whole = picture_file(1200, 800, quality=95).read()
    half = SimpleUploadedFile("IMG_0001.jpg", whole[: len(whole) // 2], "image/jpeg")
    answer = admin_client.post(
        f"/{settings.ADMIN_PATH}images/add/",
        {"title": "Ảnh chụp", "file": half, "collection": _root()},
    )
    assert answer.status_code == 200
    assert "Không đọc được ảnh này" in answer.content.decode()
    assert not PortalImage.objects.exists()


@pytest.mark.django_db
def test_a_small_file_that_claims_a_gigantic_picture_is_refused_undecoded(admin_client, settings):
    buffer = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(buffer, "PNG")
    bomb = SimpleUploadedFile("bom.png", buffer.getvalue(), "image/png")
    assert bomb.size < 50_000
    answer = admin_client.post(
        f"/{settings.ADMIN_PATH}images/add/", {"title": "Bom", "file": bomb, "collection": _root()}
    )
    assert "144 triệu điểm ảnh" in answer.content.decode()
    assert not PortalImage.objects.exists()


def test_the_form_asks_for_a_description_and_no_file_name_stands_in_for_one(admin_client):
    page = admin_client.get(reverse("wagtailimages:add")).content.decode()
    assert "Tả trong một câu những gì thấy trong ảnh" in page
    image = make_image(title="IMG_2034")
    assert image.default_alt_text == ""
    image.description = "Bà con xếp hàng"
    assert image.default_alt_text == "Bà con xếp hàng"
