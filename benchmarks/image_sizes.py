"""CPU of making all published sizes of a picture against Wagtail's own pipeline for the same sizes.

    python benchmarks/image_sizes.py [rounds]

The picture is as large as the portal keeps one (2,560 px). Both ways are measured in turns in one
process; prints seconds of CPU (the best round of each) and their ratio: only the ratio is worth quoting.
"""

import os
import sys
import tempfile
import time
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.production"
QUALITY = {"webp": "|webpquality-72", "jpeg": "|jpegquality-76", "png": ""}


def main(rounds):
    """Draw, measure in turns, print."""
    original, image = _picture()
    best = {}
    for _ in range(rounds):
        for way in (_by_wagtail, _by_us):
            begun = time.process_time()
            way(image, original)
            best[way] = min(time.process_time() - begun, best.get(way, 99.0))
    print(f"Wagtail's pipeline {best[_by_wagtail]:6.2f} s CPU")
    print(f"pages.drawing      {best[_by_us]:6.2f} s CPU")
    print(f"ratio              {best[_by_us] / best[_by_wagtail]:6.2f}")


def _picture():
    from PIL import Image

    from pages.models import PortalImage

    noise = Image.effect_noise((640, 480), 60).convert("RGB").resize((2560, 1920))
    slope = Image.linear_gradient("L").resize((2560, 1920)).convert("RGB")
    out = BytesIO()
    Image.blend(noise, slope, 0.5).save(out, "JPEG", quality=88, progressive=True)
    image = PortalImage(collection_id=1, width=2560, height=1920)
    image.pk, image.file.name = 1, "anh.jpg"
    return out.getvalue(), image


def _by_wagtail(image, original):
    from wagtail.images.models import Filter

    from pages.pictures import published_sizes

    for shape, image_format in published_sizes().values():
        spec = f"{shape}|format-{image_format}{QUALITY[image_format]}"
        image.generate_rendition_file(Filter(spec=spec), source=BytesIO(original))


def _by_us(image, original):
    from pages.drawing import Drawing, encoded
    from pages.pictures import published_sizes

    drawing = Drawing(BytesIO(original))
    for shape, image_format in published_sizes().values():
        encoded(drawing.shaped(image, shape), image_format)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        os.environ["DATA_DIR"] = scratch
        import django

        django.setup()
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
