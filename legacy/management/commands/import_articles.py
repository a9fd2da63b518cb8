"""`manage.py import_articles`: brings the articles of an old portal in."""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm
from wagtail.models import Page, Site

from legacy.importing import Imported, Importer, Result
from legacy.reading import Read, described, read_file
from legacy.section_names import section_name
from legacy.source_files import files_under

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SUMMARY = (
    "Xong: {created} bài mới, {updated} cập nhật, {unchanged} không đổi, "
    "{kept} giữ nguyên, {refused} bị từ chối."
)


class Command(BaseCommand):
    """Reads files and folders, imports what can be trusted, and says what became of each."""

    help = "Nhập bài viết từ trang cũ: văn bản, HTML, Markdown, JSON. Chạy lại không nhân đôi bài."

    def add_arguments(self, parser):
        """The paths, where to put the articles, and how much to do."""
        parser.add_argument("paths", nargs="+", metavar="PATH", help="Tệp hoặc thư mục.")
        parser.add_argument(
            "--section", default="", metavar="SLUG", help="Đưa hết vào chuyên mục này."
        )
        parser.add_argument(
            "--site", default="", metavar="TÊN_MIỀN", help="Trang nhận bài, nếu có nhiều trang."
        )
        parser.add_argument("--dry-run", action="store_true", help="Chỉ đọc thử, không ghi gì.")
        parser.add_argument("--json", action="store_true", help="In kết quả bằng JSON.")
        parser.add_argument(
            "--restore-deleted", action="store_true", help="Nhập lại cả bài đã bị xóa trên trang."
        )

    def handle(self, *args, **options):
        """Import file by file; exit status 1 when anything was refused."""
        files = files_under(options["paths"])
        if not files:
            raise CommandError("Không có tệp nào để nhập trong các thư mục đã cho.")
        self.as_json = options["json"]
        section = checked_slug(options["section"])
        if options["dry_run"] and self.as_json:
            refused = self.show(files, section_name(section) if section else "")
        else:
            site = site_named(options["site"])
            importer = Importer(site, section, options["dry_run"], options["restore_deleted"])
            refused = self.bring_in(files, importer)
        if refused:
            sys.exit(1)

    def show(self, files: dict[Path, Path], section: str) -> int:
        """Print what would be imported, without looking at the site at all."""
        rows, refused = [], 0
        for read in self.each_article(files):
            if read.manuscript is None:
                refused += not read.is_left_out
                self.say_refused(read, read.reason)
            else:
                rows.append(described(read, section))
        self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        self.stderr.write(f"Đọc thử, chưa ghi gì: {len(rows)} bài, {refused} bị từ chối.")
        return refused

    def bring_in(self, files: dict[Path, Path], importer: Importer) -> int:
        """Import, say what became of each article, and sum up."""
        done = []
        for read in self.each_article(files):
            imported = importer.bring_in(read, files[read.file])
            done.append(imported)
            self.say(imported)
        if self.as_json:
            rows = list(map(told, done))
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        summary = ("Đọc thử, chưa ghi gì. " if importer.dry else "") + _summary_of(done)
        (self.stderr if self.as_json else self.stdout).write(summary)
        return sum(imported.result is Result.REFUSED for imported in done)

    def each_article(self, files: dict[Path, Path]) -> Iterator[Read]:
        """Every article of every file, with a progress bar where somebody watches."""
        unwatched = not sys.stderr.isatty()
        for file in tqdm(files, unit=" tệp", leave=False, disable=unwatched):
            for read in read_file(file):
                with tqdm.external_write_mode(file=sys.stderr):
                    yield read

    def say(self, imported: Imported) -> None:
        """One line for each article, and one for each thing to look after."""
        name = imported.read.name
        if imported.result in {Result.REFUSED, Result.LEFT_OUT}:
            self.say_refused(imported.read, imported.reason)
        elif not self.as_json:
            self.stdout.write(f"{name}: {imported.result.value}")
        for warning in imported.warnings:
            self.stderr.write(f"{name}: {warning}", self.style.WARNING)

    def say_refused(self, read: Read, reason: str) -> None:
        """File, line and reason."""
        self.stderr.write(f"{read.file}, dòng {read.line}: {reason}", self.style.ERROR)


def told(imported: Imported) -> dict:
    """What became of one article, for `--json`."""
    page = imported.page
    return {
        "file": imported.read.name,
        "result": imported.result.name.lower(),
        "url": page.full_url if page else None,
        "reason": imported.reason,
        "warnings": imported.warnings,
    }


def _summary_of(done: list[Imported]) -> str:
    counts = Counter(imported.result for imported in done)
    kept = counts[Result.EDITED] + counts[Result.DELETED] + counts[Result.PRESENT]
    return SUMMARY.format(
        created=counts[Result.CREATED],
        updated=counts[Result.UPDATED],
        unchanged=counts[Result.UNCHANGED],
        kept=kept,
        refused=counts[Result.REFUSED],
    )


def checked_slug(given: str) -> str:
    """A section's slug as it may be given; anything else is named."""
    if given and not SLUG.fullmatch(given):
        raise CommandError(f"“{given}” không phải đường dẫn chuyên mục, ví dụ: chuyen-doi-so.")
    return given


def site_named(hostname: str) -> Site:
    """The site with that host name, or the default one."""
    sites = Site.objects.select_related("root_page")
    found = sites.filter(hostname=hostname) if hostname else sites.filter(is_default_site=True)
    site = found.first()
    if site is None or site.root_page.specific_class is Page:
        named = f" có tên miền “{hostname}”" if hostname else ""
        raise CommandError(f"Chưa có trang chủ{named}. Hãy tạo trang chủ của xã rồi nhập lại.")
    return site
