"""What stood in quotation marks is looked for letter by letter."""

import re

from search.folding import any_marks, clean, words_of
from search.index.bitmaps import newest, numbers_in
from search.models import SearchEntry

MOST_READ = 20
"""Texts that are read for a phrase; the newest are taken."""
_BETWEEN = r"(?:[^\w\n]|_)+"
_MAY_END_IN_Y = re.compile(r"^(h|k|l|m|s|t|v|qu)i$")


def holding(phrases, among):
    """Those entries of the bitmap that hold every phrase; typed marks must be there."""
    return _kept(phrases, among, all)


def holding_any(phrases, among):
    """The same of at least one phrase."""
    return _kept(phrases, among, any)


def _kept(phrases, among, needed):
    patterns = [(_pattern(phrase), phrase) for phrase in phrases]
    rows = SearchEntry.objects.filter(pk__in=numbers_in(newest(among, MOST_READ))).values_list(
        "pk", "title", "text__people_marked", "text__body"
    )
    found = 0
    for number, title, people, body in rows:
        text, names = clean(f"{title}\n{body}"), people.split("\n")
        if needed(_holds(*one, text) or _is_named(one[1], names) for one in patterns):
            found |= 1 << number
    return found


def _pattern(phrase):
    """A phrase whatever its marks, `ky` being `ki`: much quicker than taking whole texts apart."""
    return re.compile(_BETWEEN.join(map(_letters, phrase)))


def _letters(word):
    letters = [any_marks(letter) for letter in word.folded]
    if _MAY_END_IN_Y.match(word.folded):
        letters[-1] = f"(?:{any_marks('i')}|{any_marks('y')})"
    return "".join(letters)


def _holds(pattern, phrase, text):
    asked = [_form(word, phrase) for word in phrase]
    for match in pattern.finditer(text):
        around = text[max(match.start() - 1, 0) : match.start()] + text[match.end() :][:1]
        found = [_form(word, phrase) for word in words_of(match[0])]
        if found == asked and not any(sign.isalnum() for sign in around):
            return True
    return False


def _is_named(phrase, names):
    asked = " ".join(_form(word, phrase) for word in phrase)
    if not _has_marks(phrase):
        names = [" ".join(word.rpartition("q")[0] for word in name.split()) for name in names]
    return any(f" {asked} " in f" {name} " for name in names)


def _form(word, phrase):
    return word.marked if _has_marks(phrase) else word.folded


def _has_marks(phrase):
    return any(word.has_marks for word in phrase)
