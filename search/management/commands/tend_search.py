"""`manage.py tend_search`: what the search has to tidy up every few minutes."""

from django.core.management.base import BaseCommand

from search import vain
from search.index import postings


class Command(BaseCommand):
    """Run by the jobs of `operations`; does little, and nothing where there is nothing to do."""

    help = "Gộp những bài mới đăng vào chỉ mục tìm kiếm và đếm những lần tìm không thấy."

    def handle(self, *args, **options):
        """Say what was done."""
        merged, searches = postings.merge(), vain.collect()
        self.stdout.write(f"Đã gộp {merged} mục, đếm {searches} lần tìm không thấy.")
