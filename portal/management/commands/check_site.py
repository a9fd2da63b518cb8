"""`manage.py check_site`: every link, picture and feed of the public site leads somewhere."""

from django.core.management.base import BaseCommand
from wagtail.models import Site

from portal.dead_ends import dead_ends


class Command(BaseCommand):
    """Lists what leads a reader nowhere; ends with an error when there is any."""

    help = "Xem cả trang: liên kết, ảnh, nguồn tin nào không dẫn tới đâu. Không gọi gì ra ngoài."

    def add_arguments(self, parser):
        """One commune, or all."""
        parser.add_argument("--site", help="Tên miền của một xã; không ghi thì xem mọi xã.")

    def handle(self, *args, site=None, **options):
        """One line for each."""
        sites = Site.objects.filter(hostname=site) if site else Site.objects.all()
        count = 0
        for one in sites:
            for found in dead_ends(one):
                count += 1
                self.stdout.write(f"{found.page} · {found.place} · {found.address} · {found.why}")
        self.stdout.write(
            "Không có chỗ nào cụt." if not count else f"{count} chỗ không dẫn tới đâu."
        )
        if count:
            raise SystemExit(1)
