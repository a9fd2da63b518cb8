"""Keeps one entry per published page, and one per file that a published page links to."""

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
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
    refresh_pages([page], with_files)


def refresh_pages(pages, with_files=True):
    """The same for many, with the statements of one; returns them as they are stored.

    The caller takes some hundred at a time: all their texts are in memory at once.
    """
    stored = _stored([page.pk for page in pages])
    found = [page for page in stored if is_found(page)]
    _forget({page.pk for page in pages}.difference(page.pk for page in found))
    sections = _sections_of(found)
    store_all([_entry_of_page(page, sections) for page in found])
    if with_files:
        refresh_files(_files_of(found))
    return stored


def _stored(keys):
    """The pages of the keys that are there, each with what its texts are made of."""
    pages = list(Page.objects.filter(pk__in=keys).specific())
    for kind in {type(page) for page in pages}:
        if prepare := getattr(kind, "prepare_for_search", None):
            prepare([page for page in pages if type(page) is kind])
    _share_trails(pages)
    return pages


def _share_trails(pages):
    """Pages of one section have the same pages above them: asked for once, not once each."""
    trails = {}
    for page in pages:
        above = page.path[: -page.steplen]
        if above in trails:
            page.trail = trails[above]
        elif hasattr(page, "trail"):
            trails[above] = page.trail


def _entry_of_page(stored, sections):
    """(key, fields, texts, names) of a page, see `store_all`."""
    card = stored.card()
    fields = {
        "path": stored.path,
        "kind": card.kind,
        "section_id": sections.get(_section_path(stored)),
        "date": card.date,
        "priority": getattr(stored, "search_priority", 0),
        "tag": card.tag,
        "subject": subject(stored)[:120],
        "title": card.title[:255],
    }
    texts = {
        "summary": card.summary, "note": card.note[:255], "body": body_text(stored, card.summary)
    }  # fmt: skip
    return {"page_id": stored.pk, "document_id": None}, fields, texts, people_words(stored)


def is_found(stored):
    """Whether a page (specific) may be found; the root and Wagtail's placeholder have no card."""
    return stored.live and hasattr(stored, "card") and not stored.alias_of_id


def forget_page(page):
    """Take the entry of an unpublished page away, and those of files that nothing links to now."""
    _forget([page.pk])


def _forget(keys):
    if not keys:
        return
    entries = SearchEntry.objects.filter(page_id__in=keys)
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
            "section_id": _sections_of([page]).get(_section_path(page)),
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
    store_all([(key, fields, texts, names)])


def store_all(entries):
    """The same for many (key, fields, texts, names)."""
    standing = _standing([key for key, *_ in entries])
    changed, gone = [], []
    for key, given, written, names in entries:
        fields, texts = given | _folded_title(given), written | _folded_names(names)
        old = standing.get((key.get("page_id"), key["document_id"]))
        if old and _holds(old, fields) and _holds(old.text, texts):
            continue
        changed.append((SearchEntry(**key, **fields), texts))
        gone += [old.pk] if old else []
    if changed:
        _write(gone, changed)


def _write(gone, changed):
    with transaction.atomic():
        if gone:
            SearchEntry.objects.filter(pk__in=gone).delete()
        made = SearchEntry.objects.bulk_create(entry for entry, _ in changed)
        texts = EntryText.objects.bulk_create(
            EntryText(entry=entry, **values)
            for entry, (_, values) in zip(made, changed, strict=True)
        )
        postings.put_all((text.pk, terms_of_entry(text.entry, text)) for text in texts)


def _is_page(key):
    return key["document_id"] is None


def _standing(keys):
    """(page or None, file or None) -> the entry as it stands, with its texts."""
    wanted = Q()
    if pages := [key["page_id"] for key in keys if _is_page(key)]:
        wanted |= Q(page_id__in=pages, document=None)
    if files := [key["document_id"] for key in keys if not _is_page(key)]:
        wanted |= Q(document_id__in=files)
    found = SearchEntry.objects.filter(wanted).select_related("text") if keys else ()
    return {(None if one.document_id else one.page_id, one.document_id): one for one in found}


def _folded_title(fields):
    title, date = fields["title"], fields.get("date")
    return {
        "title_folded": folded_text(title)[:500],
        "title_marked": marked_text(title)[:800],
        "year": localtime(date).year if date else None,
    }


def _folded_names(names):
    return {
        "people_folded": "\n".join(folded_text(name) for name in names),
        "people_marked": "\n".join(marked_text(name) for name in names),
    }


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


def _section_path(page):
    """The parent's place in the tree; None for a front page and what stands directly below one."""
    front_page_depth = 2
    return page.path[: -page.steplen] if page.depth > front_page_depth + 1 else None


def _sections_of(pages):
    """Place in the tree -> key, of the parents of `pages`."""
    paths = {_section_path(page) for page in pages} - {None}
    return dict(Page.objects.filter(path__in=paths).values_list("path", "pk")) if paths else {}


def _files_of(pages):
    """Files that the pages link to now, and those that their entries stood for until now."""
    for page in pages:
        ReferenceIndex.create_or_update_for_object(page)
    if not pages:
        return PortalDocument.objects.none()
    kinds = ContentType.objects.get_for_models(Page, PortalDocument)
    linked = ReferenceIndex.objects.filter(
        base_content_type=kinds[Page],
        object_id__in=[str(page.pk) for page in pages],
        to_content_type=kinds[PortalDocument],
    )
    ids = {int(number) for number in linked.values_list("to_object_id", flat=True)}
    stood = SearchEntry.objects.filter(page__in=[page.pk for page in pages], document__isnull=False)
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
