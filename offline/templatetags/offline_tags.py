"""Marks in pages for the scripts of reading without a signal."""

from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from wagtail.models import Page

from offline.books import book_of

register = template.Library()


@register.simple_tag
def offline_reading() -> str:
    """Tells the page's script that copies may be kept; without it, it takes them all away."""
    if not settings.OFFLINE_READING:
        return ""
    return format_html('<meta name="doc-khi-mat-mang" content="{}">', reverse("worker"))


@register.inclusion_tag("offline/book.html")
def kept_book(page: Page) -> dict[str, Any]:
    """The button that keeps a whole section, with its size; nothing where it has no book."""
    return {"book": book_of(page) if settings.OFFLINE_READING else None, "page": page}
