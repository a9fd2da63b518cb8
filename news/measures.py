"""How long an article is and how many pictures it has: for reports, royalties and checks."""

import re

_WORD = re.compile(r"[^\W_]+(?:[-/.,’'][^\W_]+)*")


def texts_of(article):
    """Every piece of text that a reader sees in the article, without markup."""
    body = article.body
    return [article.title, article.lead, *body.stream_block.get_searchable_content(body)]


def word_count(article):
    """Words as Vietnamese counts them: one per written syllable; the title is not counted."""
    return sum(len(_WORD.findall(text)) for text in texts_of(article)[1:])


def figures_of(body):
    """The figure values of a stream, rows of figures included, in reading order."""
    for block in body:
        if block.block_type == "figure":
            yield block.value
        elif block.block_type == "figure_row":
            yield from block.value["figures"]


def picture_count(article):
    """Pictures in the body; the cover is one of them or a repetition."""
    return sum(1 for figure in figures_of(article.body) if figure.get("image"))
