"""What an article's body is made of."""

from links.blocks import LinkGroupBlock
from pages.blocks import BodyBlocks


class ArticleBlocks(BodyBlocks):
    """An article's body: the common blocks, and a group of links."""

    link_group = LinkGroupBlock()
