"""Model fields shared by every kind of page."""

import json

from wagtail.fields import StreamField


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

    def to_python(self, value):
        """A stream of blocks, or the raw list where no block is known (a historical model)."""
        if self.stream_block.child_blocks:
            return super().to_python(value)
        return json.loads(value) if isinstance(value, str) and value else value or []

    def get_default(self):
        """An empty stream, or an empty list on a historical model."""
        return super().get_default() if self.stream_block.child_blocks else []
