"""The editors' desk: import with a preview, read-only text, forms, report."""

import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from accounts.models import User
from procedures.models import Origin, Procedure, ProcedurePage, ProcedureVersion
from tests.factories import make_home
from tests.procedures.making import (
    column_of,
    edited_workbook,
    make_guide,
    make_index,
    store,
    workbook_file,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


@pytest.fixture
def editor(client):
    client.force_login(User.objects.create_superuser("bien-tap", password="x"))
    return client


def upload(client, file, **fields):
    content = SimpleUploadedFile("thu-tuc.xlsx", file.getvalue())
    return client.post(reverse("procedures_import"), {"file": content, **fields})


def renamed():
    def edit(book):
        sheet = book["Thủ tục"]
        sheet[f"{column_of(sheet, 'Tên thủ tục')}2"] = "Tên đã đổi"

    return edited_workbook(edit)


def confirm(client, preview):
    """Press "Ghi" on a preview."""
    (token,) = re.findall(r'name="token" value="([^"]+)"', preview.content.decode())
    return client.post(reverse("procedures_import_apply"), {"token": token})


@pytest.fixture
def kept_files(tmp_path):
    folder = tmp_path / "imports"
    return lambda: list(folder.iterdir()) if folder.exists() else []


def test_the_preview_shows_both_texts_and_writes_nothing(editor):
    store()
    page = upload(editor, renamed()).content.decode()
    assert "Thủ tục đăng ký khai sinh" in page
    assert "Tên đã đổi" in page
    assert "Cập nhật: 1" in page
    assert ProcedureVersion.objects.get().name == "Thủ tục đăng ký khai sinh"


def test_confirming_writes_and_forgets_the_file(editor, kept_files):
    store()
    page = confirm(editor, upload(editor, renamed())).content.decode()
    assert "Cập nhật: 1" in page
    assert ProcedureVersion.objects.get().name == "Tên đã đổi"
    assert kept_files() == []
    assert editor.post(reverse("procedures_import_apply")).status_code == 302


def test_a_bad_file_says_why_beside_the_field(editor, kept_files):
    page = upload(editor, BytesIO(b"khong phai bang tinh")).content.decode()
    assert "Không nhận ra tệp này" in page
    assert kept_files() == []


def test_pages_are_made_for_procedures_without_one(editor):
    make_index(make_home())
    file = (store(), workbook_file())[1]
    ProcedureVersion.objects.all().delete()
    Procedure.objects.all().delete()
    page = confirm(editor, upload(editor, file, create_guides="on")).content.decode()
    assert "Trang mới: 1" in page
    assert ProcedurePage.objects.live().get().title == "Đăng ký khai sinh"


def test_the_export_is_a_workbook_that_opens(editor, kept_files):
    store()
    response = editor.get(reverse("procedures_export"))
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    assert book["Thủ tục"]["A2"].value == "1.001193"
    assert kept_files() == []


@pytest.mark.parametrize("name", ["procedures_import", "procedures_export", "procedures_upkeep"])
def test_nobody_without_permission_gets_in(client, name):
    client.force_login(User.objects.create_user("khach", password="x"))
    assert client.get(reverse(name)).status_code in (302, 403)


def test_imported_text_is_only_looked_at(editor):
    store()
    version = ProcedureVersion.objects.get()
    edit = reverse(ProcedureVersion.snippet_viewset.get_url_name("edit"), args=[version.pk])
    delete = reverse(ProcedureVersion.snippet_viewset.get_url_name("delete"), args=[version.pk])
    for address in (edit, delete):
        response = editor.post(address, {"name": "Lẻn vào"}, follow=True)
        assert "chỉ xem" in response.content.decode()
    assert ProcedureVersion.objects.get().name == "Thủ tục đăng ký khai sinh"


def form_of(**fields):
    """What a browser sends for a version typed by hand."""
    method = {
        "channel": "direct", "time_amount": "3", "time_unit": "working_day", "time_text": "",
        "time_note": "", "description": "",
        "fees": inline_formset([{"name": "Lệ phí", "amount": fields.pop("amount", "8000"), "unit": "bản", "note": "", "local_decision": ""}]),
    }  # fmt: skip
    ticked = {"levels": ["commune"], "unverified": ["fees"]}
    return ticked | nested_form_data(
        {
            "decision_number": "", "name": "Gõ tay", "kind": "", "conditions": "",
            "keywords": "", "description": "", "valid_from": "", "valid_to": "", "number_of_sets": "1",
            "source_url": "", "sources": "", "synchronised_on": "",
            "steps": inline_formset([{"name": "Nộp", "text": "Tại quầy"}]),
            "methods": inline_formset([method]), "cases": inline_formset([]),
            "subjects": inline_formset([]), "agencies": inline_formset([]),
            "results": inline_formset([]), "legal_bases": inline_formset([]), **fields,
        }
    )  # fmt: skip


def test_a_version_is_typed_in_the_order_of_the_sheet_and_warned_about(editor):
    procedure = Procedure.objects.create(code="1.555555")
    add = reverse(ProcedureVersion.snippet_viewset.get_url_name("add"))
    page = editor.get(add).content.decode()
    heads = [
        "1. Mã thủ tục",
        "7. Trình tự",
        "8. Cách thức",
        "9. Thành phần",
        "17. Căn cứ",
        "20. Mô tả",
    ]
    places = [page.index(head) for head in heads]
    assert places == sorted(places)
    response = editor.post(add, form_of(procedure=procedure.pk), follow=True)
    assert "chưa từng có trong tệp nhập" in response.content.decode()
    version = ProcedureVersion.objects.get()
    assert (version.origin, version.fee_line, version.unverified) == (
        Origin.TYPED,
        "8.000 đồng một bản",
        ["fees"],
    )


def test_a_negative_fee_typed_by_hand_is_refused(editor):
    procedure = Procedure.objects.create(code="1.555555")
    add = reverse(ProcedureVersion.snippet_viewset.get_url_name("add"))
    editor.post(add, form_of(procedure=procedure.pk, amount="-5"))
    assert not ProcedureVersion.objects.exists()


def test_the_report_opens_and_exports(editor):
    make_guide(make_index(make_home()), store())
    assert (
        "Chưa có cán bộ nào kiểm tra" in editor.get(reverse("procedures_upkeep")).content.decode()
    )
    response = editor.get(reverse("procedures_upkeep"), {"export": "xlsx"})
    content = b"".join(response.streaming_content) if response.streaming else response.content
    sheet = load_workbook(BytesIO(content)).active
    assert [cell.value for cell in sheet[1]] == ["Mã", "Thủ tục", "Vì sao"]
    assert sheet["A2"].value == "1.001193"


def test_the_guide_can_be_opened_in_the_editor_and_previewed(editor):
    guide = make_guide(make_index(make_home()), store())
    assert editor.get(reverse("wagtailadmin_pages:edit", args=[guide.pk])).status_code == 200
    revision = guide.save_revision()
    preview = reverse("wagtailadmin_pages:revisions_view", args=[guide.pk, revision.pk])
    assert "Giấy tờ cần có" in editor.get(preview).content.decode()


def test_a_procedure_that_has_texts_is_not_deleted_and_says_what_to_do(client, editor):
    procedure = store()
    address = reverse("wagtailsnippets_procedures_procedure:delete", args=[procedure.pk])
    answer = client.post(address, follow=True)
    assert "bãi bỏ" in answer.content.decode()
    assert Procedure.objects.filter(pk=procedure.pk).exists()
