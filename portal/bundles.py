"""One stylesheet and one script per page, put together from small readable files.

There is no build step: the finder below offers `portal.css` and `portal.js` to Django's static
files like any other file, joined in the order of `settings.STATIC_BUNDLES` with comments dropped.
A phone on a weak link pays for two requests instead of thirty (docs/decisions/004).
"""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from design.first_view import without_comments


class BundleFinder(BaseFinder):
    """Finds the bundles; each is rewritten only when one of its sources is newer."""

    def check(self, **kwargs):
        """Nothing to configure."""
        return []

    def find(self, path, find_all=False, **kwargs):
        """The joined file for a bundle's path, else nothing."""
        if path not in settings.STATIC_BUNDLES:
            return []
        target = str(_written(path))
        return [target] if find_all else target

    def list(self, ignore_patterns):
        """Every bundle with the storage that `collectstatic` reads it from."""
        storage = FileSystemStorage(location=_folder())
        for path in settings.STATIC_BUNDLES:
            _written(path)
            yield path, storage


def _folder():
    return Path(settings.DATA_DIR) / "bundles"


def _sources(path):
    """Source files in order; a pattern such as `design/css/*.css` stands for its sorted files."""
    for pattern in settings.STATIC_BUNDLES[path]:
        app, _, rest = pattern.partition(":")
        yield from sorted((Path(settings.BASE_DIR) / app / "static").glob(rest))


def _written(path):
    target = _folder() / path
    text = "\n".join(without_comments(source.read_text()) for source in _sources(path)) + "\n"
    if not target.exists() or target.read_text() != text:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return target
