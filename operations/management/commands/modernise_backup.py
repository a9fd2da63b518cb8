"""`manage.py modernise_backup OLD NEW`: called by restore and check_backup in a scratch place."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from operations.backups import archive, modernising, restoring
from operations.backups.making import applied_migrations


class Command(BaseCommand):
    """Only where there is no site yet: tables are made as they were, filled and migrated."""

    help = "Đổi bản sao lưu của phiên bản cũ theo phiên bản này (lệnh khôi phục tự gọi ở chỗ tạm)."

    def add_arguments(self, parser):
        """From, to."""
        parser.add_argument("old", type=Path)
        parser.add_argument("new", type=Path)

    def handle(self, *args, old, new, **options):
        """Refuse on a database with anybody's work in it."""
        if applied_migrations() and restoring.holds_something():
            raise CommandError("Chỉ chạy được với cơ sở dữ liệu trống.")
        manifest = archive.verified_manifest(old, needs_seal=False)  # looked at by who calls
        modernising.modernise(old, new, manifest)
        self.stdout.write(json.dumps({"from": manifest["made_at"]}))
