"""Writes the index anew without holding up anybody, says what it lacks, and mends it."""

from contextlib import nullcontext

from django.db import connection, transaction
from django.db.models import Max
from wagtail.models import Page

from pages import generation
from pages.models import PortalDocument
from search import entries, writing
from search.index import blocks, postings, rebuilding
from search.models import EntryText, SearchEntry

_PAGES_AT_ONCE = {"sqlite": 20}
"""Pages per transaction: SQLite lets nobody else write meanwhile."""
_OTHERWISE = 100


def rebuild():
    """Bring every entry up to its page, then write all bitmaps anew; the number of entries."""
    # After a restore there is nothing to find yet: bitmaps that grow page by page would be thrown away.
    from_nothing = not SearchEntry.objects.exists()
    with postings.written_afterwards() if from_nothing else nullcontext():
        mend()
    rewrite_bitmaps()
    writing.written()
    generation.bump()
    return SearchEntry.objects.count()


def mend():
    """Entries that are missing, old or of pages that are gone; the number of changes."""
    newest = SearchEntry.objects.aggregate(newest=Max("pk"))["newest"] or 0
    gone = SearchEntry.objects.exclude(page__in=Page.objects.live()).count()
    SearchEntry.objects.exclude(page__in=Page.objects.live()).delete()
    for some in _in_steps(Page.objects.live()):
        with transaction.atomic():
            entries.refresh_pages(some, with_files=False)
    for some in _in_steps(PortalDocument.objects.all()):
        with transaction.atomic():
            entries.refresh_files(some)
    return gone + SearchEntry.objects.filter(pk__gt=newest).count()


def rewrite_bitmaps():
    """All bitmaps from the stored entries and texts."""
    rebuilding.rebuild(_terms_by_block())


def _terms_by_block():
    last = SearchEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    for block in range(last // blocks.SIZE + 1):
        first = block * blocks.SIZE
        texts = EntryText.objects.filter(pk__gte=first, pk__lt=first + blocks.SIZE)
        rows = texts.select_related("entry").order_by("pk").iterator(chunk_size=200)
        yield block, ((text.pk, entries.terms_of_entry(text.entry, text)) for text in rows)


def missing():
    """(pages without an entry, entries without terms): what `mend` and `rewrite_bitmaps` would add."""
    known = SearchEntry.objects.filter(document=None).values("page")
    pages = [
        page
        for page in Page.objects.live().exclude(pk__in=known).specific().iterator(chunk_size=200)
        if entries.is_found(page)
    ]
    held = postings.numbers_held()
    numbers = SearchEntry.objects.values_list("pk", flat=True)
    return pages, [number for number in numbers.iterator() if not held >> number & 1]


def _in_steps(rows):
    last, at_once = 0, _PAGES_AT_ONCE.get(connection.vendor, _OTHERWISE)
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:at_once]):
        yield some
        last = some[-1].pk
