"""Keeps one entry per published page, and one per file that a published page links to."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.timezone import localtime
from wagtail.models import Page, ReferenceIndex

from pages.models import PortalDocument
from search.folding import folded_text, marked_text, words_of
from search.index import words
from search.models import EntryText, SearchEntry, VocabularyWord
from search.texts import body_text, people_words

FILE_KIND = "Tệp"


def refresh_page(page):
    """Bring the entry of `page` (any Page, its specific class not needed) up to its stored state."""
    stored = Page.objects.filter(pk=page.pk).specific().first()
    # the tree's root and Wagtail's placeholder have no card: nobody is to find them
    if stored is None or not stored.live or not hasattr(stored, "card") or stored.alias_of_id:
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
    }
    texts = {
        "summary": card.summary, "note": card.note[:255], "body": body_text(stored, card.summary)
    }  # fmt: skip
    key = {"page_id": stored.pk, "document_id": None}
    store(key, fields | {"title": card.title[:255]}, texts, people_words(stored))
    refresh_files(_files_of(stored))


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


def rebuild():
    """Write the whole index anew; returns the number of entries."""
    with transaction.atomic():
        SearchEntry.objects.all().delete()
        VocabularyWord.objects.all().delete()
        words.clear()
        for page in Page.objects.live().order_by("path").iterator(chunk_size=500):
            refresh_page(page)
    words.optimize()
    return SearchEntry.objects.count()


def store(key, fields, texts, names):
    """Write one entry, its texts and its words; does nothing where nothing changed.

    `key` finds the entry, `fields` and `texts` are values of `SearchEntry` and `EntryText`, `names`
    is what people call the thing.
    """
    title, date = fields["title"], fields.get("date")
    fields |= {
        "title_folded": folded_text(title)[:500],
        "title_marked": marked_text(title)[:800],
        "year": localtime(date).year if date else None,
    }
    texts |= {"people_folded": "\n".join(folded_text(name) for name in names)}
    old = SearchEntry.objects.filter(**key).select_related("text").first()
    if old and _holds(old, fields) and _holds(old.text, texts):
        return
    entry, _ = SearchEntry.objects.update_or_create(**key, defaults=fields)
    EntryText.objects.update_or_create(entry=entry, defaults=texts)
    people = [word for name in names for word in words_of(name)]
    parts = [words_of(title), people, words_of(texts["body"])]
    words.put(entry.pk, parts)
    _learn({word.folded for part in parts for word in part})


def _holds(row, values):
    return all(getattr(row, name) == value for name, value in values.items())


def _learn(folded):
    known = VocabularyWord.objects.filter(folded__in=folded).values_list("folded", flat=True)
    new = [VocabularyWord(folded=word) for word in sorted(folded.difference(known))]
    VocabularyWord.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)


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
