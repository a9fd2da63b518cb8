"""Where pictures and files lie: on the disk of this machine, or in a bucket that speaks S3.

Readers never meet the bucket: addresses stay on this site, which fetches the file for them, so a
page still asks nobody else for anything and private files stay private.
"""

from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage


class BucketStorage(S3Storage):
    """A bucket behind the site's own addresses."""

    def url(self, name, parameters=None, expire=None, http_method=None):
        """`/media/images/…`, as on a disk."""
        return settings.MEDIA_URL + filepath_to_uri(name)
