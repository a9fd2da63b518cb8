"""The bands that the front page is made of."""

from wagtail import blocks

from links.blocks import LinkGroupBlock
from news.list_blocks import HeadlinesBlock, NoticesBlock, SectionCardsBlock
from procedures.blocks import TasksBlock


class ColumnBlocks(blocks.StreamBlock):
    """What a column may show."""

    section_cards = SectionCardsBlock()
    notices = NoticesBlock()
    links = LinkGroupBlock()


class PairBlock(blocks.StructBlock):
    """Two columns, the left one wider; one under the other on a phone."""

    left = ColumnBlocks(label="Cột trái", max_num=2)
    right = ColumnBlocks(label="Cột phải", max_num=2)

    class Meta:
        icon = "grip"
        label = "Hai cột"
        description = "Ví dụ: tin của một chuyên mục bên trái, thông báo bên phải."
        template = "blocks/pair.html"


class InfoBandBlock(blocks.StructBlock):
    """Contacts, links and visit statistics side by side."""

    contacts = blocks.BooleanBlock(default=True, required=False, label="Liên hệ")
    links = LinkGroupBlock(required=False, label="Nhóm liên kết")
    statistics = blocks.BooleanBlock(default=True, required=False, label="Thống kê truy cập")

    class Meta:
        icon = "info-circle"
        label = "Liên hệ, liên kết, thống kê"
        description = "Dải cuối trang chủ."
        template = "blocks/info_band.html"


class HomeBlocks(blocks.StreamBlock):
    """The front page from top to bottom."""

    headlines = HeadlinesBlock()
    tasks = TasksBlock()
    pair = PairBlock()
    info_band = InfoBandBlock()
