"""The server as a reader, an editor and a stranger meet it, through the real nginx."""

import re
import time

import pytest

from tests.ops import nginx
from tests.patience import until

ARTICLE = "/tin-tuc/chuyen-doi-so/xa-ta-lung-day-manh-cong-tac-cchc/"
TITLE = "Xã Tả Lủng đẩy mạnh"
GZIP = ("-H", "Accept-Encoding: gzip")


def _fresh(stack, *options):
    """The article, asked for until nginx has a copy of the last five seconds."""
    for _ in range(3):
        answer = stack.curl(ARTICLE, *options)
    return answer


def test_the_seed_article_comes_through_nginx_from_postgresql(stack):
    status, headers, body = stack.curl(ARTICLE)
    assert status == 200
    assert TITLE in body.decode()
    assert "set-cookie" not in headers
    assert headers["strict-transport-security"].startswith("max-age=63072000")
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "nginx/" not in headers["server"]


def test_plain_http_leads_to_https_at_the_same_address(stack):
    status, headers, _ = stack.curl(ARTICLE, scheme="http")
    assert status == 301
    assert headers["location"] == f"https://xa.test:{stack.ports['https']}{ARTICLE}"


def test_http2_is_spoken(stack):
    status, _, body = stack.curl(ARTICLE, "--http2", "-w", "%{http_version}")
    assert (status, body[-1:]) == (200, b"2")


def test_the_site_is_reached_by_ipv6(stack):
    if not nginx.has_ipv6():
        pytest.skip("Máy này không có IPv6.")
    port = stack.ports["https"]
    assert stack.curl(ARTICLE, "--connect-to", f"xa.test:{port}:[::1]:{port}")[0] == 200


def test_the_second_reader_is_answered_by_nginx(stack):
    _, headers, first = _fresh(stack, *GZIP)
    assert headers["x-proxy-cache"] in ("HIT", "STALE", "UPDATING")
    assert headers["content-encoding"] == "gzip"
    assert len(first) < 14_000  # with what the first view needs (docs/decisions/087)


def test_browsers_that_spell_their_encodings_differently_share_one_copy(stack):
    _fresh(stack, "-H", "Accept-Encoding: gzip, deflate, br")
    _, headers, _ = stack.curl(
        ARTICLE, "-H", "Accept-Encoding: br;q=1.0, gzip;q=0.8, *;q=0.1, zstd"
    )
    assert headers["x-proxy-cache"] in ("HIT", "STALE", "UPDATING")


def test_a_page_that_was_taken_down_is_gone_from_nginx_within_ten_seconds(stack):
    made = stack.shell(
        "from news.models import *; s = SectionPage.objects.get(slug='tin-tuc');"
        "a = s.add_child(instance=ArticlePage(title='Sẽ gỡ')); print(a.url)"
    ).strip().splitlines()[-1]  # fmt: skip
    for _ in range(3):
        assert stack.curl(made)[0] == 200
    time.sleep(12)  # nobody asks for a while: the copy in nginx is old, and must not come up again
    stack.shell("from news.models import *; ArticlePage.objects.get(title='Sẽ gỡ').unpublish()")
    time.sleep(1)
    assert stack.curl(made)[0] == 404


def test_an_editor_is_never_answered_from_the_cache_and_leaves_nothing_in_it(stack):
    cookie = ("-H", "Cookie: sessionid=abc123")
    for _ in range(3):
        _, headers, _ = stack.curl(ARTICLE, *cookie)
        assert headers["x-proxy-cache"] == "BYPASS"
        assert "private" in headers["cache-control"]
        _, headers, _ = _fresh(stack)
        assert headers["x-proxy-cache"] in ("HIT", "STALE", "UPDATING")


def test_a_cookie_of_the_provinces_other_sites_costs_no_reader_the_cache(stack):
    _fresh(stack)
    _, headers, _ = stack.curl(ARTICLE, "-H", "Cookie: _ga=GA1.2.3; tinh_session=xyz")
    assert headers["x-proxy-cache"] in ("HIT", "STALE", "UPDATING")


@pytest.mark.parametrize(
    "header",
    ["X-Forwarded-Host: ke-gian.example", "X-Forwarded-Proto: http", "X-Forwarded-For: 1.2.3.4"],
)
def test_what_a_reader_says_about_the_way_here_is_not_believed(stack, header):
    status, _, body = stack.curl("/", "-H", header)
    assert status == 200
    assert "ke-gian" not in body.decode()


def test_static_files_come_compressed_and_for_ever(stack):
    html = stack.curl("/")[2].decode()
    style = re.search(r'href="(/static/[^"]+\.css)"', html)[1]
    plain = stack.curl(style)[2]
    status, headers, packed = stack.curl(style, *GZIP)
    assert status == 200
    assert headers["cache-control"] == "public, max-age=31536000, immutable"
    assert headers["content-encoding"] == "gzip"
    assert len(packed) < len(plain) / 2


