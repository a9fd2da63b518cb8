"""`manage.py export_procedures FILE.xlsx`: the national layer as a workbook to edit and re-import."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from procedures.exchange.records import all_records
from procedures.exchange.workbook_writer import TextTooLongError, write_workbook
from procedures.models import ProcedureVersion


class Command(BaseCommand):
    """Write every version of every procedure; importing the file again changes nothing."""

    help = "Xuất mọi thủ tục ra tệp .xlsx. Nhập lại tệp này thì không có gì thay đổi."

    def add_arguments(self, parser):
        """Where to."""
        parser.add_argument("file", type=Path, metavar="FILE.xlsx", help="tệp sẽ ghi")

    def handle(self, *args, **options):
        """Write to a file beside the target first, so that a failure leaves no half a workbook."""
        target = options["file"]
        if target.suffix.lower() != ".xlsx":
            raise CommandError("Tên tệp phải kết thúc bằng .xlsx.")
        if not target.parent.is_dir():
            raise CommandError(f"Không ghi được: không có thư mục {target.parent}.")
        half = target.with_name(f".{target.name}.dang-ghi")
        try:
            count = write_workbook(all_records(ProcedureVersion.objects.all()), half)
            half.replace(target)
        except TextTooLongError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {target}: {error.strerror}.") from error
        finally:
            half.unlink(missing_ok=True)
        self.stdout.write(self.style.SUCCESS(f"Đã ghi {count} bản thủ tục vào {target}."))
