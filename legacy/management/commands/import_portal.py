"""`manage.py import_portal`: a whole old portal moves over, and can be taken back."""

import json
import sys
from datetime import datetime
from functools import partial
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from legacy.dates import COMMUNE_TIME
from legacy.importing import Result
from legacy.management.commands.import_articles import checked_slug, site_named
from legacy.models import ImportRun
from legacy.moving import Move, chosen, started
from legacy.preview import write_preview
from legacy.report import report_lines, write_csv
from legacy.section_names import section_name
from legacy.starting import work_at
from legacy.survey.survey import Survey
from legacy.survey.told import summary_of, told
from legacy.undoing import undo
from pages.errands import bound_this_process


class Command(BaseCommand):
    """Looks the portal over, brings its articles in, and says what became of each file."""

    help = (
        "Chuyển cả trang cũ sang: thư mục sao (wget, HTTrack), tệp .mht, WARC, bản xuất WordPress, "
        "bảng dữ liệu NukeViet, Joomla (SQL, CSV, JSON). Chạy lại thì làm tiếp; --undo thì lấy lại."
    )

    def add_arguments(self, parser):
        """What to move, how much of it, and what to do instead."""
        parser.add_argument("paths", nargs="*", metavar="PATH", help="Thư mục hoặc tệp.")
        parser.add_argument(
            "--section", default="", metavar="SLUG", help="Đưa hết vào chuyên mục này."
        )
        parser.add_argument("--site", default="", metavar="TÊN_MIỀN", help="Trang nhận bài.")
        parser.add_argument(
            "--limit", type=int, default=0, metavar="SỐ", help="Chỉ nhập số bài này."
        )
        parser.add_argument(
            "--since", default="", metavar="NGÀY", help="Chỉ bài từ ngày này, 2023-01-31."
        )
        parser.add_argument("--dry-run", action="store_true", help="Chỉ đọc thử, không ghi gì.")
        parser.add_argument(
            "--preview", default="", metavar="THƯ_MỤC", help="Đọc thử và viết trang xem trước."
        )
        parser.add_argument("--json", action="store_true", help="In từng tệp bằng JSON.")
        parser.add_argument("--csv", default="", metavar="TỆP", help="Ghi báo cáo ra tệp CSV.")
        parser.add_argument(
            "--restore-deleted", action="store_true", help="Nhập lại cả bài đã bị xóa."
        )
        parser.add_argument(
            "--undo", type=int, default=0, metavar="LẦN", help="Lấy lại lần nhập có số này."
        )
        parser.add_argument(
            "--run", type=int, default=0, metavar="LẦN", help="Làm tiếp lần nhập có số này."
        )
        parser.add_argument(
            "--report", type=int, default=0, metavar="LẦN", help="In lại báo cáo lần nhập."
        )

    def handle(self, *args, **options):
        """One errand of the five: undo, report, go on, dry run, move."""
        if options["undo"]:
            self.take_back(options["undo"])
        elif options["run"]:
            self.go_on(run_numbered(options["run"]), options["csv"])
        elif options["report"]:
            self.report(run_numbered(options["report"]), options["csv"])
        else:
            self.look_over(options)

    def look_over(self, options: dict) -> None:
        """Survey the portal, then show or move what it holds."""
        missing = [path for path in options["paths"] if not Path(path).exists()]
        if missing or not options["paths"]:
            raise CommandError(
                f"Không tìm thấy {missing[0]}." if missing else "Hãy nêu thư mục, tệp."
            )
        watched = partial(tqdm, unit=" tệp", leave=False, disable=not sys.stderr.isatty())
        with Survey(options["paths"], watched) as survey:
            found = list(chosen(survey.look(), options["limit"], since(options["since"])))
            if not found:
                raise CommandError("Không có tệp nào trong các thư mục đã cho.")
            only_read = options["dry_run"] or options["preview"]
            (self.rehearse if only_read else self.move)(survey, found, options)

    def rehearse(self, survey: Survey, found: list, options: dict) -> None:
        """Print what would come in; nothing is written into the site."""
        section = section_name(checked_slug(options["section"])) if options["section"] else ""
        if options["json"]:
            rows = [told(one, survey, section) for one in found]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        else:
            for one in found:
                self.stdout.write(f"{one.name}: {one.kind.label} ({one.why})")
        if options["preview"]:
            page = write_preview(survey, found, Path(options["preview"]))
            self.stderr.write(f"Mở {page} bằng trình duyệt để xem trước.")
        self.stderr.write(f"Đọc thử, chưa ghi gì: {summary_of(found)}.")

    def move(self, survey: Survey, found: list, options: dict) -> None:
        """Bring the articles in and report."""
        site, section = site_named(options["site"]), checked_slug(options["section"])
        asked = {name: options[name] for name in ("section", "limit", "since")}
        run = started(site, [str(Path(path).resolve()) for path in options["paths"]], asked)
        move = Move(run, survey, section, options["restore_deleted"])
        move.bring_in(found, lambda one, imported: self.say(one, imported, options["json"]))
        self.report(run, options["csv"])

    def say(self, found, imported, as_json: bool) -> None:
        """What went wrong or is missing; the rest is in the report."""
        if imported.result is Result.REFUSED:
            self.stderr.write(f"{found.name}: {imported.reason}", self.style.ERROR)
        for warning in imported.warnings if not as_json else []:
            self.stderr.write(f"{found.name}: {warning}", self.style.WARNING)

    def report(self, run: ImportRun, csv: str) -> None:
        """The run in a few lines, and all its files as CSV where that was asked."""
        for line in report_lines(run):
            self.stdout.write(line)
        if csv:
            write_csv(run, Path(csv))
            self.stdout.write(f"Báo cáo từng tệp: {csv}")

    def go_on(self, run: ImportRun, csv: str) -> None:
        """A run that was started in the admin, or broke off."""
        bound_this_process()
        if run.state != ImportRun.State.RUNNING:
            raise CommandError(
                f"Lần nhập {run.pk} {run.get_state_display()}, không có gì để làm tiếp."
            )
        if not work_at(run):
            raise CommandError(f"Lần nhập {run.pk} đang có tiến trình khác làm.")
        run.refresh_from_db()
        if run.state == ImportRun.State.FAILED:
            raise CommandError(run.step)
        self.report(run, csv)

    def take_back(self, number: int) -> None:
        """Undo a run."""
        told_ = undo(run_numbered(number))
        self.stdout.write(
            f"Đã lấy lại lần nhập {number}: xóa {told_['articles']} bài, {told_['redirects']} chuyển hướng lẻ, "
            f"{told_['image']} ảnh, {told_['document']} tệp, {told_['sections']} chuyên mục; "
            f"giữ {told_['kept']} bài đã có người sửa hoặc xem."
        )


def run_numbered(number: int) -> ImportRun:
    """The run of that number."""
    run = ImportRun.objects.filter(pk=number).first()
    if run is None:
        raise CommandError(f"Không có lần nhập số {number}.")
    return run


def since(words: str) -> datetime | None:
    """The first day whose articles are wanted."""
    if not words:
        return None
    try:
        return datetime.fromisoformat(words).replace(tzinfo=COMMUNE_TIME)
    except ValueError:
        raise CommandError(f"“{words}” không phải ngày, ví dụ: 2023-01-31.") from None
