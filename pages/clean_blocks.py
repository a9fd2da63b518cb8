"""Blocks for words that clean what was typed or pasted, on every save."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.rich_text import RichText

from pages.clean_rich_text import clean_rich_text
from pages.clean_text import clean_text, one_line


class LineBlock(blocks.CharBlock):
    """One line of words."""

    def clean(self, value):
        """NFC, plain single spaces, nothing invisible."""
        return one_line(super().clean(value) or "")


class LinesBlock(blocks.TextBlock):
    """Several lines of words."""

    def clean(self, value):
        """The same; line breaks stay."""
        return clean_text(super().clean(value) or "").strip()


class RichBlock(blocks.RichTextBlock):
    """Words with headings, lists and links, as the features allow."""

    def clean(self, value):
        """See `pages.clean_rich_text`; blank paragraphs are no text where some is required."""
        cleaned = clean_rich_text(super().clean(value).source)
        if self.required and not cleaned:
            raise ValidationError("Chưa có chữ nào. Hãy viết vào đây, hoặc xóa khối này.")
        return RichText(cleaned)
