"""`manage.py search_check`: what the index lacks; `--mend` puts it right."""

from django.core.management.base import BaseCommand, CommandError

from pages import generation
from search import rebuild

_SHOWN = 20


class Command(BaseCommand):
    """Compares pages, entries and bitmaps."""

    help = "Kiểm tra chỉ mục tìm kiếm có thiếu trang nào không; --mend thì bổ sung luôn."

    def add_arguments(self, parser):
        """Whether to mend."""
        parser.add_argument("--mend", action="store_true", help="bổ sung những gì còn thiếu")

    def handle(self, *args, **options):
        """Name what is missing; an error while something is and nobody mends it."""
        pages, numbers = rebuild.missing()
        for page in pages[:_SHOWN]:
            self.stdout.write(f"Chưa có trong chỉ mục: {page.title}")
        if numbers:
            self.stdout.write(f"{len(numbers)} mục chưa có từ nào.")
        if not pages and not numbers:
            self.stdout.write("Chỉ mục đủ.")
        elif options["mend"]:
            rebuild.mend()
            rebuild.rewrite_bitmaps()
            generation.bump()
            self.stdout.write("Đã bổ sung.")
        else:
            raise CommandError("Chỉ mục còn thiếu: chạy lại với --mend.")
