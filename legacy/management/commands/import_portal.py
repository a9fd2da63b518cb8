"""`manage.py import_portal`: a whole old portal moves over."""

import json
import sys

from django.core.management.base import BaseCommand
from tqdm import tqdm

from legacy.survey.told import summary_of, told
from legacy.survey.survey import Survey


class Command(BaseCommand):
    """Looks the portal over and says what each file is."""

    def add_arguments(self, parser):
        parser.add_argument("paths", nargs="*")
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args, **options):
        with Survey(options["paths"]) as survey:
            found = survey.look()
            rows = [told(one, survey) for one in found]
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            self.stderr.write(summary_of(found))
