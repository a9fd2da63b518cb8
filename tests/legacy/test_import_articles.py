"""The command, as an operator runs it."""

import io
import json
import socket
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from legacy.models import ImportedArticle
from news.models import ArticlePage, SectionPage
from pages.models import PortalDocument, PortalImage
from tests.factories import make_article, make_home, make_section, picture_file

pytestmark = pytest.mark.django_db
SEED = Path(__file__).parent / "samples" / "00-bai-goc.txt"
SAMPLES = SEED.parent
LEAD = "Sáng ngày 12/10, UBND xã Bản Mẫu tổ chức lễ ra quân hưởng ứng Ngày Chuyển đổi số quốc gia."
SECOND = "Phát biểu tại lễ ra quân, đồng chí Chủ tịch UBND xã nhấn mạnh vai trò của mỗi gia đình."
KEYS = [
    "file", "section", "title", "published_at", "views", "lead", "paragraphs", "figures",
    "author", "source",
]  # fmt: skip


@pytest.fixture
def home():
    return make_home()


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Whoever opens a connection to anywhere fails the test."""

    def refuse(self, address):
        raise AssertionError(f"opened a connection to {address}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: refuse(None, args))


def run(*paths, status=0, **options):
    """The command's output and error output, after checking its exit status."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("import_articles", *map(str, paths), stdout=out, stderr=err, **options)
    except SystemExit as exit_:
        code = exit_.code
    assert code == status, err.getvalue()
    return out.getvalue(), err.getvalue()


def write(folder, name="bai.txt", title="Xã ra quân", second=SECOND, date="12/10/2023 08:00"):
    path = folder / name
    path.write_text(f"Chuyên mục Tin hoạt động\n\n{title}\n\n{date}\n\n{LEAD}\n\n{second}\n")
    return path


def test_the_seed_is_imported_whole(home, client):
    out, _ = run(SEED)
    assert "1 bài mới" in out
    article = ArticlePage.objects.get()
    assert article.url.endswith("/chuyen-doi-so/xa-ta-lung-day-manh-cong-tac-cchc/")
    html = client.get(article.url).content.decode()
    for words in ("thủ tịch", "trên trên", "TTTĐT", "54 lượt xem", "21/11/2023 08:32"):
        assert words in html, words
    assert html.count("<figcaption") == 2


def test_a_second_run_changes_nothing_and_says_so(home):
    run(SEED)
    revision = ArticlePage.objects.get().latest_revision_id
    out, _ = run(SEED)
    assert "0 bài mới, 0 cập nhật, 1 không đổi" in out
    assert ArticlePage.objects.get().latest_revision_id == revision
    assert SectionPage.objects.count() == 1


def test_every_sample_is_imported_once(home):
    out, err = run(SAMPLES)
    assert "0 bị từ chối" in out
    count = ArticlePage.objects.count()
    out, _ = run(SAMPLES)
    assert "0 bài mới, 0 cập nhật" in out
    assert ArticlePage.objects.count() == count
    assert "để bản nháp: không rõ ngày đăng" in err


def test_a_changed_source_updates_its_article(home, tmp_path):
    run(write(tmp_path))
    out, _ = run(write(tmp_path, second=f"{SECOND} Bà con rất phấn khởi."))
    assert "0 bài mới, 1 cập nhật" in out
    assert "phấn khởi" in str(ArticlePage.objects.get().body)


def test_an_article_that_an_editor_has_changed_is_left_alone(home, tmp_path):
    run(write(tmp_path))
    article = ArticlePage.objects.get()
    article.lead = "Biên tập viên đã sửa."
    article.save_revision().publish()
    out, _ = run(write(tmp_path, second=f"{SECOND} Bà con rất phấn khởi."))
    assert "giữ nguyên: bài đã được sửa trên trang" in out
    assert ArticlePage.objects.get().lead == "Biên tập viên đã sửa."


def test_a_deleted_article_comes_back_only_when_asked(home, tmp_path):
    path = write(tmp_path)
    run(path)
    ArticlePage.objects.get().delete()
    out, _ = run(path)
    assert "bỏ qua: bài đã bị xóa trên trang" in out
    assert not ArticlePage.objects.exists()
    run(path, restore_deleted=True)
    assert ArticlePage.objects.count() == 1


def test_a_moved_file_is_known_again(home, tmp_path):
    path = write(tmp_path)
    run(path)
    (tmp_path / "moi").mkdir()
    out, _ = run(path.rename(tmp_path / "moi" / "ten-khac.txt"))
    assert "1 không đổi" in out


def test_another_article_under_the_same_name_is_a_new_one(home, tmp_path):
    run(write(tmp_path))
    out, _ = run(write(tmp_path, title="Một bài khác hẳn", date="13/10/2023 09:00"))
    assert "1 bài mới" in out
    assert ArticlePage.objects.count() == 2


def test_an_article_typed_in_by_hand_is_neither_doubled_nor_overwritten(home, tmp_path):
    section = make_section(home, "Tin hoạt động")
    make_article(section, "Xã ra quân", at=(2023, 10, 12, 8, 0), lead="Gõ tay.")
    out, _ = run(write(tmp_path))
    assert "đã có trên trang" in out
    out, _ = run(write(tmp_path, second=f"{SECOND} Thêm."))
    assert ArticlePage.objects.get().lead == "Gõ tay."


