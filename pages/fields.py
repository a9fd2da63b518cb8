"""Model fields shared by every kind of page."""

import json
import re

from django.core.exceptions import BadRequest
from wagtail.blocks.base import BlockWidget
from wagtail.fields import StreamField

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL, and half of a character cut in two (a lone surrogate): no database keeps them as text."""


class WholeStreamWidget(BlockWidget):
    """Refuses a form of which a part never arrived: Wagtail fails on it, and half a body is no body."""

    def value_from_datadict(self, data, files, name):
        """The stream, or a 400 that lets the editor go back and send again."""
        try:
            return super().value_from_datadict(data, files, name)
        except (KeyError, TypeError, ValueError) as error:
            raise BadRequest(f"{name}: the form is not whole") from error


class BodyField(StreamField):
    """A StreamField whose block definitions stay out of migrations.

    Adding a block is then no schema change. The price: a historical model in a data migration has
    no blocks, so there the field reads and writes the plain JSON list (docs/decisions/003).
    """

    def __init__(self, block_types=(), **kwargs):
        kwargs.pop("block_lookup", None)
        super().__init__(block_types or [], **kwargs)

    def deconstruct(self):
        """Leave out the blocks, and the lookup table that Wagtail would write beside them."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs

    def formfield(self, **kwargs):
        """Wagtail's field for streams, asking for the whole form."""
        return super().formfield(**{"widget": WholeStreamWidget(self.stream_block)} | kwargs)

    def to_python(self, value):
        """A stream of blocks, or the raw list where no block is known (a historical model)."""
        if self.stream_block.child_blocks:
            return super().to_python(value)
        return json.loads(value) if isinstance(value, str) and value else value or []

    def get_prep_value(self, value):
        """The stream as JSON data, without the characters that would fail the save."""
        return _storable(super().get_prep_value(value))

    def get_default(self):
        """An empty stream, or an empty list on a historical model."""
        return super().get_default() if self.stream_block.child_blocks else []


def _storable(data):
    if isinstance(data, str):
        return _UNSTORABLE.sub("", data)
    if isinstance(data, dict):
        return {key: _storable(part) for key, part in data.items()}
    return [_storable(part) for part in data] if isinstance(data, list) else data
