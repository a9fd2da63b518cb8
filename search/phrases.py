"""What stood in quotation marks is looked for letter by letter."""

from search.folding import words_of
from search.index.bitmaps import newest, numbers_in
from search.models import SearchEntry

MOST_READ = 30
"""Texts that are read for a phrase; the newest are taken."""


def holding(phrases, among):
    """Those entries of the bitmap that hold every phrase; typed marks must be there."""
    return _kept(among, lambda *texts: all(_holds(phrase, *texts) for phrase in phrases))


def holding_any(phrases, among):
    """The same of at least one phrase."""
    return _kept(among, lambda *texts: any(_holds(phrase, *texts) for phrase in phrases))


def _kept(among, is_kept):
    rows = SearchEntry.objects.filter(pk__in=numbers_in(newest(among, MOST_READ))).values_list(
        "pk", "title", "text__people_marked", "text__body"
    )
    found = 0
    for number, title, people, body in rows:
        texts = [words_of(text) for text in (title, *body.split("\n"))]
        names = [name.split() for name in people.split("\n")]
        if is_kept(texts, names):
            found |= 1 << number
    return found


def _holds(phrase, texts, names):
    if any(word.has_marks for word in phrase):
        asked = " ".join(word.marked for word in phrase)
        held = [" ".join(word.marked for word in text) for text in texts]
        held += [" ".join(name) for name in names]
    else:
        asked = " ".join(word.folded for word in phrase)
        held = [" ".join(word.folded for word in text) for text in texts]
        held += [" ".join(word.rpartition("q")[0] for word in name) for name in names]
    return any(f" {asked} " in f" {text} " for text in held)