def test_a_dry_run_prints_one_array_and_writes_nothing(home):
    out, _ = run(SAMPLES, dry_run=True, json=True)
    articles = json.loads(out)
    assert all(list(article)[: len(KEYS)] == KEYS for article in articles)
    assert len(articles) == len(list(SAMPLES.glob("*.gold"))) + 1
    assert not ArticlePage.objects.exists()
    assert not ImportedArticle.objects.exists()
    seed = articles[0]
    assert seed["section"] == "Chuyển đổi số"
    assert seed["published_at"] == "2023-11-21T08:32:00+07:00"


def test_a_dry_run_in_words_says_what_would_happen(home):
    out, _ = run(SEED, dry_run=True)
    assert "tạo mới" in out
    assert "Đọc thử, chưa ghi gì." in out
    assert not ArticlePage.objects.exists()


def test_bad_files_are_refused_and_the_rest_is_imported(home, tmp_path):
    write(tmp_path, "tot.txt")
    write(tmp_path, "ngay-sai.txt", date="31/02/2023 08:00")
    (tmp_path / "nhi-phan.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00")
    (tmp_path / "khong-tit.txt").write_text(LEAD * 3)
    out, err = run(tmp_path, tmp_path / "khong-co.txt", status=1)
    assert "1 bài mới" in out
    assert "4 bị từ chối" in out
    assert "ngay-sai.txt, dòng 5: không có ngày giờ “31/02/2023 08:00”" in err
    assert "nhi-phan.txt, dòng 2: tệp nhị phân" in err
    assert "khong-tit.txt, dòng 1: không tìm thấy tiêu đề" in err
    assert "khong-co.txt, dòng 1: không tìm thấy tệp" in err
    assert ArticlePage.objects.count() == 1


def test_a_chosen_section_takes_every_article(home, tmp_path):
    run(write(tmp_path), section="chuyen-doi-so")
    assert SectionPage.objects.get().title == "Chuyển đổi số"
    assert ArticlePage.objects.get().section.slug == "chuyen-doi-so"


def test_a_section_is_found_wherever_it_stands(home, tmp_path):
    below = make_section(make_section(home, "Tin tức"), "Tin Hoạt Động")
    run(write(tmp_path))
    assert ArticlePage.objects.get().section == below.page_ptr


def test_pictures_and_documents_beside_the_source_come_in_once(home, tmp_path, client):
    (tmp_path / "anh").mkdir()
    (tmp_path / "anh" / "a.jpg").write_bytes(picture_file().read())
    (tmp_path / "kh.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    html = (
        f"<h1>Xã ra quân</h1><p>12/10/2023 08:00</p><p>{LEAD}</p><p><img src='anh/a.jpg'></p>"
        f"<p><i>Quang cảnh</i></p><p>{SECOND}</p><p><a href='kh.pdf'>Kế hoạch</a></p>"
        "<p><img src='https://xa.vi-du.vn/b.jpg'></p><p><i>Ảnh ở nơi khác</i></p>"
    )
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(html.replace("Xã ra quân", f"Xã ra quân {name}"))
    run(tmp_path)
    assert PortalImage.objects.count() == PortalDocument.objects.count() == 1
    page = client.get(ArticlePage.objects.first().url).content.decode()
    assert "Quang cảnh" in page
    assert "Ảnh ở nơi khác" in page
    assert "xa.vi-du.vn" not in page


def test_a_false_picture_is_left_out_and_named(home, tmp_path):
    (tmp_path / "a.jpg").write_text("<svg/>")
    (tmp_path / "a.html").write_text(
        f"<h1>Xã ra quân</h1><p>12/10/2023</p><p>{LEAD}</p><img src=a.jpg><p>{SECOND}</p>"
    )
    _, err = run(tmp_path)
    assert "ảnh a.jpg" in err
    assert not PortalImage.objects.exists()
    assert ArticlePage.objects.count() == 1


def test_no_file_outside_the_imported_folder_is_read(home, tmp_path):
    (tmp_path / "ngoai.jpg").write_bytes(picture_file().read())
    inside = tmp_path / "trong"
    inside.mkdir()
    (inside / "lien-ket.jpg").symlink_to(tmp_path / "ngoai.jpg")
    (inside / "a.html").write_text(
        f"<h1>Xã ra quân</h1><p>12/10/2023</p><p>{LEAD}</p><img src='../ngoai.jpg'>"
        f"<p>{SECOND}</p><img src='lien-ket.jpg'><img src='file:///etc/hostname'>"
    )
    run(inside)
    assert not PortalImage.objects.exists()


def test_nothing_to_import_and_no_home_page_are_said_plainly(tmp_path, home):
    with pytest.raises(CommandError, match="Không có tệp nào để nhập"):
        run(tmp_path)
    with pytest.raises(CommandError, match="không phải đường dẫn chuyên mục"):
        run(write(tmp_path), section="Chuyển đổi số")
    with pytest.raises(CommandError, match="Chưa có trang chủ"):
        run(write(tmp_path), site="xa-la.vi-du.vn")


def test_each_site_remembers_its_own_imports(home, tmp_path):
    make_home("xa-khac.test", "Xã Khác", is_default=False)
    path = write(tmp_path)
    run(path)
    out, _ = run(path, site="xa-khac.test")
    assert "1 bài mới" in out
    assert ImportedArticle.objects.count() == 2
