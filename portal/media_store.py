"""Where pictures and files lie: on the disk of this machine, or in a bucket that speaks S3.

Readers never meet the bucket: addresses stay on this site, which fetches the file for them, so a
page still asks nobody else for anything and private files stay private. A bucket that is away is told
as `StoreAwayError`, soon, and holds nobody up: while it rests the pages go on without their pictures.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from portal.stores import StoreAwayError

CONNECT_SECONDS, READ_SECONDS = 3, 20
"""boto3 would wait sixty and try five times: a few pictures would hold every thread."""
PATIENCE = 5.0
"""Seconds during which a bucket that did not answer is not asked again."""
_away = {"until": 0.0}


def _told_when_away(ask: Callable[..., Any]) -> Callable[..., Any]:
    """`ask`; what the bucket's library raises where it is away, or refuses us, becomes `StoreAwayError`."""

    @wraps(ask)
    def asked(*given: Any, **named: Any) -> Any:
        if time.monotonic() < _away["until"]:
            raise StoreAwayError("not asked: it was away a moment ago")
        try:
            return ask(*given, **named)
        except (BotoCoreError, Boto3Error) as error:
            _away["until"] = time.monotonic() + PATIENCE
            raise StoreAwayError(type(error).__name__) from error
        except ClientError as error:  # it answers: our key is wrong, it is full, it has a fault
            raise StoreAwayError(error.response.get("Error", {}).get("Code", "")) from error

    return asked


class BucketStorage(S3Storage):
    """A bucket behind the site's own addresses."""

    def __init__(self, addressing_style: str = "path", **options: Any) -> None:
        """With the limits in time of a site that has few threads."""
        limits = Config(
            s3={"addressing_style": addressing_style},
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            retries={"total_max_attempts": 2},
        )
        super().__init__(addressing_style=addressing_style, client_config=limits, **options)

    _open = _told_when_away(S3Storage._open)
    _save = _told_when_away(S3Storage._save)
    delete = _told_when_away(S3Storage.delete)
    exists = _told_when_away(S3Storage.exists)
    listdir = _told_when_away(S3Storage.listdir)
    size = _told_when_away(S3Storage.size)
    get_modified_time = _told_when_away(S3Storage.get_modified_time)

    def url(self, name, parameters=None, expire=None, http_method=None):
        """`/media/images/…`, as on a disk."""
        return settings.MEDIA_URL + filepath_to_uri(name)
