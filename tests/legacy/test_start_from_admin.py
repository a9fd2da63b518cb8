"""A move that is started in the admin: what is sent in, the rehearsal, and going on."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Site
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from addresses.models import MissingAddress
from legacy.models import ImportRun
from legacy.starting import errand_of, work_at
from legacy.undoing import undo
from news.models import ArticlePage
from tests.factories import make_home
from tests.legacy.test_kinds_that_failed import LEAD, TEXT, TITLE, page

pytestmark = pytest.mark.django_db
WXR = (
    '<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    f'xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>{TITLE}</title>'
    f"<content:encoded><![CDATA[{TEXT}]]></content:encoded><wp:post_date>2024-03-12 08:30:00</wp:post_date>"
    "<wp:post_type>post</wp:post_type><wp:status>publish</wp:status></item></channel></rss>"
)
SQL = (
    "INSERT INTO `bai_viet` (`id`,`tieu_de`,`noi_dung`,`ngay_dang`) VALUES "  # noqa: S608 - a dump to be read, nothing runs it
    f"(1,'{TITLE}','{TEXT}','2024-03-12 08:30:00');"
)
ABOUT = page("<h1>Giới thiệu chung</h1><p>Xã Mẫu có sáu thôn, trụ sở đặt ở thôn Mẫu Một, mở cửa giờ hành chính.</p>")  # fmt: skip
ARTICLE = page(f"<h1>{TITLE}</h1><p>12/03/2024</p><div class=noidung>{TEXT}</div>")


def zipped(files):
    """A .zip of names and contents."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return whole.getvalue()


MIRROR = {"xamau.gov.vn/tin/một.html": ARTICLE, "xamau.gov.vn/gioi-thieu.html": ABOUT.replace(TITLE, "Giới thiệu chung"),
          "../../ngoai.html": ARTICLE.replace("<h1>Xã", "<h1>Ngoài"), "xamau.gov.vn/Thumbs.db": "x"}  # fmt: skip
SHAPES = {
    "trang.zip": zipped(MIRROR),
    "bai.xml": WXR,
    "bai.sql": SQL,
    "bai.csv": f'title;content;date\n{TITLE};"{TEXT}";12/03/2024\n',
    "bai.json": f'[{{"title": "{TITLE}", "content": "{TEXT}", "date": "2024-03-12"}}]',
    "bai.mht": "Snapshot-Content-Location: http://xamau.gov.vn/tin/mot.html\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
    f"Content-Transfer-Encoding: 8bit\nContent-Location: http://xamau.gov.vn/tin/mot.html\n\n{ARTICLE}\n--b--\n",
}


def archived():
    """The same page in an archive of the web."""
    answer = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=True)
    body = io.BytesIO(ARTICLE.replace(TITLE, f"{TITLE} trong kho lưu").encode())
    address = "http://xamau.gov.vn/tin/xem.php?id=5"
    writer.write_record(writer.create_warc_record(address, "response", body, http_headers=answer))
    return file.getvalue()


SHAPES["trang.warc.gz"] = archived()


@pytest.fixture
def admin(settings, tmp_path, admin_client):
    """The admin of a site whose own folder is a scratch one."""
    settings.DATA_DIR = tmp_path
    make_home()
    return admin_client


def send(admin, name, content, **fields):
    """Send one file in, as the form does."""
    upload = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    fields = {"files": upload, "site": Site.objects.get().pk, "that": "1", **fields}
    return admin.post(reverse("old_portal_runs"), fields)


def test_every_shape_becomes_articles(admin):
    for number, (name, content) in enumerate(SHAPES.items(), 1):
        renamed = (
            content if isinstance(content, bytes) else content.replace(TITLE, f"{TITLE} {number}")
        )
        answer = send(admin, name, renamed)
        run = ImportRun.objects.first()
        assert answer.url == reverse("old_portal_run", args=[run.pk]), name
        assert (run.state, run.counts["kind:article"]) == ("finished", 2 if number == 1 else 1), (
            name
        )
    assert {article.lead for article in ArticlePage.objects.all()} == {LEAD}


def test_a_rehearsal_writes_nothing_and_can_be_made_real(admin):
    send(admin, "bai.sql", SQL, thu="1")
    run = ImportRun.objects.get()
    assert (run.state, run.total, ArticlePage.objects.count()) == ("rehearsed", 1, 0)
    assert "Nhập thật" in admin.get(reverse("old_portal_run", args=[run.pk])).content.decode()
    assert LEAD in admin.get(reverse("old_portal_preview", args=[run.pk])).content.decode()
    admin.post(reverse("old_portal_go_on", args=[run.pk]))
    run.refresh_from_db()
    assert (run.state, ArticlePage.objects.count()) == ("finished", 1)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.exe", b"x", "Không nhận tệp"),
        ("a.zip", b"PK nothing", "hỏng hoặc không phải"),
        ("a.zip", zipped({}), "không có gì bên trong"),
        ("", b"", "ít nhất một tệp"),
    ],
)
def test_what_cannot_be_kept_is_said_and_leaves_nothing(admin, tmp_path, name, content, said):
    fields = {} if name else {"files": ""}
    answer = send(admin, name or "x", content, **fields)
    assert said in answer.content.decode()
    assert not ImportRun.objects.exists()
    assert not [path for path in (tmp_path / "trang-cu").iterdir() if path.is_dir()]


def test_what_the_operator_has_laid_ready_is_offered(admin, tmp_path):
    (tmp_path / "trang-cu" / "xamau").mkdir(parents=True)
    (tmp_path / "trang-cu" / "xamau" / "a.html").write_text(ARTICLE)
    assert "xamau" in admin.get(reverse("old_portal_runs")).content.decode()
    send(admin, "x", b"", files="", ready="xamau")
    assert ArticlePage.objects.get().title == TITLE


def test_a_run_whose_files_are_gone_says_so_and_two_never_work_at_one(admin):
    run = ImportRun.objects.create(site=Site.objects.get(), paths=["/khong/co"])
    with errand_of(run).alone():
        assert not work_at(run)
    shown = admin.get(reverse("old_portal_run", args=[run.pk])).content.decode()
    assert "bị ngắt giữa chừng" in shown
    admin.post(reverse("old_portal_go_on", args=[run.pk]))
    run.refresh_from_db()
    assert (run.state, "Hãy gửi lại" in run.step) == ("failed", True)


def test_the_report_of_missing_addresses_learns_what_did_not_come(admin, client):
    send(admin, "trang.zip", SHAPES["trang.zip"])
    row = MissingAddress.objects.get()
    assert (row.path, row.times) == ("/gioi-thieu.html", 0)
    shown = admin.get(reverse("missing_addresses")).content.decode()
    assert "trang tĩnh “Giới thiệu chung” của trang cũ" in shown
    undo(ImportRun.objects.get())
    assert not MissingAddress.objects.exists()
