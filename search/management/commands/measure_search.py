"""`manage.py measure_search`: how well the search answers the checked questions, beside last month."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from search import evaluation, rebuild, writing


class Command(BaseCommand):
    """Run each night by the jobs of `operations`; keeps one row of figures a day."""

    help = "Đo chất lượng tìm kiếm bằng các câu hỏi kiểm tra và so với tháng trước."

    def add_arguments(self, parser):
        """Questions of a file instead of those of the admin."""
        parser.add_argument(
            "--file", type=Path, help="tệp CSV có cột “câu hỏi” và “trang”; không lưu số liệu"
        )

    def handle(self, *args, **options):
        """One paragraph per site; before that the index is brought up to an upgraded code."""
        if not options["file"] and writing.is_outdated():
            self.stdout.write(f"Đã viết lại chỉ mục theo bản mới: {rebuild.rebuild()} mục.")
        for site in Site.objects.select_related("root_page"):
            if options["file"]:
                self._of_file(site, options["file"])
            elif asked := evaluation.stored_questions(site):
                measured = evaluation.measure(site, asked)
                evaluation.note(site, measured)
                self._print(site, measured)
                self._compare(site)

    def _of_file(self, site, path):
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                asked, unknown = evaluation.questions_in(file, site)
        except (OSError, UnicodeDecodeError, KeyError) as error:
            raise CommandError(
                f"Không đọc được {path}: cần tệp CSV (UTF-8) có cột “câu hỏi” và “trang”."
            ) from error
        for slug in unknown:
            self.stdout.write(f"Bỏ qua: trang này không có “{slug}”.")
        if asked:
            self._print(site, evaluation.measure(site, asked))

    def _print(self, site, measured):
        self.stdout.write(
            f"{site.site_name or site.hostname}: {measured.questions} câu hỏi, đúng ngay đầu {measured.first}, "
            f"trong ba kết quả đầu {measured.in_three}, hạng trung bình {measured.rank:.2f}."
        )
        for text, title, place in measured.missed:
            where = f"đang đứng thứ {place}" if place else "không thấy trong mười kết quả đầu"
            right = f"“{title}” {where}" if title else "phải nói là không có"
            self.stdout.write(f"  “{text}”: {right}")

    def _compare(self, site):
        _, before = evaluation.figures(site)
        if before:
            self.stdout.write(
                f"  Tháng trước ({before.day:%d/%m/%Y}): {before.questions} câu hỏi, đúng ngay đầu {before.first}, "
                f"trong ba kết quả đầu {before.in_three}, hạng trung bình {before.rank:.2f}."
            )
