"""Old addresses lead to pages here."""

import io

import pytest
from django.core.management import CommandError, call_command
from wagtail.contrib.redirects.models import Redirect

from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return make_article(make_section(make_home(), "Tin tức"), "Bài một")


@pytest.fixture
def run(tmp_path):
    """`run(text, *options)`: import that table; returns what was printed and complained about."""

    def run_command(text, *options):
        file = tmp_path / "bang.csv"
        file.write_text(text, encoding="utf-8")
        out, err = io.StringIO(), io.StringIO()
        call_command("import_redirects", str(file), *options, stdout=out, stderr=err)
        return out.getvalue() + err.getvalue()

    return run_command


def test_old_addresses_with_queries_lead_to_the_page_for_good(client, article, run):
    said = run(
        "\ufeffĐịa chỉ cũ;Địa chỉ mới\n"
        "https://cu.example/vi/news/bai-1.html;/tin-tuc/bai-mot/\n"
        "/index.php?nv=news&op=Tin/bai-1-12;http://localhost/tin-tuc/bai-mot/\n"
        "/thu-tuc;https://dichvucong.gov.vn/\n"
    )
    assert "Đã nhập: 3 địa chỉ mới" in said
    for old in ("/vi/news/bai-1.html", "/index.php?op=Tin/bai-1-12&nv=news"):
        response = client.get(old)
        assert (response.status_code, response.headers["Location"]) == (301, "/tin-tuc/bai-mot/")
    assert client.get("/thu-tuc/").headers["Location"] == "https://dichvucong.gov.vn/"


def test_a_page_that_moves_later_is_still_reached(client, article, run):
    run("/cu-1,/tin-tuc/bai-mot/\n")
    article.slug = "bai-da-doi-ten"
    article.save_revision().publish()
    assert client.get("/cu-1").headers["Location"] == "/tin-tuc/bai-da-doi-ten/"


def test_wrong_lines_are_named_and_then_nothing_is_stored(article, run, tmp_path):
    table = "/dung,/tin-tuc/bai-mot/\n/sai,/khong-co/\n,\n/thieu\n/dung,/tin-tuc/\n/tin-tuc/,/\n/x,abc\n/,/tin-tuc/\n"
    (tmp_path / "t.csv").write_text(table, encoding="utf-8")
    complaints = io.StringIO()
    with pytest.raises(CommandError, match="Chưa nhập dòng nào"):
        call_command("import_redirects", str(tmp_path / "t.csv"), stderr=complaints)
    for line in ("Dòng 2: không có trang nào", "Dòng 4: thiếu", "Dòng 5: địa chỉ cũ “/dung” đã có ở dòng 1",
                 "Dòng 6:", "Dòng 7:", "Dòng 8:"):  # fmt: skip
        assert line in complaints.getvalue()
    assert not Redirect.objects.exists()


@pytest.mark.parametrize(
    "line", ["http://[cu.example/1;/tin-tuc/", "/1;http://[xa.example/tin-tuc/"]
)
def test_an_address_that_no_computer_can_read_is_a_wrong_line_like_any_other(article, run, line):
    said = run(f"{line}\n/2;/tin-tuc/\n", "--bo-qua-loi")
    assert "Dòng 1: có địa chỉ viết sai" in said
    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/2"]


def test_right_lines_can_be_taken_alone_and_a_second_run_changes_nothing(article, run):
    assert "1 địa chỉ mới" in run("/a,/tin-tuc/\n/b,/khong-co/\n", "--bo-qua-loi")
    assert "0 địa chỉ mới, 0 đổi, 1 giữ nguyên" in run("/a,/tin-tuc/\n")
    assert "1 đổi" in run("/a,/tin-tuc/bai-mot/\n")


def test_a_trial_stores_nothing(article, run):
    assert "Sẽ nhập: 1" in run("/a,/tin-tuc/\n", "--thu")
    assert not Redirect.objects.exists()


def test_a_missing_or_foreign_file_is_said_in_vietnamese(article, tmp_path):
    with pytest.raises(CommandError, match="Không mở được tệp"):
        call_command("import_redirects", str(tmp_path / "khong-co.csv"))
    (tmp_path / "u16.csv").write_bytes("/a,/b".encode("utf-16"))
    with pytest.raises(CommandError, match="CSV UTF-8"):
        call_command("import_redirects", str(tmp_path / "u16.csv"))
    (tmp_path / "a.csv").write_text("/a,/b")
    with pytest.raises(CommandError, match=r"Không có trang nào tên miền la\.vn"):
        call_command("import_redirects", str(tmp_path / "a.csv"), site="la.vn")


def test_a_changed_slug_and_a_moved_section_leave_lasting_redirects(
    client, article, django_capture_on_commit_callbacks
):
    old = article.url
    article.slug = "ten-moi"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    response = client.get(old)
    assert (response.status_code, response.headers["Location"]) == (301, "/tin-tuc/ten-moi/")
    section = article.get_parent().specific
    target = make_section(section.get_parent(), "Lưu trữ")
    section.move(target, pos="last-child")
    assert client.get("/tin-tuc/ten-moi/").headers["Location"] == "/luu-tru/tin-tuc/ten-moi/"
