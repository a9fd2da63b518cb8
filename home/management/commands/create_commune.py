"""`manage.py create_commune`: a commune's empty site, ready to be filled."""

from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from home.communes import Commune, create_commune


class Command(BaseCommand):
    """Create one commune's site on this install."""

    help = "Lập trang cho một xã: chuyên mục, danh mục và các trang mà Nghị định 224/2026 yêu cầu."

    def add_arguments(self, parser):
        """The three things that nobody can guess."""
        parser.add_argument("--name", required=True, help="Tên đầy đủ, ví dụ: Xã Tân Lập")
        parser.add_argument("--province", required=True, help="Ví dụ: Tỉnh Tuyên Quang")
        parser.add_argument("--hostname", required=True, help="Ví dụ: tanlap.tuyenquang.gov.vn")
        parser.add_argument("--port", type=int, default=443)

    def handle(self, *args, **options):
        """Refuse a host name that is taken; warn about one that breaks the decree's pattern."""
        commune = Commune(options["name"], options["province"], options["hostname"].lower())
        if Site.objects.filter(hostname=commune.hostname).exists():
            raise CommandError(f"Tên miền {commune.hostname} đã có trang. Hãy chọn tên miền khác.")
        create_commune(commune, port=options["port"])
        self.stdout.write(f"Đã lập trang cho {commune.name} tại {commune.hostname}.")
        if not commune.follows_the_decree:
            self.stdout.write(
                "Lưu ý: tên miền của xã theo Nghị định 224/2026/NĐ-CP (Điều 11) có dạng "
                "tenphuongxa.tentinhthanh.gov.vn."
            )
