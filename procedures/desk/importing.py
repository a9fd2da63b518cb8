"""Import in the admin: upload, look at the differences, choose, confirm, read the report, undo."""

import zipfile

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from procedures.codes import codes_in
from procedures.content.signposts import create_signposts
from procedures.desk import keeping
from procedures.desk.rights import IMPORT_RIGHTS
from procedures.exchange import choosing, importing, runs
from procedures.exchange.problems import FileRefusedError
from procedures.exchange.records import all_records
from procedures.exchange.workbook_writer import write_workbook
from procedures.guides import create_missing_guides
from procedures.models import ImportRun, ProceduresIndexPage, ProcedureVersion

PLANS_SHOWN = 200
LINES_SHOWN = 300
EXPIRED = "Bản xem trước này đã hết hạn hoặc tệp đã đổi. Hãy chọn lại tệp."


class ManyFilesInput(forms.ClearableFileInput):
    """The browser's own box for several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """One or more files, each checked as a file is."""

    widget = ManyFilesInput

    def clean(self, data, initial=None):
        """A list of files."""
        files = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class UploadForm(forms.Form):
    """The files and how they are meant."""

    file = ManyFilesField(
        label="Tệp",
        help_text="Tệp tải từ Cổng (.json, .xlsx, .docx), bảng của bộ phận một cửa, .ods, .csv, tệp "
        "mẫu xuất từ trang này, hoặc tệp nén gồm các tệp đó; chọn được nhiều tệp một lúc. Tối đa 100 MB.",
    )
    valid_from = forms.DateField(
        label="Áp dụng từ ngày",
        required=False,
        help_text="Chỉ điền khi tệp là bản mới sẽ áp dụng từ một ngày nhất định.",
    )
    commune_only = forms.BooleanField(label="Chỉ nhập thủ tục cấp xã", required=False)
    areas = forms.CharField(
        label="Chỉ các lĩnh vực",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi dòng một lĩnh vực, ví dụ Hộ tịch. Để trống: mọi lĩnh vực.",
    )
    codes = forms.CharField(
        label="Chỉ các mã",
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Dán danh sách mã, cách nhau thế nào cũng được. Để trống: mọi mã.",
    )
    complete = forms.BooleanField(
        label="Tệp là danh mục đầy đủ",
        required=False,
        help_text="Thủ tục không có trong tệp được đánh dấu đã bãi bỏ; không xóa gì.",
    )
    create_guides = forms.BooleanField(label="Lập trang cho thủ tục chưa có trang", required=False)


@require_http_methods(["GET", "POST"])
def upload(request):
    """Choose files; good ones lead to the preview."""
    _require_permission(request.user)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _preview(request, form.cleaned_data)
        except FileRefusedError as error:
            form.add_error("file", str(error))
    recent = ImportRun.objects.select_related("user", "undone_by")[:20]
    return render(request, "procedures/desk/import.html", {"form": form, "runs": recent})


@require_POST
def apply(request):
    """Do what the preview showed: the token in its form names the file, its sum and the choices."""
    _require_permission(request.user)
    kept = keeping.read_token(request.POST.get("token", ""), request.user)
    path = keeping.whole_file(kept)
    if path is None:
        messages.error(request, EXPIRED)
        return redirect("procedures_import")
    try:
        report, run = _applied(path, kept, request.user)
    except FileRefusedError as error:
        messages.error(request, str(error))
        return redirect("procedures_import")
    finally:
        path.unlink(missing_ok=True)
    return _report_page(request, report, run=run)


@require_http_methods(["GET", "POST"])
def one_run(request, pk):
    """What an import did; a POST undoes it as a whole."""
    _require_permission(request.user)
    run = get_object_or_404(ImportRun, pk=pk)
    if request.method == "POST":
        try:
            runs.undo(run, request.user)
            messages.success(
                request, f"Đã hoàn tác lần nhập số {run.pk}: mọi thứ trở lại như trước khi nhập."
            )
        except runs.CannotUndoError as error:
            messages.error(request, str(error))
        return redirect("procedures_import_run", run.pk)
    counts = [
        (importing.LABELS.get(key, _MORE_LABELS.get(key, key)), number)
        for key, number in run.counts.items()
    ]
    return render(request, "procedures/desk/import_run.html", {"run": run, "counts": counts})


_MORE_LABELS = {"withdrawn": "Bãi bỏ", "marked": "Phần cần đối chiếu"}


@require_GET
def export(request):
    """The national layer as a workbook: also the template for an import."""
    _require_permission(request.user)
    path = keeping.new_path()
    write_workbook(all_records(ProcedureVersion.objects.all()), path)
    file = path.open("rb")
    path.unlink()
    return FileResponse(file, as_attachment=True, filename="thu-tuc-hanh-chinh.xlsx")


def _preview(request, data):
    path = keeping.new_path()
    names = _store(data["file"], path)
    day = data["valid_from"]
    kept = {
        "name": names,
        "valid_from": day.isoformat() if day else "",
        "complete": data["complete"],
        "create_guides": data["create_guides"],
        "commune_only": data["commune_only"],
        "areas": [
            line.strip() for line in data["areas"].replace(";", "\n").splitlines() if line.strip()
        ],
        "codes": codes_in(data["codes"]),
    }
    try:
        reading = _read(path, kept)
        report = importing.plan_reading(reading)
        report.withdrawn = importing.absent_codes(reading) if kept["complete"] else []
    except FileRefusedError:
        path.unlink(missing_ok=True)
        raise
    token = keeping.make_token(path, kept, request.user)
    return _report_page(request, report, token=token)


def _store(files, path):
    """Keep one file as it came, several in an archive of their own; returns their names."""
    if len(files) == 1:
        with path.open("wb") as target:
            for chunk in files[0].chunks():
                target.write(chunk)
        return files[0].name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for number, file in enumerate(files, 1):
            with archive.open(f"{number:03d} {file.name}", "w") as target:
                for chunk in file.chunks():
                    target.write(chunk)
    return ", ".join(file.name for file in files)


def _applied(path, kept, user):
    reading = _read(path, kept)
    if kept["complete"]:
        importing.absent_codes(reading)  # refuses the wrong file before anything is written
    run = runs.begin(user, kept["name"], kept["checksum"], kept)
    report = importing.apply_report(importing.plan_reading(reading), run=run)
    report.withdrawn = importing.withdraw_absent(reading, run) if kept["complete"] else []
    guides = _create_guides() if kept["create_guides"] else []
    return report, runs.finish(run, report, guides)


def _read(path, kept):
    day = kept["valid_from"]
    chosen = choosing.Chosen(kept["commune_only"], kept["areas"], kept["codes"])
    name = kept["name"] if "," not in kept["name"] else "tep.zip"
    reading = importing.read_apart(path, forms.DateField().clean(day) if day else None, name)
    return chosen.of(reading)


def _report_page(request, report, token="", run=None):
    shown = [plan for plan in report.plans if plan.action != importing.UNCHANGED]
    shown.sort(key=lambda plan: not any(one.empties for one in plan.differences))
    counts = [(importing.LABELS[action], count) for action, count in report.counts.items()]
    counts.append(("Phần cần đối chiếu", report.marked))
    if report.names_only:
        counts.append(("Chỉ có tên, chưa có nội dung", report.names_only))
    context = {
        "report": report,
        "done": run is not None,
        "run": run,
        "token": token,
        "plans": [(importing.LABELS[plan.action], plan) for plan in shown[:PLANS_SHOWN]],
        "hidden": max(0, len(shown) - PLANS_SHOWN),
        "counts": counts,
        "remarks": report.remarks[:LINES_SHOWN],
        "hidden_remarks": max(0, len(report.remarks) - LINES_SHOWN),
        "guides_made": len(run.guides) if run and run.options.get("create_guides") else None,
        "can_apply": any(plan.action != importing.REFUSED for plan in report.plans)
        or report.withdrawn,
    }
    return render(request, "procedures/desk/import_report.html", context)


def _create_guides():
    made = []
    for index in ProceduresIndexPage.objects.live():
        made += [*create_missing_guides(index), *create_signposts(index)]
    return made


def _require_permission(user):
    if not user.has_perms(IMPORT_RIGHTS):
        raise PermissionDenied
