"""The commands, as an operator meets them."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.management import CommandError, call_command

from procedures import linkcheck
from procedures.models import LinkCheck, Procedure, ProcedurePage
from tests.factories import make_home
from tests.procedures.making import make_index, store, workbook_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def workbook(tmp_path):
    store()
    path = tmp_path / "thu-tuc.xlsx"
    path.write_bytes(workbook_file().getvalue())
    return path


def test_a_dry_run_says_what_would_happen_and_writes_nothing(workbook, capsys):
    Procedure.objects.get().versions.all().delete()
    Procedure.objects.all().delete()
    call_command("import_procedures", workbook, "--dry-run")
    assert "Xem trước, chưa ghi gì. Thêm mới 1" in capsys.readouterr().out
    assert not Procedure.objects.exists()


def test_pages_are_made_on_request(workbook, capsys):
    make_index(make_home())
    call_command("import_procedures", workbook, "--create-guides")
    assert "Lập 1 trang" in capsys.readouterr().out
    assert ProcedurePage.objects.live().get().title == "Đăng ký khai sinh"
    call_command("import_procedures", workbook, "--create-guides")
    assert ProcedurePage.objects.count() == 1


def test_a_complete_list_withdraws_what_it_lacks(workbook, capsys):
    store(code="1.000894")
    call_command("import_procedures", workbook, "--complete")
    assert "1.000894  không còn trong danh mục" in capsys.readouterr().out
    assert Procedure.objects.get(code="1.000894").state == "withdrawn"


@pytest.mark.parametrize(
    ("name", "reason"), [("khong-co.xlsx", "Không thấy tệp"), (".", "Không đọc được")]
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, name, reason):
    with pytest.raises(CommandError, match=reason):
        call_command("import_procedures", tmp_path / name)


def test_an_export_to_another_ending_or_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(CommandError, match=r"\.xlsx"):
        call_command("export_procedures", tmp_path / "thu-tuc.csv")
    with pytest.raises(CommandError, match="không có thư mục"):
        call_command("export_procedures", tmp_path / "khong-co" / "thu-tuc.xlsx")


def test_a_text_too_long_for_a_cell_leaves_no_file(tmp_path):
    store(description="a" * 33_000)
    with pytest.raises(CommandError, match=r"1\.001193 có đoạn dài quá"):
        call_command("export_procedures", tmp_path / "thu-tuc.xlsx")
    assert list(tmp_path.iterdir()) == []


class _Answers(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(int(self.path.strip("/")))
        self.end_headers()

    def log_message(self, *args):
        """Quiet."""


@pytest.fixture
def answers():
    server = HTTPServer(("127.0.0.1", 0), _Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_links_that_are_gone_are_noted_and_refusals_are_not(answers, capsys, monkeypatch):
    monkeypatch.setattr(linkcheck.outside, "is_public", lambda _: True)
    for number, status in enumerate((200, 404, 403, 503)):
        store(code=f"1.{number:06d}", source_url=f"{answers}/{status}")
    LinkCheck.objects.create(url="https://cu.example/", problem="cũ")
    call_command("check_procedure_links")
    assert "Đã xem 4 liên kết, 1 liên kết hỏng." in capsys.readouterr().out
    problems = dict(LinkCheck.objects.exclude(problem="").values_list("url", "problem"))
    assert problems == {f"{answers}/404": "không còn trang này (404)"}


def test_a_host_that_does_not_answer_is_noted():
    assert linkcheck.problem_with("http://127.0.0.1:9/") == "không kết nối được"
