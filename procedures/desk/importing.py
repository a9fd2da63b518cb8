"""Import in the admin: upload, look at the differences, confirm, read the report."""

import re
import secrets
from pathlib import Path
from time import time

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from procedures.exchange import importing
from procedures.exchange.problems import FileRefusedError
from procedures.exchange.records import all_records
from procedures.exchange.workbook_writer import write_workbook
from procedures.guides import create_missing_guides
from procedures.models import ProceduresIndexPage, ProcedureVersion

SESSION_KEY = "procedures_import"
KEPT_SECONDS = 86_400
PLANS_SHOWN = 200
_TOKEN = re.compile(r"^[A-Za-z0-9_-]{20,60}$")


class UploadForm(forms.Form):
    """The file and how it is meant."""

    file = forms.FileField(
        label="Tệp",
        help_text="Bảng tính .xlsx (xuất ra từ trang này), tệp .json theo dạng của Cổng quốc gia, "
        "hoặc tệp ChiTietTTHC (.docx). Tối đa 20 MB.",
    )
    valid_from = forms.DateField(
        label="Áp dụng từ ngày",
        required=False,
        help_text="Chỉ điền khi tệp .json, .docx là bản mới sẽ áp dụng từ một ngày nhất định.",
    )
    complete = forms.BooleanField(
        label="Tệp là danh mục đầy đủ",
        required=False,
        help_text="Thủ tục không có trong tệp được đánh dấu đã bãi bỏ; không xóa gì.",
    )
    create_guides = forms.BooleanField(label="Lập trang cho thủ tục chưa có trang", required=False)


@require_http_methods(["GET", "POST"])
def upload(request):
    """Choose a file; a good one leads to the preview."""
    _require_permission(request.user)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _preview(request, form.cleaned_data)
        except FileRefusedError as error:
            form.add_error("file", str(error))
    return render(request, "procedures/desk/import.html", {"form": form})


@require_POST
def apply(request):
    """Do what the preview showed, from the same stored file."""
    _require_permission(request.user)
    kept = request.session.get(SESSION_KEY) or {}
    path = _path(kept.get("token", ""))
    if path is None or not path.exists():
        messages.error(request, "Tệp đã hết hạn giữ. Hãy chọn lại tệp.")
        return redirect("procedures_import")
    try:
        report = _applied(path, kept)
    except FileRefusedError as error:
        messages.error(request, str(error))
        return redirect("procedures_import")
    finally:
        path.unlink(missing_ok=True)
        request.session.pop(SESSION_KEY, None)
    made = _create_guides() if kept.get("create_guides") else None
    return _report_page(request, report, done=True, guides_made=made)


@require_GET
def export(request):
    """The national layer as a workbook: also the template for an import."""
    _require_permission(request.user)
    path = _new_path()
    write_workbook(all_records(ProcedureVersion.objects.all()), path)
    file = path.open("rb")
    path.unlink()
    return FileResponse(file, as_attachment=True, filename="thu-tuc-hanh-chinh.xlsx")


def _preview(request, data):
    path = _new_path()
    with path.open("wb") as target:
        for chunk in data["file"].chunks():
            target.write(chunk)
    day = data["valid_from"]
    kept = {
        "token": path.name,
        "valid_from": day.isoformat() if day else "",
        "complete": data["complete"],
        "create_guides": data["create_guides"],
    }
    try:
        report = _planned(path, kept)
    except FileRefusedError:
        path.unlink(missing_ok=True)
        raise
    request.session[SESSION_KEY] = kept
    return _report_page(request, report, done=False)


def _planned(path, kept):
    reading = _read(path, kept)
    report = importing.plan_reading(reading)
    report.withdrawn = importing.absent_codes(reading) if kept.get("complete") else []
    return report


def _applied(path, kept):
    reading = _read(path, kept)
    if kept.get("complete"):
        importing.absent_codes(reading)  # refuses the wrong file before anything is written
    report = importing.apply_report(importing.plan_reading(reading))
    report.withdrawn = importing.withdraw_absent(reading) if kept.get("complete") else []
    return report


def _read(path, kept):
    day = kept.get("valid_from")
    with path.open("rb") as file:
        return importing.read_file(file, forms.DateField().clean(day) if day else None)


def _report_page(request, report, done, guides_made=None):
    shown = [plan for plan in report.plans if plan.action != importing.UNCHANGED]
    counts = [(importing.LABELS[action], count) for action, count in report.counts.items()]
    context = {
        "report": report,
        "done": done,
        "plans": [(importing.LABELS[plan.action], plan) for plan in shown[:PLANS_SHOWN]],
        "hidden": max(0, len(shown) - PLANS_SHOWN),
        "counts": counts,
        "guides_made": guides_made,
        "can_apply": any(plan.action != importing.REFUSED for plan in report.plans)
        or report.withdrawn,
    }
    return render(request, "procedures/desk/import_report.html", context)


def _create_guides():
    return sum(create_missing_guides(index) for index in ProceduresIndexPage.objects.live())


def _require_permission(user):
    if not user.has_perms(
        ["procedures.add_procedureversion", "procedures.change_procedureversion"]
    ):
        raise PermissionDenied


def _folder():
    """Outside of the media folder: an uploaded list is nobody's business before it is approved."""
    folder = Path(settings.DATA_DIR) / "imports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _new_path():
    for old in _folder().iterdir():
        if old.stat().st_mtime < time() - KEPT_SECONDS:
            old.unlink(missing_ok=True)
    return _folder() / secrets.token_urlsafe(24)


def _path(token):
    """The kept file of a token; anything that is no token names no file."""
    return _folder() / token if _TOKEN.match(token) else None
