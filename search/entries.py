"""Keeps one entry per published page, and one per file that a published page links to."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.timezone import localtime
from wagtail.models import Page, ReferenceIndex

from pages.models import PortalDocument
from search import codes
from search.folding import Word, folded_text, marked_text, unmarked, words_of
from search.index import postings, terms
from search.models import EntryText, SearchEntry
from search.texts import body_text, people_words, subject

FILE_KIND = "Tệp"


def refresh_page(page, with_files=True):
    """Bring the entry of `page` (any Page, its specific class not needed) up to its stored state."""
    stored = Page.objects.filter(pk=page.pk).specific().first()
    if stored is None or not is_found(stored):
        forget_page(page)
        return
    card = stored.card()
    fields = {
        "path": stored.path,
        "kind": card.kind,
        "section_id": _section_id(stored),
        "date": card.date,
        "priority": getattr(stored, "search_priority", 0),
        "tag": card.tag,
        "subject": subject(stored)[:120],
    }
    texts = {
        "summary": card.summary, "note": card.note[:255], "body": body_text(stored, card.summary)
    }  # fmt: skip
    key = {"page_id": stored.pk, "document_id": None}
    store(key, fields | {"title": card.title[:255]}, texts, people_words(stored))
    if with_files:
        refresh_files(_files_of(stored))


def is_found(stored):
    """Whether a page (specific) may be found; the root and Wagtail's placeholder have no card."""
    return stored.live and hasattr(stored, "card") and not stored.alias_of_id


def forget_page(page):
    """Take the entry of an unpublished page away, and those of files that nothing links to now."""
    entries = SearchEntry.objects.filter(page_id=page.pk)
    files = [entry.document_id for entry in entries if entry.document_id]
    entries.delete()
    refresh_files(PortalDocument.objects.filter(pk__in=files))


def refresh_tree(page):
    """After a move: every page from `page` down."""
    for below in Page.objects.descendant_of(page, inclusive=True):
        refresh_page(below)


def refresh_files(documents):
    """Bring the entries of files up to date."""
    for document in documents:
        page = _page_linking_to(document)
        if page is None:
            SearchEntry.objects.filter(document_id=document.pk).delete()
            continue
        fields = {
            "page_id": page.pk,
            "path": page.path,
            "kind": FILE_KIND,
            "section_id": _section_id(page),
            "date": page.first_published_at or page.last_published_at,
            "title": document.title[:255],
        }
        texts = {"note": page.title[:255], "body": page.title}
        names = [document.filename, *(tag.name for tag in document.tags.all())]
        store({"document_id": document.pk}, fields, texts, names)


def store(key, fields, texts, names):
    """Write one entry, its texts and its terms; does nothing where nothing changed.

    `key` finds the entry, `fields` and `texts` are values of `SearchEntry` and `EntryText`, `names`
    is what people call the thing.
    """
    title, date = fields["title"], fields.get("date")
    fields |= {
        "title_folded": folded_text(title)[:500],
        "title_marked": marked_text(title)[:800],
        "year": localtime(date).year if date else None,
    }
    texts |= {
        "people_folded": "\n".join(folded_text(name) for name in names),
        "people_marked": "\n".join(marked_text(name) for name in names),
    }
    old = SearchEntry.objects.filter(**key).select_related("text").first()
    if old and _holds(old, fields) and _holds(old.text, texts):
        return
    with transaction.atomic():
        if old:
            old.delete()
        entry = SearchEntry.objects.create(**key, **fields)
        EntryText.objects.create(entry=entry, **texts)
        postings.put(entry.pk, terms_of_entry(entry, entry.text))


def terms_of_entry(entry, text):
    """Every term under which an entry with its `EntryText` is found."""
    title = _words_and_codes(entry.title)
    names = [_words_of_marked(name) for name in text.people_marked.split("\n") if name]
    return terms.terms_of(title, names, _words_and_codes(text.body)) | terms.facets_of(entry)


def _words_and_codes(text):
    found = codes.tokens_in(unmarked(text)) if any(map(str.isdigit, text)) else ()
    return [*words_of(text), *(Word(token, token + "q") for token in found)]


def _words_of_marked(name):
    """The words of a name from their marked shadows."""
    return [Word(marked.rpartition("q")[0], marked) for marked in name.split()]


def _holds(row, values):
    return all(getattr(row, name) == value for name, value in values.items())


def _section_id(page):
    """The parent, unless `page` is a front page or stands directly below one."""
    front_page_depth = 2
    return page.get_parent().pk if page.depth > front_page_depth + 1 else None


def _files_of(page):
    """Files that the page links to now, and those that its entry stood for until now."""
    ReferenceIndex.create_or_update_for_object(page)
    kind = ContentType.objects.get_for_model(PortalDocument)
    linked = ReferenceIndex.get_references_for_object(page).filter(to_content_type=kind)
    ids = {int(number) for number in linked.values_list("to_object_id", flat=True)}
    stood = SearchEntry.objects.filter(page_id=page.pk, document__isnull=False)
    return PortalDocument.objects.filter(
        pk__in=ids.union(stood.values_list("document_id", flat=True))
    )


def _page_linking_to(document):
    """The newest published page with a link to the file; a file of drafts alone stays unknown."""
    references = ReferenceIndex.get_references_to(document)
    ids = [
        int(reference.object_id)
        for reference in references
        if issubclass(reference.base_content_type.model_class() or object, Page)
    ]
    return Page.objects.live().filter(pk__in=ids).order_by("-first_published_at", "-pk").first()
