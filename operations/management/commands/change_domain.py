"""`manage.py change_domain OLD NEW`: the site answers to another name; called by `bin/install --domain`."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import BaseCommand
from wagtail.models import Site

from pages import generation


class Command(BaseCommand):
    """Wagtail builds every full address (canonical, sitemaps, feeds, letters) from its record of the site."""

    help = "Đổi tên miền của trang. Tên cũ do nginx chuyển sang tên mới (OLD_DOMAINS)."

    def add_arguments(self, parser):
        """From, to."""
        parser.add_argument("old", metavar="TÊN_CŨ")
        parser.add_argument("new", metavar="TÊN_MỚI")

    def handle(self, *args, old, new, **options):
        """Change what bears the old name; run again it changes nothing."""
        address = urlsplit(settings.PUBLIC_URL)
        sites = Site.objects.filter(hostname=old)
        if old == new or not sites:
            self.stdout.write(f"Không có trang nào mang tên {old}.")
            return
        for site in sites:
            site.hostname = new
            site.port = address.port or (443 if address.scheme == "https" else 80)
            site.save()
        cache.clear()
        generation.bump()
        call_command("keep_essentials", stdout=self.stdout)
        self.stdout.write(f"Trang nay mang tên {new}.")
