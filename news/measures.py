"""How long an article is and how many pictures it has: for reports, royalties and checks.

Reports read thousands of articles: what they count is read from the stored text of a body, because
every picture or file of a body costs a query once its blocks are made.
"""

import re

from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from pages.images import PortalImage

_WORD = re.compile(r"[^\W_]+(?:[-/.,’'][^\W_]+)*")


def texts_of(article):
    """Every piece of text that a reader sees in the article, without markup."""
    return [article.title, article.lead, *_texts(article.body.stream_block, article.body.raw_data)]


def word_count(article):
    """Words as Vietnamese counts them: one per written syllable; the title is not counted."""
    return sum(len(_WORD.findall(text)) for text in texts_of(article)[1:])


def figures_of(body):
    """The figure values of a stream, rows of figures included, in reading order."""
    for block in body:
        if block.block_type == "figure":
            yield block.value
        elif block.block_type == "figure_row":
            yield from block.value["figures"]


def picture_counts(articles):
    """`{article id: pictures in its body}`, in one query; a deleted picture is none.

    The cover is one of them or a repetition.
    """
    shown = {article.pk: list(_pictures(article.body.raw_data)) for article in articles}
    asked = {pk for pictures in shown.values() for pk in pictures}
    there = set(PortalImage.objects.filter(pk__in=asked).values_list("pk", flat=True))
    return {pk: sum(picture in there for picture in found) for pk, found in shown.items()}


def _pictures(raw_body):
    for block in raw_body:
        value = block["value"]
        if block["type"] == "figure":
            figures = [value]
        elif block["type"] == "figure_row":
            figures = [figure.get("value", figure) for figure in value.get("figures") or []]
        else:
            continue
        images = [figure.get("image") for figure in figures]
        yield from (image["image"] if isinstance(image, dict) else image for image in images)


def _texts(block, raw):
    """What `get_searchable_content` of the block gives, read from its stored form."""
    match block:
        case blocks.BaseStreamBlock():
            known = [child for child in raw if child["type"] in block.child_blocks]
            parts = [(block.child_blocks[child["type"]], child["value"]) for child in known]
        case ImageBlock():
            return [raw.get("alt_text") or ""] if isinstance(raw, dict) and raw.get("image") else []
        case blocks.BaseStructBlock():
            parts = [(child, (raw or {}).get(name)) for name, child in block.child_blocks.items()]
        case blocks.ListBlock():
            entries = [entry.get("value", entry) if isinstance(entry, dict) else entry for entry in raw or []]  # fmt: skip
            parts = [(block.child_block, entry) for entry in entries]
        case blocks.ChooserBlock():
            return []
        case _:
            return [] if raw is None else block.get_searchable_content(block.to_python(raw))
    return [text for child, value in parts for text in _texts(child, value)]
