"""Words in the typefaces .Vn… and VNI-… of a Word file become Unicode before anybody reads them."""

from manuscripts.old_letters import family_of, pieces_in_unicode
from manuscripts.word.markup import Element, child, every, inside, make, replace_with
from manuscripts.word.styles import Styles

SOFT_HYPHEN = "\u00ad"


def settle_old_letters(root: Element, styles: Styles) -> None:
    """Paragraph by paragraph, since one document often mixes old and new letters."""
    settle_hyphens(root, styles)
    paragraphs: dict[Element, list[Element]] = {}
    for text in every(root, "w:t"):
        if text.text:
            paragraphs.setdefault(inside(text, "w:p"), []).append(text)
    for texts in paragraphs.values():
        settle_paragraph(texts, styles)


def settle_hyphens(root: Element, styles: Styles) -> None:
    """Word keeps the letter ư of TCVN3, code AD, as a soft hyphen."""
    for hyphen in every(root, "w:softHyphen"):
        if family_of(styles.font_of(hyphen.getparent())) == "tcvn3":  # there it is the letter ư
            letter = make("w:t")
            letter.text = SOFT_HYPHEN
            replace_with(hyphen, [letter])


def settle_paragraph(texts: list[Element], styles: Styles) -> None:
    """The pieces of one paragraph; plain ones are passed over quickly."""
    if all(text.text.isascii() for text in texts) and not has_capitals(texts, styles):
        return
    fonts = [styles.font_of(text.getparent()) for text in texts]
    new = pieces_in_unicode([(t.text, f) for t, f in zip(texts, fonts, strict=True)])
    for text, words in zip(texts, new, strict=True):
        text.text = words


def has_capitals(texts: list[Element], styles: Styles) -> bool:
    """Plain letters drawn as capitals by a typeface such as .VnTimeH."""
    named = [t for t in texts if child(t.getparent(), "w:rPr", "w:rFonts") is not None]
    return any(family_of(styles.font_of(text.getparent())) for text in named)
