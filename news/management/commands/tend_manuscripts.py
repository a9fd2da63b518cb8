"""`manage.py tend_manuscripts`: finishes what was left over, throws away what is old."""

from django.core.management.base import BaseCommand

from news.intake.arrivals import tidy, work_through


class Command(BaseCommand):
    """Run every hour by the site's timers."""

    help = "Làm nốt tệp Word còn dở; bỏ báo cáo nhập quá 7 ngày và tệp gốc quá 90 ngày."

    def handle(self, *args, **options):
        """Nothing to say when all is well."""
        work_through()
        tidy()
