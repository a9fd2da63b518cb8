"""Finds words on a screen that are not Vietnamese, without knowing what they are translations of.

A Vietnamese word is one syllable: an onset, vowels, a coda. A word of plain letters that is none
("Save", "page") was left untranslated, unless it is a name that stays as it is.
"""

import re
import unicodedata

import lxml.html

SYLLABLE = re.compile(
    r"(?:ngh?|nh|kh|ph|th|tr|ch|gh|gi|qu|[bcdghklmnprstvx])?"
    r"(?:uye|uya|oai|oao|oeo|uoi|uou|ieu|yeu|uay|uyu|ia|ie|iu|ua|ue|ui|uo|uu|uy|oa|oe|oi|ai|ao|"
    r"au|ay|eo|eu|ye|[aeiouy])"
    r"(?:ch|ng|nh|[cmnpt])?"
)
WORD = re.compile(r"[^\W\d_]+")
NAMES = frozenset(
    re.findall(
        r"\S+",
        """
    word excel powerpoint libreoffice google docs microsoft authenticator windows android smartart
    youtube zalo facebook javascript macro iphone
    web website wifi cookie email url http https html css slug id
    pdf doc docx xls xlsx csv tsv ods odt rtf rss svg gif jpg jpeg png webp avif tiff heic wmf emf json
    kb mb gb byte px mp chitiettthc ctrl qr totp exif gps utc nfc cccd cmnd tthc ubnd hđnd kt tl tuq vt lcp inp cls utm
    """,
    )
)
"""Names of things that have no other name here, and words that Vietnamese has borrowed."""
NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|\S*[/_\\]\S*|\.?\b[\w-]+\.\w+|\w+-\w+-[\w-]+")
"""Addresses, names of files and of settings."""
_NEVER_SHOWN = {"script", "style", "svg", "code", "kbd"}
_READ_ALOUD = ("alt", "title", "placeholder", "aria-label", "aria-description")


def is_foreign(word, known=frozenset()):
    """Whether a reader of Vietnamese only would stumble over the word."""
    plain = unicodedata.normalize("NFC", word.lower())
    if len(plain) == 1 or not plain.isascii() or plain in NAMES or plain in known:
        return False
    return not SYLLABLE.fullmatch(plain)


def foreign_words(text, known=frozenset()):
    """The foreign words of a text; `known` are names of people and things in the test's data."""
    return [word for word in WORD.findall(NO_WORDS.sub(" ", text)) if is_foreign(word, known)]


def foreign_lines(texts, known=frozenset()):
    """The texts that hold a foreign word, shortened, each once."""
    lines = (" ".join(text.split())[:160] for text in texts if foreign_words(text, known))
    return list(dict.fromkeys(lines))


def texts_on(html):
    """Everything that a page shows or reads aloud, templates for scripts included."""
    return _texts_in(lxml.html.document_fromstring(html)) if html.strip() else iter(())


def _texts_in(tag):
    if not isinstance(tag.tag, str) or tag.tag in _NEVER_SHOWN or "hidden" in tag.attrib:
        return
    yield from (tag.get(name) for name in _READ_ALOUD if tag.get(name))
    if tag.tag == "input" and tag.get("type") in ("submit", "button"):
        yield tag.get("value", "")
    yield tag.text or ""
    for child in tag:
        yield from _texts_in(child)
        yield child.tail or ""
