"""`manage.py import_old_views FILE.csv`: take over what an old portal had counted."""

import getpass
import logging
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from wagtail.models import Site

from visits.opening_balances import FileProblem, enter, read_balances

_log = logging.getLogger("visits.opening_balances")


class Command(BaseCommand):
    """Enter opening balances once; all rows or none."""

    help = (
        "Nhập số lượt xem của trang cũ từ tệp CSV có cột dia_chi, luot_xem và nguon (nếu có). "
        "Dòng có dia_chi là * là tổng của cả trang cũ. Mỗi trang chỉ nhập được một lần."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """File, site, source."""
        parser.add_argument("file", help="Tệp CSV, mã UTF-8.")
        parser.add_argument("--dry-run", action="store_true", help="Chỉ kiểm tra, không ghi.")
        parser.add_argument("--site", help="Tên miền của trang nhận; mặc định là trang chính.")
        parser.add_argument("--source", default="Trang cũ", help="Nguồn ghi cạnh con số.")
        parser.add_argument("--by", default="", help="Người nhập; mặc định là tên đăng nhập máy.")

    def handle(
        self, *args: Any, file: str, dry_run: bool, site: str, source: str, by: str, **options: Any
    ) -> None:
        """Check every row, then write all of them."""
        chosen = _site(site)
        try:
            balances, problems = read_balances(file, chosen, source, by or getpass.getuser())
        except FileProblem as refusal:
            raise CommandError(str(refusal)) from None
        for problem in problems:
            self.stderr.write(f"Dòng {problem.line}: {problem.message}")
        if problems:
            raise CommandError(
                f"Có {len(problems)} dòng sai nên chưa ghi dòng nào. Hãy sửa tệp rồi chạy lại."
            )
        total = sum(balance.views for balance in balances)
        said = f"{len(balances)} dòng, cộng {total} lượt xem, cho {chosen.hostname}"
        if dry_run:
            self.stdout.write(f"Tệp đúng: {said}. Chưa ghi gì (chạy thử).")
            return
        enter(balances)
        _log.info("Nhập số trang cũ: %s, từ %s", said, file)
        self.stdout.write(f"Đã nhập {said}.")


def _site(hostname: str | None) -> Site:
    sites = Site.objects.select_related("root_page")
    site = (
        sites.filter(hostname=hostname).first()
        if hostname
        else sites.filter(is_default_site=True).first()
    )
    if site is None:
        raise CommandError(
            f"Không có trang nào tên miền {hostname}." if hostname else "Chưa có trang nào."
        )
    return site
