"""One line is one line, whatever is saved and on whatever way.

Word, Zalo and PDF viewers put U+000B, U+0085, U+2028 and their like on the clipboard; a browser's
one-line field keeps them. In a title they break lists, feeds, file names and the subject of a letter,
which is then never sent. File names of telephones come decomposed (NFD): their letters would lose
their marks on the way to the disk.
"""

import re
import unicodedata
from functools import cache

from django.apps import apps
from django.db import models
from django.db.models.signals import pre_save

from pages.clean_text import one_line

BREAKS = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Everything at which Python, e-mail and browsers begin a new line."""


def connect():
    """Listen to every model; called once, when the apps are ready."""
    pre_save.connect(_put_right, dispatch_uid="one-line")


def in_one_line(text: str) -> str:
    """The text without line breaks; what has none keeps its blanks, and all of it is NFC."""
    return one_line(text) if BREAKS.search(text) else unicodedata.normalize("NFC", text)


def _put_right(sender, instance, raw=False, **kwargs):
    if raw:
        return
    line_fields, file_fields = _fields(sender)
    written = instance.__dict__  # a deferred field is not there, and needs nothing
    for name in line_fields:
        if isinstance(written.get(name), str):
            setattr(instance, name, in_one_line(written[name]))
    for name in file_fields:
        file = getattr(instance, name) if name in written else None
        if file and not file._committed:
            file.name = in_one_line(file.name)


@cache
def _fields(model):
    """Names of the fields of one line and of the files of a model that people fill in."""
    if not _is_filled_by_people(model):
        return (), ()
    fields = model._meta.concrete_fields
    lines = tuple(
        field.attname for field in fields if type(field) is models.CharField and field.editable
    )
    return lines, tuple(field.attname for field in fields if isinstance(field, models.FileField))


def _is_filled_by_people(model):
    """Wagtail's models and ours; not sessions, attempts to sign in, or migrations."""
    config = apps.app_configs.get(model._meta.app_label)
    return config is not None and not config.name.startswith(("django.", "axes", "django_otp"))
