"""`manage.py import_procedures FILE`: bring the national layer in, row by row accountable."""

from datetime import date
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from procedures.exchange import importing
from procedures.exchange.problems import FileRefusedError
from procedures.guides import create_missing_guides
from procedures.models import ProceduresIndexPage


class Command(BaseCommand):
    """Create and update procedures by code from XLSX, portal JSON or the official Word export."""

    help = "Nhập thủ tục hành chính từ tệp .xlsx, .json (Cổng quốc gia) hoặc ChiTietTTHC (.docx)."

    def add_arguments(self, parser):
        """The file, and what may be done with it."""
        parser.add_argument("file", type=Path, metavar="FILE", help="tệp cần nhập")
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

    def handle(self, *args, **options):
        """Read, compare, write, report."""
        try:
            with options["file"].open("rb") as file:
                reading = importing.read_file(file, options["valid_from"])
            absent = importing.absent_codes(reading) if options["complete"] else []
        except FileNotFoundError as error:
            raise CommandError(f"Không thấy tệp {options['file']}.") from error
        except OSError as error:
            raise CommandError(
                f"Không đọc được tệp {options['file']}: {error.strerror}."
            ) from error
        except FileRefusedError as error:
            raise CommandError(str(error)) from error
        report = importing.plan_reading(reading, partial(tqdm, desc="So sánh", disable=None))
        if not options["dry_run"]:
            importing.apply_report(report, partial(tqdm, desc="Ghi", disable=None))
            absent = importing.withdraw_absent(reading) if options["complete"] else []
        report.withdrawn = absent
        self._print(report, options["dry_run"])
        if options["create_guides"] and not options["dry_run"]:
            self._create_guides()

    def _print(self, report, dry_run):
        for problem in report.all_problems:
            self.stderr.write(self.style.ERROR(f"Không nhập: {problem}"))
        for plan in report.plans:
            for difference in plan.differences:
                self.stdout.write(f"{plan.code}  {difference.label}")
        for code in report.withdrawn:
            self.stdout.write(f"{code}  không còn trong danh mục: đánh dấu đã bãi bỏ")
        counts = [
            f"{importing.LABELS[action]} {number}" for action, number in report.counts.items()
        ]
        counts.append(f"Bãi bỏ {len(report.withdrawn)}")
        prefix = "Xem trước, chưa ghi gì. " if dry_run else ""
        self.stdout.write(self.style.SUCCESS(f"{prefix}{' · '.join(counts)}"))

    def _create_guides(self):
        for index in ProceduresIndexPage.objects.live():
            made = create_missing_guides(index)
            self.stdout.write(f"Lập {made} trang hướng dẫn dưới “{index.title}”.")
