"""`manage.py make_image_sizes`: after a restore, an import, or a change of the published sizes."""

from django.core.management.base import BaseCommand

from pages.image_sizes import is_current, make_sizes
from pages.models import PortalImage
from pages.pictures import sizes_for


class Command(BaseCommand):
    """Makes the missing sizes of all pictures."""

    help = "Làm sẵn các cỡ ảnh còn thiếu, để không phải làm lúc bà con mở trang."

    def add_arguments(self, parser):
        """`--all` makes every size anew."""
        parser.add_argument("--all", action="store_true", help="Làm lại cả những ảnh đã đủ cỡ.")

    def handle(self, *args, **options):
        """Go through the pictures one by one."""
        made = 0
        for image in PortalImage.objects.iterator():
            complete = is_current(image) and set(sizes_for(image)) <= set(image.sizes)
            if options["all"] or not complete:
                make_sizes(image)
                made += 1
        self.stdout.write(f"Đã làm cỡ ảnh cho {made} hình ảnh.")
