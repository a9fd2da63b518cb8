"""`manage.py check_procedure_links`: look at the outside addresses of procedures, for the report."""

from django.core.management.base import BaseCommand
from tqdm import tqdm

from pages import generation
from procedures import linkcheck
from procedures.models import LinkCheck


class Command(BaseCommand):
    """Check every address once; meant for a weekly timer."""

    help = (
        "Kiểm tra các liên kết ra ngoài của thủ tục; kết quả hiện ở báo cáo “Thủ tục cần kiểm tra”."
    )

    def handle(self, *args, **options):
        """Check, forget addresses that are gone, report."""
        urls = linkcheck.addresses()
        LinkCheck.objects.exclude(url__in=urls).delete()
        broken = 0
        for url in tqdm(urls, desc="Kiểm tra", disable=None):
            if problem := linkcheck.check(url):
                broken += 1
                self.stdout.write(f"{url}: {problem}")
        generation.bump()  # the report remembers what is broken
        self.stdout.write(f"Đã xem {len(urls)} liên kết, {broken} liên kết hỏng.")
