"""`manage.py import_procedures FILE…`: bring the national layer in, row by row accountable."""

import hashlib
from contextlib import ExitStack
from datetime import date
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from procedures.codes import codes_in
from procedures.content.signposts import create_signposts
from procedures.exchange import choosing, importing, runs
from procedures.exchange.problems import FileRefusedError
from procedures.guides import create_missing_guides
from procedures.models import ImportRun, ProceduresIndexPage

READABLE = {
    ".json", ".jsonl", ".gz", ".xlsx", ".xlsm", ".xlsb", ".xls", ".xml", ".html", ".htm", ".ods", ".csv", ".docx", ".doc",
    ".rtf", ".zip",
}  # fmt: skip


class Command(BaseCommand):
    """Create and update procedures by code from any file that officials can download."""

    help = (
        "Nhập thủ tục hành chính từ tệp .json, .xlsx, .ods, .csv, .docx của Cổng, tệp .zip, nhiều "
        "tệp hoặc cả thư mục. Mỗi lần nhập được ghi lại và hoàn tác được bằng --undo."
    )

    def add_arguments(self, parser):
        """The files, and what may be done with them."""
        parser.add_argument(
            "files", type=Path, metavar="FILE", nargs="*", help="tệp hoặc thư mục cần nhập"
        )
        parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi gì")
        parser.add_argument(
            "--complete",
            action="store_true",
            help="tệp là danh mục đầy đủ: thủ tục không có trong tệp được đánh dấu đã bãi bỏ",
        )
        parser.add_argument(
            "--valid-from",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="ghi thành bản mới áp dụng từ ngày này (tệp .json, .docx)",
        )
        parser.add_argument(
            "--create-guides", action="store_true", help="lập trang cho thủ tục chưa có trang"
        )
        parser.add_argument("--commune-only", action="store_true", help="chỉ nhập thủ tục cấp xã")
        parser.add_argument(
            "--area", action="append", default=[], help="chỉ nhập lĩnh vực này (lặp lại được)"
        )
        parser.add_argument(
            "--codes", default="", help="chỉ nhập các mã này, cách nhau bằng dấu phẩy"
        )
        parser.add_argument("--undo", type=int, metavar="SỐ", help="hoàn tác lần nhập có số này")

    def handle(self, *args, **options):
        """Read, compare, write, report."""
        if options["undo"]:
            self._undo(options["undo"])
        elif options["files"]:
            self._import(options)
        else:
            raise CommandError("Hãy ghi tên tệp cần nhập.")

    def _import(self, options):
        files = list(_each_file(options["files"]))
        reading = self._reading(files, options)
        absent = self._absent(reading) if options["complete"] else []
        report = importing.plan_reading(reading, partial(tqdm, desc="So sánh", disable=None))
        if options["dry_run"]:
            report.withdrawn = absent
            self._print(report, dry_run=True)
            return
        run = runs.begin(
            file_name=", ".join(file.name for file in files), checksum=_checksum(files)
        )
        importing.apply_report(report, partial(tqdm, desc="Ghi", disable=None), run)
        report.withdrawn = importing.withdraw_absent(reading, run) if options["complete"] else []
        guides = self._create_guides() if options["create_guides"] else []
        runs.finish(run, report, guides)
        self._print(report, dry_run=False)
        self.stdout.write(
            f"Lần nhập số {run.pk}. Hoàn tác: manage.py import_procedures --undo {run.pk}"
        )
        return

    def _reading(self, files, options):
        chosen = choosing.Chosen(
            options["commune_only"], options["area"], codes_in(options["codes"])
        )
        try:
            with ExitStack() as stack:
                opened = [(file.name, stack.enter_context(file.open("rb"))) for file in files]
                return chosen.of(importing.read_files(opened, options["valid_from"]))
        except FileNotFoundError as error:
            raise CommandError(f"Không thấy tệp {error.filename}.") from error
        except OSError as error:
            raise CommandError(f"Không đọc được tệp {error.filename}: {error.strerror}.") from error
        except FileRefusedError as error:
            raise CommandError(str(error)) from error

    def _absent(self, reading):
        try:
            return importing.absent_codes(reading)
        except FileRefusedError as error:
            raise CommandError(str(error)) from error

    def _undo(self, number):
        run = ImportRun.objects.filter(pk=number).first()
        if run is None:
            raise CommandError(f"Không có lần nhập số {number}.")
        try:
            runs.undo(run)
        except runs.CannotUndoError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            self.style.SUCCESS(f"Đã hoàn tác lần nhập số {number}: mọi thứ trở lại như trước.")
        )

    def _print(self, report, dry_run):
        for problem in report.all_problems:
            self.stderr.write(self.style.ERROR(f"Không nhập: {problem}"))
        for remark in report.remarks:
            self.stderr.write(self.style.WARNING(f"Cần xem: {remark}"))
        for plan in report.plans:
            for difference in plan.differences:
                self.stdout.write(f"{plan.code}  {difference.label}{_loss(difference)}")
        for code in report.withdrawn:
            self.stdout.write(f"{code}  không còn trong danh mục: đánh dấu đã bãi bỏ")
        counts = [
            f"{importing.LABELS[action]} {number}" for action, number in report.counts.items()
        ]
        counts += [f"Bãi bỏ {len(report.withdrawn)}", f"Phần cần đối chiếu {report.marked}"]
        counts += [f"Chưa có nội dung {report.names_only}"] * bool(report.names_only)
        prefix = "Xem trước, chưa ghi gì. " if dry_run else ""
        self.stdout.write(self.style.SUCCESS(f"{prefix}{' · '.join(counts)}"))

    def _create_guides(self):
        made = []
        for index in ProceduresIndexPage.objects.live():
            pages = create_missing_guides(index)
            self.stdout.write(f"Lập {len(pages)} trang hướng dẫn dưới “{index.title}”.")
            made += [*pages, *create_signposts(index)]
        return made


def _each_file(paths):
    """The files, and the readable ones of a folder."""
    for path in paths:
        if path.is_dir():
            found = sorted(
                one
                for one in path.rglob("*")
                if one.suffix.lower() in READABLE and one.is_file() and not one.is_symlink()
            )
            if not found:
                raise CommandError(f"Không đọc được {path}: thư mục không có tệp nào để nhập.")
            yield from found
        else:
            yield path


def _checksum(files):
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _loss(difference):
    if not difference.empties:
        return ""
    return f": XÓA HẾT, mất {difference.lost} dòng" if difference.lost else ": XÓA HẾT"
