"""The Vietnamese catalogue is complete, well formed and compiled.

These tests read catalogue files only: no settings, no database, no server.
"""

import re
import unicodedata
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

polib = pytest.importorskip("polib", reason="polib is a development dependency")

LOCALE = Path(__file__).resolve().parents[2] / "portal" / "locale" / "vi" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")

# Apps whose every message an editor or an administrator may meet.
APPS = [
    "wagtail",
    "wagtail/admin",
    "wagtail/contrib/forms",
    "wagtail/contrib/redirects",
    "wagtail/contrib/search_promotions",
    "wagtail/contrib/settings",
    "wagtail/contrib/simple_translation",
    "wagtail/contrib/styleguide",
    "wagtail/contrib/table_block",
    "wagtail/contrib/typed_table_block",
    "wagtail/documents",
    "wagtail/embeds",
    "wagtail/images",
    "wagtail/locales",
    "wagtail/search",
    "wagtail/sites",
    "wagtail/snippets",
    "wagtail/users",
    "django/conf",
    "django/contrib/auth",
    "django/contrib/contenttypes",
    "django/contrib/humanize",
    "django/contrib/sessions",
    "taggit",
]
SOURCES = [(app, "django") for app in APPS] + [("wagtail/admin", "djangojs")]

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sdr%]|\{\w*\}")
TAG = re.compile(r"<[^>]*>|&\w+;")


@pytest.fixture(scope="module")
def catalogues():
    return {domain: polib.pofile(LOCALE / f"{domain}.po") for domain in DOMAINS}


def installed(app, domain):
    """The English catalogue of an installed app, found without importing it."""
    package, _, folder = app.partition("/")
    root = Path(find_spec(package).origin).parent
    return polib.pofile(root / folder / "locale" / "en" / "LC_MESSAGES" / f"{domain}.po")


def text(entry):
    return entry.msgstr_plural.get(0, "") if entry.msgid_plural else entry.msgstr


def key(entry):
    return entry.msgctxt, entry.msgid


def edges(string):
    """The white space before and after a message, which templates may rely on."""
    body = string.strip()
    return string.partition(body)[::2] if body else (string, "")


@pytest.mark.parametrize(("app", "domain"), SOURCES)
def test_every_message_of_the_app_is_translated(catalogues, app, domain):
    ours = {key(entry): entry for entry in catalogues[domain]}
    missing = [
        entry.msgid
        for entry in installed(app, domain)
        if not entry.obsolete
        and not (
            key(entry) in ours
            and text(ours[key(entry)]).strip()
            and (ours[key(entry)].msgid_plural or not entry.msgid_plural)
        )
    ]
    assert not missing, f"run bin/translations --add, then translate: {missing}"


def test_no_wagtail_app_with_messages_is_forgotten():
    root = Path(find_spec("wagtail").origin).parent
    found = {
        path.parents[3].relative_to(root.parent).as_posix()
        for path in root.glob("**/locale/en/LC_MESSAGES/django.po")
    }
    assert found <= set(APPS)


@pytest.mark.parametrize("domain", DOMAINS)
def test_placeholders_and_markup_agree(catalogues, domain):
    wrong = []
    for entry in catalogues[domain]:
        # Vietnamese has one plural form, which speaks for every number.
        source = entry.msgid_plural or entry.msgid
        if _signs(source) != _signs(text(entry)):
            wrong.append((source, text(entry)))
    assert not wrong


def _signs(message):
    """What a translation must keep: placeholders, tags, blanks at both ends."""
    return [Counter(pattern.findall(message)) for pattern in (PLACEHOLDER, TAG)], edges(message)


@pytest.mark.parametrize("domain", DOMAINS)
def test_entries_are_unique_complete_and_not_fuzzy(catalogues, domain):
    catalogue = catalogues[domain]
    assert not catalogue.metadata_is_fuzzy
    assert [entry.msgid for entry in catalogue if entry.fuzzy or entry.obsolete] == []
    assert [entry.msgid for entry in catalogue if not text(entry)] == []
    assert [k for k, n in Counter(key(entry) for entry in catalogue).items() if n > 1] == []
    assert [e.msgid for e in catalogue if e.msgid_plural and set(e.msgstr_plural) != {0}] == []
    assert catalogue.metadata["Plural-Forms"] == "nplurals=1; plural=0;"


@pytest.mark.parametrize("domain", DOMAINS)
def test_text_is_unicode_nfc(domain):
    content = (LOCALE / f"{domain}.po").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", content)


@pytest.mark.parametrize("domain", DOMAINS)
def test_mo_is_the_compiled_po(catalogues, domain):
    compiled = (LOCALE / f"{domain}.mo").read_bytes()
    assert compiled == catalogues[domain].to_binary(), "run bin/translations"
