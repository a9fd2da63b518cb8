"""A whole old portal, as an operator moves it."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from wagtail.contrib.redirects.models import Redirect

from legacy.models import ImportRun
from news.models import ArticlePage, SectionPage
from pages.models import PortalDocument, PortalImage
from tests.factories import make_home, picture_file

pytestmark = pytest.mark.django_db
HOST = "http://xabanmau.gov.vn"
MENU = (
    "<nav><a href='/'>Trang chủ</a><a href='/tin/'>Tin tức</a><a href='/lien-he/'>Liên hệ</a></nav>"
)
SIDE = (
    "<div class='cot-phai'><h3>Tin xem nhiều</h3><ul>"
    + "".join(
        f"<li><a href='/tin/b-{n}.html'>Bài được xem nhiều thứ {n} của xã</a></li>"
        for n in range(5)
    )
    + "</ul><p>Hotline 0000 và lời chào của Ban biên tập xã Bản Mẫu tới bà con.</p></div>"
)


@pytest.fixture
def home():
    return make_home()


def run(*paths, status=0, **options):
    """The command's output and error output."""
    out, err = io.StringIO(), io.StringIO()
    call_command("import_portal", *map(str, paths), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def rows_of(*paths):
    """What a dry run says of each file, by its name."""
    out, _ = run(*paths, dry_run=True, json=True)
    return {row["file"].rsplit("/", 1)[-1]: row for row in json.loads(out)}


def page(title, inside, head=""):
    """A page of an old theme."""
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title} - Xã Bản Mẫu</title>{head}</head><body>"
        f"{MENU}<div class='giua'>{inside}</div>{SIDE}<footer>© UBND xã Bản Mẫu</footer></body></html>"
    )


def article(number, more="", title=None, day=None):
    """An article of that theme; its text element has no telling name."""
    title = title or f"Bài số {number} về việc làng việc xã"
    head = f"<link rel=canonical href='{HOST}/tin/b-{number}.html'>"
    text = (
        f"<h1>{title}</h1><p>{day or number + 1:02}/03/2024 08:00</p>"
        f"<p>Sáng nay thôn số {number} họp dân bàn chuyện đường sá và mương máng của thôn mình, "
        f"với {number + 30} hộ về dự đông đủ từ sớm.</p>"
        f"<p>Bà con thôn {number} thống nhất góp {number + 7} ngày công và sẽ làm xong trước mùa mưa năm nay.</p>"
    )
    return page(title, f"{text}{more}", head)


@pytest.fixture
def mirror(tmp_path):
    """Five articles, a list, a print copy, a sign-in page, a plain page, a picture and a document."""
    folder = tmp_path / "xabanmau.gov.vn"
    (folder / "tin" / "print").mkdir(parents=True)
    (folder / "uploads").mkdir()
    (folder / "uploads" / "anh.jpg?w=600").write_bytes(picture_file().read())
    (folder / "uploads" / "ke-hoach.pdf").write_bytes(
        b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
    )
    more = (
        f"<p>Xem <a href='/uploads/ke-hoach.pdf'>kế hoạch</a>, <a href='b-2.html'>bài trước</a> và "
        f"<a href='/tin/khong-co.html'>bài đã mất</a> để biết thêm chi tiết về việc này.</p>"
        f"<p><img src='{HOST}/uploads/anh.jpg?w=600'></p><p><img src='/uploads/mat.jpg'></p>"
    )
    for n in range(1, 6):
        (folder / "tin" / f"b-{n}.html").write_text(article(n, more if n == 1 else ""))
    listed = "".join(
        f"<div class='muc'><h3><a href='b-{n}.html'>Bài số {n} về việc làng việc xã</a></h3><p>Sáng nay thôn số "
        f"{n} họp dân bàn chuyện đường sá.</p></div>" for n in range(1, 6)
    )  # fmt: skip
    (folder / "tin" / "index.html").write_text(page("Tin tức", f"<h1>Tin tức</h1>{listed}"))
    (folder / "tin" / "print" / "b-3.html").write_text(
        article(3).replace(MENU, "").replace(SIDE, "")
    )
    form = "<h1>Đăng nhập</h1><form><input name=u><input type=password name=p></form>"
    (folder / "dang-nhap.aspx").write_text(page("Đăng nhập", form))
    about = "<h1>Liên hệ</h1><p>Trụ sở Ủy ban nhân dân xã Bản Mẫu nằm ở thôn Một, ngay bên cạnh chợ phiên.</p>"
    (folder / "ve-xa.html").write_text(page("Liên hệ", about))
    return tmp_path


