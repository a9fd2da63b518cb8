"""`manage.py import_word`: makes a draft article of each Word file."""

import json
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from manuscripts.described import described
from manuscripts.office import read_any
from manuscripts.shown import shown
from manuscripts.word.reading import WordArticle
from manuscripts.word.refusals import WordRefusedError
from news.intake.drafting import file_draft
from news.intake.sections import section_with_slug
from news.models import SectionPage


class Command(BaseCommand):
    """Reads each file, files it as a draft, and says what was left behind."""

    help = "Nhập tệp Word (.docx): mỗi tệp thành một bài nháp, không tự đăng."

    def add_arguments(self, parser):
        """The files, where to put the drafts, and how much to do."""
        parser.add_argument("files", nargs="+", metavar="FILE", help="Tệp .docx.")
        parser.add_argument("--section", default="", metavar="SLUG", help="Chuyên mục nhận bài.")
        parser.add_argument(
            "--site", default="", metavar="TÊN_MIỀN", help="Trang nhận bài, nếu có nhiều trang."
        )
        parser.add_argument("--dry-run", action="store_true", help="Chỉ đọc thử, không ghi gì.")
        parser.add_argument("--json", action="store_true", help="In kết quả bằng JSON.")

    def handle(self, *args, **options):
        """Import file by file; exit status 1 when anything was refused."""
        dry, self.as_json = options["dry_run"], options["json"]
        section = None if dry else section_named(options["section"], options["site"])
        rows, refused = [], 0
        for file in map(Path, options["files"]):
            try:
                rows.append(self.bring_in(file, section, options["section"]))
            except WordRefusedError as error:
                refused += 1
                self.stderr.write(f"{file}: {error.reason}", self.style.ERROR)
        self.sum_up(rows, refused, dry)
        if refused:
            sys.exit(1)

    def bring_in(self, path: Path, section: SectionPage | None, slug: str) -> dict:
        """Read one file, file it unless this is a try, and tell about it."""
        try:
            with path.open("rb") as file:
                article = read_any(file, path.name)
                notes = article.dropped
                if section:
                    notes = file_draft(article, section, original=path.read_bytes()).notes
        except OSError as error:
            raise WordRefusedError(f"Không mở được tệp: {error.strerror}.") from error
        row = told(article, str(path), section.title if section else slug, notes)
        if not self.as_json:
            self.say(row, filed=section is not None)
        return row

    def say(self, row: dict, filed: bool) -> None:
        """One line for the article, one for each thing to look after."""
        pictures = sum(figure["has_picture"] for figure in row["figures"])
        done = f"bản nháp trong “{row['section']}”" if filed else "đọc được"
        self.stdout.write(f"{row['file']}: {done}: “{row['title']}”, {pictures} ảnh")
        for note in [*row["notes"], *(loss["said"] for loss in row["losses"])]:
            self.stdout.write(f"  - {note}")

    def sum_up(self, rows: list[dict], refused: int, dry: bool) -> None:
        """The rows as JSON if asked for, and one closing line."""
        if self.as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
        summary = f"{len(rows)} bài nháp, {refused} tệp bị từ chối."
        summary = f"Đọc thử, chưa ghi gì: {summary}" if dry else f"Xong: {summary}"
        (self.stderr if self.as_json else self.stdout).write(summary)


def told(article: WordArticle, file: str, section: str, notes: list[str]) -> dict:
    """What `import_articles` prints of an article, whether each picture is there, notes, HTML, losses."""
    row = described(article.manuscript, file, section)
    row["figures"] = [
        {"caption": figure.caption, "has_picture": article.pictures.has(figure.src)}
        for figure in article.manuscript.figures
    ]
    losses = [missing.as_row() for missing in article.missing]
    return {**row, "notes": notes, "body": shown(article.manuscript), "losses": losses}


def section_named(slug: str, hostname: str) -> SectionPage:
    """The section to fill; an unknown one is no reason to guess."""
    chosen = {"hostname": hostname} if hostname else {"is_default_site": True}
    site = Site.objects.filter(**chosen).select_related("root_page").first()
    section = section_with_slug(slug, site) if site else None
    if section is None:
        wanted = f"Không có chuyên mục “{slug}”." if slug else "Trang chưa có chuyên mục nào."
        raise CommandError(f"{wanted} Xem đường dẫn chuyên mục trong phần quản trị, mục Trang.")
    return section
