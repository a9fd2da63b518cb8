"""Whatever a telephone or a scanner makes is taken in, or refused with what to do."""

import io
import struct
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageStat
from wagtail.models import Collection

from pages.image_intake import taken_in
from pages.models import PortalImage

MOVING_KINDS = {"a.gif": "GIF", "a.png": "PNG", "a.webp": "WEBP", "a.avif": "AVIF"}
HEIC_START = b"\x00\x00\x00\x24ftypheic\x00\x00\x00\x00mif1heicmiafMiHE" + bytes(400)


def _moving(kind, frames=3):
    shades = [Image.new("RGB", (64, 48), (60 * number, 90, 120)) for number in range(frames)]
    out = io.BytesIO()
    shades[0].save(out, kind, save_all=True, append_images=shades[1:], duration=100, loop=0)
    return out.getvalue()


def _written(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _grey16():
    """A PNG of 16 bits a pixel, a ramp over the whole width, as scanners write them."""
    row = b"\0" + b"".join(struct.pack(">H", 257 * level) for level in range(256))

    def chunk(kind, data):
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", 256, 40, 16, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(row * 40)) + chunk(b"IEND", b"")  # fmt: skip


def _stored(content, name):
    return Image.open(io.BytesIO(taken_in(ContentFile(content, name=name)).read()))


def _upload(client, settings, content, name):
    return client.post(
        f"/{settings.ADMIN_PATH}images/multiple/add/",
        {
            "title": "Ảnh",
            "files[]": SimpleUploadedFile(name, content),
            "collection": Collection.get_first_root_node().pk,
        },
    ).json()


@pytest.mark.parametrize(("name", "kind"), MOVING_KINDS.items())
def test_of_every_moving_picture_the_first_is_kept_and_the_editor_is_told(
    admin_client, settings, name, kind
):
    answer = _upload(admin_client, settings, _moving(kind), name)
    assert answer["success"], answer
    assert "chỉ giữ hình đầu tiên" in answer["form"]
    assert "phim MP4" in answer["form"]
    with PortalImage.objects.get().file.open() as file, Image.open(file) as stored:
        assert getattr(stored, "n_frames", 1) == 1
        assert stored.convert("RGB").getpixel((5, 5))[0] < 12  # the first of the three


def test_of_a_still_picture_nothing_is_said_about_moving(admin_client, settings):
    still = _written(Image.new("RGB", (64, 48), "red"), "GIF")
    answer = _upload(admin_client, settings, still, "anh.gif")
    assert answer["success"]
    assert "hình đầu tiên" not in answer["form"]


def test_the_upload_screens_say_the_rule_before_a_file_is_chosen(admin_client, settings):
    for place in ("images/add/", "images/multiple/add/", "images/chooser/"):
        page = admin_client.get(f"/{settings.ADMIN_PATH}{place}")
        text = page.json()["html"] if "json" in page["Content-Type"] else page.content.decode()
        assert "chỉ giữ hình đầu tiên" in text, place
        assert "HEIC của iPhone" in text, place


def test_a_photo_of_an_iphone_becomes_a_jpeg():
    photo = Image.new("RGB", (120, 80), "red")
    stored = _stored(_written(photo, "HEIF"), "IMG_0412.HEIC")
    assert (stored.format, stored.size) == ("JPEG", (120, 80))
    assert stored.getpixel((60, 40))[0] > 240


def test_what_is_transparent_in_an_iphone_picture_becomes_white():
    stored = _stored(_written(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "HEIF"), "a.heic")
    assert min(stored.getpixel((30, 30))) > 250


@pytest.mark.parametrize("name", ["IMG_1.heic", "IMG_1.jpg"])
def test_a_broken_iphone_photo_is_refused_with_what_to_do_on_the_telephone(name):
    with pytest.raises(ValidationError, match="Tương thích nhất"):
        taken_in(ContentFile(HEIC_START, name=name))


@pytest.mark.parametrize(
    ("name", "kind", "stored_as"),
    [("a.jpg", "PNG", ".png"), ("a.png", "JPEG", ".jpg"), ("a.jfif", "JPEG", ".jpg"), ("anh", "WEBP", ".webp"), ("a.jpg", "HEIF", ".jpg")],
)  # fmt: skip
def test_a_kind_is_read_from_the_file_and_not_from_its_name(
    admin_client, settings, name, kind, stored_as
):
    content = _written(Image.new("RGB", (64, 48), "red"), kind)
    assert _upload(admin_client, settings, content, name)["success"]
    assert PortalImage.objects.get().file.name.endswith(stored_as)


def test_a_grey_scan_of_sixteen_bits_keeps_its_greys(admin_client, settings):
    assert _upload(admin_client, settings, _grey16(), "scan.png")["success"]
    with PortalImage.objects.get().file.open() as file, Image.open(file) as stored:
        levels = stored.convert("L")
    assert abs(ImageStat.Stat(levels).mean[0] - 127.5) < 2
    assert levels.getpixel((200, 5)) - levels.getpixel((50, 5)) > 140


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (b"\0\0\0\x14ftypqt  " + bytes(300), "lưu thành MP4"),
        (b"\0\0\0\x18ftypisom" + bytes(300), "Đây là phim"),
        (b"%PDF-1.7\n" + bytes(300), "Đây là tệp PDF"),
        (_written(Image.new("RGB", (64, 48)), "TIFF"), "Lưu thành"),
        (_written(Image.new("RGB", (64, 48)), "BMP"), "Lưu thành"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "Ảnh SVG"),
        (b"\xff\x0a" + bytes(300), "Ảnh JPEG XL"),
        (b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(300), "Ảnh JPEG 2000"),
        (b"\0\0\0\x18ftypcrx " + bytes(300), "Ảnh RAW"),
        (b"\0\0\0\x18ftyphevx" + bytes(300), "Tương thích nhất"),
        (b"PK\x03\x04" + bytes(300), "Nhập từ Word"),
    ],
    ids=["mov", "mp4", "pdf", "tiff", "bmp", "svg", "jxl", "jp2", "raw", "hevx", "docx"],
)
def test_what_is_no_picture_for_the_web_is_refused_with_the_way_out(content, advice):
    with pytest.raises(ValidationError, match=advice):
        taken_in(ContentFile(content, name="tep.jpg"))


def test_a_plain_jpeg_of_more_pixels_than_are_decoded_whole_is_made_smaller():
    photo = Image.new("L", (6000, 9000), 128)  # 54 megapixels
    stored = _stored(_written(photo, "JPEG", quality=40), "a.jpg")
    assert max(stored.size) == 2560


def test_a_progressive_jpeg_that_must_be_held_whole_is_refused_undecoded():
    with pytest.raises(ValidationError, match="nhiều nhất 50 triệu điểm ảnh"):
        taken_in(
            ContentFile(
                _written(Image.new("L", (9000, 6000)), "JPEG", progressive=True), name="a.jpg"
            )
        )
