"""Fills every field of every kind of page, setting and snippet with markup that would run."""

import json

from django.db import models
from wagtail import blocks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

RUN = "window.hacked=1"
MARKUP = f"\"'><svg/onload={RUN}><script>{RUN}</script><img src=x onerror={RUN}>{{{{7*7}}}}"
SCRIPT_ADDRESS = f"javascript:{RUN}"
"""No form takes it for an address; the editor's text field is given it as a link."""
MARKUP_ADDRESS = f"https://xa.example/\"'><svg/onload={RUN}>"


def fill_model(instance, things, keep=()):
    """Markup in every text of a model instance, as long as the field takes."""
    for field in instance._meta.get_fields():
        if not getattr(field, "editable", False) or field.name in keep:
            continue
        if isinstance(field, StreamField):
            setattr(instance, field.name, json.dumps(stream(field.stream_block, things)))
        elif isinstance(field, models.URLField):
            setattr(instance, field.name, MARKUP_ADDRESS)
        elif isinstance(field, models.CharField | models.TextField) and not field.choices:
            setattr(instance, field.name, MARKUP[: field.max_length or None])
    return instance


def stream(block, things):
    """One child of each kind, as the database keeps it."""
    return [
        {"type": name, "value": value(child, things)} for name, child in block.child_blocks.items()
    ]


def value(block, things):
    """The worst that an editor can put into a block."""
    for kinds, make in _MAKERS:
        if isinstance(block, kinds):
            return make(block, things)
    return MARKUP


def rich_text(features):
    """What the editor's text field makes of hostile text and of a link that would run."""
    content = {
        "blocks": [
            {
                "key": "aaaaa",
                "text": MARKUP,
                "type": "unstyled",
                "depth": 0,
                "inlineStyleRanges": [],
                "entityRanges": [{"key": 0, "offset": 0, "length": 10}],
            }
        ],
        "entityMap": {
            "0": {"type": "LINK", "mutability": "MUTABLE", "data": {"url": SCRIPT_ADDRESS}}
        },
    }
    return ContentstateConverter(features).to_database_format(json.dumps(content))


def _table(block, things):
    columns = [{"type": name, "heading": MARKUP} for name in block.child_blocks]
    cells = [value(child, things) for child in block.child_blocks.values()]
    return {"columns": columns, "rows": [{"values": cells}], "caption": MARKUP}


def _struct(block, things):
    return {name: value(child, things) for name, child in block.child_blocks.items()}


_MAKERS = [
    (ImageBlock, lambda block, things: {"image": things["image"], "alt_text": MARKUP, "decorative": False}),
    (ImageChooserBlock, lambda block, things: things["image"]),
    (DocumentChooserBlock, lambda block, things: things["document"]),
    (SnippetChooserBlock, lambda block, things: things["group"]),
    (blocks.PageChooserBlock, lambda block, things: things["section"] if "SectionPage" in str(block.target_models) else things["article"]),
    (blocks.RichTextBlock, lambda block, things: rich_text(block.features or ["link", "bold"])),
    (TypedTableBlock, _table),
    (blocks.BaseStreamBlock, stream),
    (blocks.ListBlock, lambda block, things: [{"type": "item", "id": "1", "value": value(block.child_block, things)}] * 2),
    (blocks.BaseStructBlock, _struct),
    (blocks.URLBlock, lambda block, things: MARKUP_ADDRESS),
    (blocks.BooleanBlock, lambda block, things: True),
    (blocks.IntegerBlock, lambda block, things: 4),
    (blocks.ChoiceBlock, lambda block, things: block.get_default()),
]  # fmt: skip
