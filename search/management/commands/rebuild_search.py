"""`manage.py rebuild_search`: write the search index anew."""

from django.core.management.base import BaseCommand

from search.rebuild import rebuild


class Command(BaseCommand):
    """Needed after a restored backup or a change of the folding; otherwise the index keeps itself."""

    help = "Viết lại toàn bộ chỉ mục tìm kiếm. Trang vẫn chạy trong lúc viết."

    def handle(self, *args, **options):
        """Say how many entries there are now."""
        self.stdout.write(f"Đã viết lại chỉ mục: {rebuild()} mục.")