def test_pictures_come_in_a_sandbox_and_originals_not_at_all(stack):
    html = stack.curl(ARTICLE)[2].decode()
    picture = re.search(r'src="(/media/images/[^"]+)"', html)[1]
    status, headers, _ = stack.curl(picture)
    assert status == 200
    assert headers["content-type"] == "image/jpeg"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["x-content-type-options"] == "nosniff"
    (original, *_) = (stack.data / "media" / "original_images").iterdir()
    assert stack.curl(f"/media/original_images/{original.name}")[0] == 404
    assert stack.curl("/media/images/../original_images/" + original.name, "--path-as-is")[0] in (
        400,
        404,
    )
    assert stack.curl("/media/../secret-key", "--path-as-is")[0] in (400, 404)


_PICTURED = """
from django.core.files.base import ContentFile
from io import BytesIO
from PIL import Image
from news.models import *
from pages.models import PortalDocument, PortalImage
out = BytesIO(); Image.new("RGB", (900, 600), (9, 90, 9)).save(out, "JPEG")
picture = PortalImage(title="Ảnh sẽ gỡ"); picture.file = ContentFile(out.getvalue(), name="se-go.jpg")
picture._set_image_file_metadata(); picture.save()
document = PortalDocument(title="Tệp sẽ gỡ")
document.file.save("se-go.pdf", ContentFile(b"%PDF-1.4 mau"))
body = [("text", '<p><a linktype="document" id="%s">tệp</a></p>' % document.pk)]
section = SectionPage.objects.get(slug="tin-tuc")
page = section.add_child(instance=ArticlePage(title="Có ảnh sẽ gỡ", cover=picture, body=body, live=False))
print(picture.file.storage.url(picture.sizes["whole-720-jpeg"][0]), document.url)
"""
_TITLED = "from news.models import *; page = ArticlePage.objects.get(title='Có ảnh sẽ gỡ')"


def test_a_picture_and_a_file_come_with_their_page_and_go_with_it_within_ten_seconds(stack):
    addresses = stack.shell(_PICTURED).split()[-2:]
    assert [stack.curl(address)[0] for address in addresses] == [404, 404], "a draft's"
    stack.shell(f"{_TITLED}; page.save_revision().publish()")
    for _ in range(3):
        assert [stack.curl(address)[0] for address in addresses] == [200, 200]
    picture = stack.curl(addresses[0])[1]
    assert "etag" in picture, "from the second reader on nginx answers by itself"
    assert (stack.data / "open" / addresses[0].lstrip("/")).is_symlink()
    assert "s-maxage=8" in picture["cache-control"]
    stack.shell(f"{_TITLED}; page.unpublish()")
    until(lambda: [stack.curl(address)[0] for address in addresses] == [404, 404], seconds=10)


@pytest.mark.parametrize(
    "path", ["/.git/config", "/.env", "/static/../data/portal.env", "/bao-tri.html", "/media/"]
)
def test_nothing_but_the_site_is_served(stack, path):
    assert stack.curl(path, "--path-as-is")[0] in (400, 404)


def test_a_body_that_is_too_large_is_refused_before_it_is_read(stack, tmp_path):
    big = tmp_path / "lon.bin"
    big.write_bytes(b"x" * 200_000)
    status, headers, body = stack.curl("/tim-kiem/", "--data-binary", f"@{big}")
    assert status == 413
    assert "Tệp gửi lên quá lớn" in body.decode()
    assert "content-security-policy" in headers


def test_guessing_passwords_is_slowed_down_and_said_in_vietnamese(stack):
    assert stack.curl("/quan-tri/login/")[0] == 200
    refused = until(lambda: _refused(stack.curl("/quan-tri/login/")), pause=0)
    status, headers, body = refused
    assert (status, headers["retry-after"]) == (429, "60")
    assert "Mở trang quá nhanh" in body.decode()


def _refused(answer):
    return answer if answer[0] != 200 else None


def test_the_machine_learns_whether_the_site_is_ready(stack):
    status, _, body = stack.curl("/suc-khoe/san-sang")
    assert status == 200
    assert b'"ready": true' in body


def test_what_is_logged_names_no_reader(stack):
    stack.curl("/tim-kiem/?q=so-dien-thoai-0912345678", "-A", "MayCuaChiLan/1.0")
    log = stack.folder / "logs" / "nginx-access.log"
    until(lambda: '"path":"/tim-kiem/"' in log.read_text(), pause=0.5)  # nginx writes in batches
    text = log.read_text()
    for secret in ("127.0.0.1", "0912345678", "MayCuaChiLan"):
        assert secret not in text


def test_with_the_site_gone_the_essentials_stay_and_the_rest_says_when_to_return(stack):
    essential = "/tin-tuc/"
    stack.kill("app", 15)
    try:
        status, headers, body = stack.curl(essential + "?moi=1")  # no copy in nginx's cache
        assert status == 200
        assert "Đây là bản lưu lúc" in body.decode()
        assert headers["cache-control"] == "no-store"
        status, headers, body = stack.curl("/tim-kiem/?q=a")
        assert status == 503
        assert headers["retry-after"] == "60"
        assert "Trang đang bảo trì" in body.decode()
        assert headers["content-security-policy"].startswith("default-src 'none'")
    finally:
        stack.start_app()
    assert stack.curl("/tim-kiem/?q=a")[0] == 200