def test_every_file_has_a_kind_and_a_reason(mirror):
    rows = rows_of(mirror)
    kinds = {
        name: row["kind"] for name, row in rows.items() if name not in {"index.html", "b-3.html"}
    }
    assert kinds == {
        "b-1.html": "article", "b-2.html": "article", "b-4.html": "article", "b-5.html": "article",
        "dang-nhap.aspx": "system page", "ve-xa.html": "static page", "anh.jpg?w=600": "attachment",
        "ke-hoach.pdf": "attachment",
    }  # fmt: skip
    assert rows["index.html"]["kind"] == "list"
    out, _ = run(mirror, dry_run=True, json=True)
    thirds = [row["kind"] for row in json.loads(out) if row["file"].endswith("b-3.html")]
    assert sorted(thirds) == ["article", "print copy"]
    assert all(row["why"] for row in rows.values())


def test_what_stands_on_many_pages_is_no_part_of_an_article(mirror):
    words = " ".join(rows_of(mirror)["b-2.html"]["paragraphs"])
    assert "ngày công" in words
    assert "Hotline" not in words
    assert "xem nhiều" not in words


def test_articles_arrive_with_pictures_files_and_links(home, mirror, client):
    out, err = run(mirror)
    assert ArticlePage.objects.live().count() == 5, out + err
    first = ArticlePage.objects.get(title__startswith="Bài số 1 ")
    second = ArticlePage.objects.get(title__startswith="Bài số 2 ")
    html = client.get(first.url).content.decode()
    assert PortalImage.objects.count() == 1
    assert PortalDocument.objects.get().url in html
    assert f'href="{second.url}"' in html
    assert "trang-cu" not in html
    assert html.count("<figure>") == 1, "a picture that did not come leaves no empty frame"
    assert "/uploads/mat.jpg" in err


def test_old_addresses_answer_with_one_301(home, mirror, client):
    run(mirror)
    third = ArticlePage.objects.get(title__startswith="Bài số 3 ")
    for address in ("/tin/b-3.html", "/tin/print/b-3.html", "/tin/b-3.html?utm_source=zalo"):
        answer = client.get(address)
        assert (answer.status_code, answer.url) == (301, third.url), address


def test_a_run_is_taken_back_but_not_what_somebody_has_edited(home, mirror):
    run(mirror)
    edited = ArticlePage.objects.get(title__startswith="Bài số 4 ")
    edited.lead = "Biên tập viên đã sửa."
    edited.save_revision().publish()
    out, _ = run(undo=ImportRun.objects.get().pk)
    assert list(ArticlePage.objects.values_list("pk", flat=True)) == [edited.pk], out
    assert not PortalImage.objects.exists()
    assert not PortalDocument.objects.exists()
    assert list(Redirect.objects.values_list("redirect_page_id", flat=True).distinct()) == [
        edited.pk
    ]
    assert SectionPage.objects.count() == 1


def test_a_second_run_makes_nothing_twice(home, mirror):
    run(mirror)
    before = (ArticlePage.objects.count(), Redirect.objects.count(), PortalImage.objects.count())
    out, _ = run(mirror)
    assert "5 không đổi" in out
    assert (
        ArticlePage.objects.count(),
        Redirect.objects.count(),
        PortalImage.objects.count(),
    ) == before


def test_an_interrupted_run_goes_on(home, mirror, monkeypatch):
    from legacy import moving

    real = moving.Importer.bring_in
    calls = []

    def failing(self, read, root):
        calls.append(read)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(self, read, root)

    monkeypatch.setattr(moving.Importer, "bring_in", failing)
    with pytest.raises(KeyboardInterrupt):
        run(mirror)
    assert ImportRun.objects.get().state == "running"
    monkeypatch.setattr(moving.Importer, "bring_in", real)
    run(mirror)
    finished = ImportRun.objects.get()
    assert (finished.state, finished.articles.count()) == ("finished", 5)


def test_a_page_with_a_wrong_date_is_named_and_the_rest_comes(home, mirror):
    (mirror / "xabanmau.gov.vn" / "tin" / "b-9.html").write_text(article(9, day=45))
    run(mirror)
    assert ArticlePage.objects.count() >= 5


def test_the_same_title_on_another_day_is_another_article(mirror):
    folder = mirror / "xabanmau.gov.vn" / "tin"
    for n in (11, 12):
        (folder / f"b-{n}.html").write_text(article(n, title="Lịch tiếp công dân của xã"))
    rows = rows_of(mirror)
    assert rows["b-11.html"]["kind"] == rows["b-12.html"]["kind"] == "article"


def test_a_folder_that_is_not_there_is_named(home):
    with pytest.raises(CommandError, match="Không tìm thấy"):
        run("/khong/co")
