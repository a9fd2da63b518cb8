"""The body of an article as a database kept it: HTML, plain text, or WordPress's mixture of both."""

import re

from legacy.page import sentences_apart
from manuscripts.elements import Element
from manuscripts.html.elements import elements_from_html
from manuscripts.text_elements import elements_from_text

HTML_TAG = re.compile(
    r"<(?:p|div|br|span|table|img|strong|b|em|i|u|ul|ol|li|h[1-6]|a|font|center|figure|blockquote|iframe|video)\b[^>]*>",
    re.I,
)
PARAGRAPH_TAG = re.compile(r"<(?:p|br|div)\b[^>]*>", re.I)
STARTS_BLOCK = re.compile(
    r"\s*</?(?:p|div|table|tbody|tr|td|ul|ol|li|h[1-6]|blockquote|figure|center|section|pre|hr|iframe|video)\b",
    re.I,
)
CAPTIONED = re.compile(r"\[caption\b[^\]]*\](?P<inside>.*?)\[/caption\]", re.I | re.S)
PICTURE = re.compile(r"(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", re.I)
CAPTION_ATTRIBUTE = re.compile(r"\[caption\b[^\]]*\bcaption=[\"'](?P<words>[^\"']*)", re.I)
FILE_SHORTCODE = re.compile(
    r"\[(?:pdf[\w-]*|embeddoc|gview|document|file|dearpdf|dflip)\b[^\]]*?"
    r"(?:url|src|file|source)=[\"']?(?P<address>[^\s\"'\]]+)[^\]]*\]", re.I
)  # fmt: skip
FILM_SHORTCODE = re.compile(
    r"\[embed\b[^\]]*\]\s*(?P<address>https?://[^\s\[\]\"']+)\s*\[/embed\]|\[video\b[^\]]*?(?:mp4|src)=[\"'](?P<file>[^\"']+)[\"'][^\]]*\](?:\[/video\])?", re.I
)  # fmt: skip
OTHER_SHORTCODES = re.compile(
    r"\[/?(?:gallery|embed|audio|video|playlist|vc_\w+|et_pb_\w+|fusion_\w+|row|col\w*|section|title|"
    r"button|divider|gap|ux_\w+|contact-form-7|elementor-template|su_\w+|loadposition|loadmodule|"
    r"rev_slider|wp_\w+)\b[^\]]*\]|\{(?:loadposition|loadmodule|gallery|mosimage|mospagebreak)\b[^}]*\}",
    re.I,
)
READ_MORE = re.compile(
    r"<hr\b[^>]*\bid=[\"']system-readmore[\"'][^>]*>|<!--more.*?-->|<!--nextpage-->", re.I
)


def elements_of(body: object) -> list[Element]:
    """The elements of a field, whatever form its text has."""
    if isinstance(body, list):
        return [element for part in body for element in elements_of(part)]
    if isinstance(body, dict):
        return elements_of(next(iter(body.values()), ""))
    words = without_shortcodes(body) if isinstance(body, str) else ""
    if not HTML_TAG.search(words):
        return elements_from_text(words)
    elements = elements_from_html(with_paragraphs(words))
    return [part for element in elements for part in sentences_apart(element)]


def without_shortcodes(words: str) -> str:
    """WordPress's and Joomla's marks in square or curly brackets, as HTML or gone."""
    words = READ_MORE.sub("\n\n", words)
    if "[" not in words and "{" not in words:
        return words
    words = CAPTIONED.sub(_figure, words)
    words = FILM_SHORTCODE.sub(_film, words)
    words = FILE_SHORTCODE.sub(r'\n\n<p><a href="\g<address>"></a></p>\n\n', words)
    return OTHER_SHORTCODES.sub("", words)


def _film(found: re.Match) -> str:
    return f'\n\n<iframe src="{found["address"] or found["file"]}"></iframe>\n\n'


def _figure(found: re.Match) -> str:
    picture = PICTURE.search(found["inside"])
    stated = CAPTION_ATTRIBUTE.match(found[0])
    words = stated["words"] if stated else PICTURE.sub("", found["inside"], count=1)
    shown = picture[0] if picture else ""
    return f"\n\n<figure>{shown}<figcaption>{words.strip()}</figcaption></figure>\n\n"


def with_paragraphs(words: str) -> str:
    """Text between blank lines as paragraphs, where the editor left it to the portal to make them."""
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    if PARAGRAPH_TAG.search(words) or "\n" not in words.strip():
        return words
    parts = re.split(r"\n\s*\n", words.strip())
    return "\n".join(part if STARTS_BLOCK.match(part) else _paragraph(part) for part in parts)


def _paragraph(part: str) -> str:
    return f"<p>{part.strip().replace(chr(10), '<br/>')}</p>"
