"""What kinds of pictures are taken in, and what is said of a file that is none.

A kind is read from the file's first bytes, never from its name: a PNG called .jpg, a HEIC that a
telephone named .jpg and a .jfif of Windows are pictures like any other.
"""

import filetype
from django.core.exceptions import ValidationError

MEGABYTES = 30
"""A file of a telephone's largest mode (108 megapixels); `WAGTAILIMAGES_MAX_UPLOAD_SIZE` says the same."""
PIXELS = 50_000_000
"""What is decoded whole: 200 MB in memory at most, for a moment."""
PIXELS_OF_A_JPEG = 120_000_000

SAVED_AS = {
    "JPEG": ("JPEG", {"quality": 88, "optimize": True, "progressive": True}),
    "MPO": ("JPEG", {"quality": 88, "optimize": True, "progressive": True}),
    "HEIF": ("JPEG", {"quality": 88, "optimize": True, "progressive": True}),
    "PNG": ("PNG", {"optimize": True}),
    "GIF": ("PNG", {"optimize": True}),
    "WEBP": ("WEBP", {"quality": 86}),
    "AVIF": ("AVIF", {"quality": 75}),
}
"""Pillow's name of a kind: the kind it is stored as, and how."""

OPENED = [kind for kind in SAVED_AS if kind != "MPO"]
"""For Pillow, to which a telephone's MPO is a JPEG until it is open."""

MOVING = {"PNG", "GIF", "WEBP", "AVIF", "HEIF"}
"""Kinds that can hold a moving picture."""

ONLY_THE_FIRST = (
    "Ảnh động: trang chỉ giữ hình đầu tiên, đứng yên. Muốn có chuyển động thì lưu thành phim MP4, "
    "tải lên ở “Tệp tài liệu” rồi đưa vào bài bằng khối “Âm thanh hoặc phim”."
)
"""The one rule for GIF, APNG, moving WebP, AVIF and bursts of an iPhone (.heics)."""

ASKED_FOR = (
    "Ảnh JPG, PNG, WebP, AVIF, GIF, ảnh HEIC của iPhone; tên tệp viết thế nào cũng được. "
    f"Mỗi ảnh nhiều nhất {MEGABYTES} MB. {ONLY_THE_FIRST}"
)

_UNREADABLE = (
    "Không đọc được ảnh này: tệp hỏng, chưa tải lên hết hoặc không phải ảnh JPG, PNG, WebP, AVIF, "
    "HEIC, GIF. Hãy chụp hoặc lưu lại ảnh rồi tải lên lần nữa."
)
TOO_HEAVY = (
    "Máy chủ không đọc nổi ảnh này: ảnh quá nặng hoặc tệp hỏng. Hãy mở ảnh trên máy tính, lưu lại thành JPG "
    "cỡ nhỏ hơn rồi tải lên lần nữa."
)
_HEIC = (
    "Ảnh HEIC của iPhone này không đọc được: tệp hỏng hoặc chưa tải lên hết. Trên iPhone, mở Cài đặt › "
    "Camera › Định dạng, chọn “Tương thích nhất” rồi chụp lại; ảnh đã chụp thì mở ra, chụp màn hình, "
    "hoặc gửi qua Zalo rồi lưu về, sau đó tải lên lần nữa."
)
_FILM = (
    "Đây là phim, không phải ảnh. Phim MP4 dưới 50 MB tải lên ở “Tệp tài liệu” rồi đưa vào bài bằng khối "
    "“Âm thanh hoặc phim”; phim .mov thì lưu thành MP4 trước; phim lớn hơn thì đăng nơi khác rồi dán địa chỉ vào khối đó."
)
_PDF = "Đây là tệp PDF, không phải ảnh. Hãy tải lên ở “Tệp tài liệu”, hoặc lưu trang cần dùng thành ảnh."
_OTHER_PICTURE = (
    "Ảnh {kind} thì không phải máy nào của bà con cũng mở được, nên trang không nhận. Hãy mở ảnh trên máy tính, chọn “Lưu thành” JPG "
    "hoặc PNG, rồi tải lên lần nữa."
)
_PAPER = (
    "Đây là tệp văn bản hoặc tệp nén, không phải ảnh. Tệp Word thì nhập ở “Nhập từ Word”, ảnh trong đó vào theo; "
    "tệp khác thì tải lên ở “Tệp tài liệu”."
)
_OTHERS = {
    "SVG": lambda start: b"<svg" in start.lower(),
    "JPEG XL": lambda start: start[:2] == b"\xff\x0a" or start[4:8] == b"JXL ",
    "JPEG 2000": lambda start: start[4:8] == b"jP  ",
    "RAW": lambda start: start[4:12] == b"ftypcrx " or start[:8] == b"FUJIFILM",
}
"""Pictures that no reader's browser is sure to open, by how they begin."""
_HEIC_BRANDS = (
    b"heic",
    b"heix",
    b"hevc",
    b"hevx",
    b"heim",
    b"heis",
    b"hevm",
    b"hevs",
    b"mif1",
    b"mif2",
    b"msf1",
)


def refusal(start: bytes) -> ValidationError:
    """What to do with a file that begins so and is no picture that can be read; in Vietnamese."""
    return ValidationError(_by_its_beginning(start) or _by_its_kind(start) or _UNREADABLE)


def _by_its_beginning(start: bytes) -> str:
    if start[4:8] == b"ftyp" and start[8:12] in _HEIC_BRANDS:
        return _HEIC
    other = next((named for named, is_one in _OTHERS.items() if is_one(start)), "")
    return _OTHER_PICTURE.format(kind=other) if other else ""


def _by_its_kind(start: bytes) -> str:
    guessed = filetype.guess(start)
    kind = guessed.mime if guessed else ""
    if kind.startswith("video/"):
        return _FILM
    if kind in ("image/tiff", "image/bmp", "image/vnd.adobe.photoshop", "image/x-icon"):
        return _OTHER_PICTURE.format(kind=guessed.extension.upper())
    if start[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        return _PAPER
    return _PDF if kind == "application/pdf" else ""


def check_pixels(opened) -> None:
    """Refuse by the number of pixels that the header claims, before anything is decoded.

    A file of 40 KB may claim 30,000 × 30,000. Of a plain JPEG no more is decoded than is kept,
    whatever it claims; a progressive one is held in memory whole.
    """
    is_plain_jpeg = opened.format in ("JPEG", "MPO") and not opened.info.get("progressive")
    most = PIXELS_OF_A_JPEG if is_plain_jpeg else PIXELS
    pixels = opened.width * opened.height
    if pixels > most:
        raise ValidationError(
            f"Ảnh quá lớn ({pixels / 1e6:.0f} triệu điểm ảnh). Hãy chọn cỡ ảnh nhỏ hơn trong "
            f"máy ảnh, nhiều nhất {most / 1e6:.0f} triệu điểm ảnh."
        )
