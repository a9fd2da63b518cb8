"""`manage.py thin_versions`: old versions of pages that nobody has to answer for go; for a timer."""

from django.core.management.base import BaseCommand

from desk import thinning


class Command(BaseCommand):
    """What was published or approved stays, and the last year whole."""

    help = (
        "Xóa các bản lưu cũ hơn một năm, trừ bản đã đăng, đã duyệt, đang hẹn giờ và bản mới nhất."
    )

    def add_arguments(self, parser):
        """`--dryrun` as in Wagtail's commands."""
        parser.add_argument("--dryrun", action="store_true", help="Chỉ đếm, không xóa.")

    def handle(self, *args, dryrun=False, **options):
        """Count or delete."""
        number = thinning.old_versions().count() if dryrun else thinning.thin_out()
        self.stdout.write(f"{'Sẽ xóa' if dryrun else 'Đã xóa'} {number} bản lưu cũ.")
