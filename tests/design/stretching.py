"""Fills every plain field of the demo with an address that has no place to break: a hostile paste."""

from django.apps import apps
from django.db import models
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.fields import StreamField

LONG = "https://vanban.example/" + "thongbaovevieccapgiaychungnhan" * 8
ROOMS = ("home", "links", "news", "pages", "procedures", "search", "visits")
LEFT_ALONE = {
    "slug",
    "slug_en",
    "url_path",
    "code",
    "path",
    "draft_title",
    "hostname",
    "label_format",
}
"""Fields that are addresses or keys of the site itself."""


def stretched(text_length):
    """As much of the long word as the field takes, ninety letters and more where it takes them."""
    return LONG[: text_length or 200]


def stretch_everything():
    """Every plain field of every row that a public page may show."""
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            _stretch_fields(model)
            _stretch_streams(model)


def _stretch_fields(model):
    from wagtail.models import Page

    if issubclass(model, Page):
        Page.objects.filter(pk__in=model.objects.values("pk")).update(title=LONG[:90])
    values = {
        field.attname: stretched(field.max_length)
        for field in model._meta.local_concrete_fields
        if type(field) in (models.CharField, models.TextField)
        and field.editable
        and not (field.choices or field.unique or field.name in LEFT_ALONE or "json" in field.name)
        and (field.max_length or 200) > 12
    }
    if values and not model._meta.proxy:
        model._base_manager.update(**values)


def _stretch_streams(model):
    fields = [
        field for field in model._meta.local_concrete_fields if isinstance(field, StreamField)
    ]
    for row in model._base_manager.all() if fields else []:
        for field in fields:
            stream = getattr(row, field.attname)
            prepared = field.stream_block.get_prep_value(stream)
            for child in prepared:
                block = field.stream_block.child_blocks[child["type"]]
                child["value"] = _stretch(block, child["value"])
            setattr(row, field.attname, field.stream_block.to_python(prepared))
        model._base_manager.bulk_update([row], [field.attname for field in fields])


def _stretch(block, value):
    if isinstance(block, TypedTableBlock):
        return _stretch_table(value)
    if isinstance(block, blocks.StructBlock):
        return {
            name: _stretch(child, (value or {}).get(name))
            for name, child in block.child_blocks.items()
        }
    if isinstance(block, blocks.ListBlock):
        return [
            item | {"value": _stretch(block.child_block, item["value"])}
            if "value" in item
            else item
            for item in value or []
        ]
    if isinstance(block, blocks.StreamBlock):
        return [
            item | {"value": _stretch(block.child_blocks[item["type"]], item["value"])}
            for item in value or []
        ]
    return _stretch_leaf(block, value)


def _stretch_leaf(block, value):
    if isinstance(block, blocks.RichTextBlock):
        return f"<h2>{LONG}</h2><p>{LONG}</p><ul><li>{LONG}</li></ul>"
    if isinstance(block, blocks.URLBlock):
        return LONG if value else value
    if isinstance(block, (blocks.CharBlock, blocks.TextBlock)):
        return LONG[: getattr(block.field, "max_length", None) or 200]
    return value


def _stretch_table(value):
    for column in value.get("columns", []):
        column["heading"] = LONG[:90]
    for row in value.get("rows", []):
        row["values"] = [LONG if isinstance(cell, str) else cell for cell in row["values"]]
    return value
