"""`manage.py import_redirects bang.csv`: old addresses lead to pages here.

Stands in place of Wagtail's command of the same name: Vietnamese, with line numbers, all or nothing.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from wagtail.models import Site

from addresses.old_addresses import read_rows, take_over


class Command(BaseCommand):
    """Read the table, say what is wrong with it, and store it only as a whole."""

    help = (
        "Nhập bảng địa chỉ của trang cũ (CSV hai cột: địa chỉ cũ, địa chỉ mới) để ai mở địa chỉ cũ "
        "được đưa đến đúng trang mới. Có dòng sai thì không nhập gì."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The file, and how careful to be."""
        parser.add_argument("file", metavar="BANG.CSV", help="Tệp CSV, chữ UTF-8.")
        parser.add_argument(
            "--site", default="", help="Tên miền của trang (mặc định: trang chính)."
        )
        parser.add_argument("--thu", action="store_true", help="Chỉ xem thử, không ghi gì.")
        parser.add_argument(
            "--bo-qua-loi", action="store_true", help="Nhập những dòng đúng, bỏ những dòng sai."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it in one transaction."""
        site = self._site(options["site"])
        rows = list(read_rows(self._text(options["file"])))
        with transaction.atomic():
            outcome = take_over(rows, site)
            failed = outcome.problems and not options["bo_qua_loi"]
            if failed or options["thu"]:
                transaction.set_rollback(True)
        for problem in outcome.problems:
            self.stderr.write(problem)
        if failed:
            raise CommandError("Chưa nhập dòng nào. Hãy sửa các dòng trên rồi chạy lại.")
        said = "Sẽ nhập" if options["thu"] else "Đã nhập"
        self.stdout.write(
            f"{said}: {outcome.created} địa chỉ mới, {outcome.changed} đổi, "
            f"{outcome.unchanged} giữ nguyên, {len(outcome.problems)} dòng bỏ qua."
        )

    def _text(self, name: str) -> str:
        try:
            return Path(name).read_text(encoding="utf-8-sig")
        except OSError as error:
            raise CommandError(f"Không mở được tệp {name}: {error.strerror}.") from error
        except UnicodeDecodeError as error:
            raise CommandError(
                f"Tệp {name} không phải chữ UTF-8. Trong Excel, hãy lưu kiểu “CSV UTF-8”."
            ) from error

    def _site(self, hostname: str) -> Site:
        sites = Site.objects.select_related("root_page")
        if not hostname:
            return sites.get(is_default_site=True)
        site = sites.filter(hostname=hostname).first()
        if site is None:
            names = ", ".join(sites.values_list("hostname", flat=True))
            raise CommandError(f"Không có trang nào tên miền {hostname}. Đang có: {names}.")
        return site
