"""Blocks that point somewhere else."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError, StructValue
from wagtail.snippets.blocks import SnippetChooserBlock

from pages.clean_blocks import LineBlock
from pages.live_links import address_of


class NavigationValue(StructValue):
    """A menu item that knows where it leads."""

    @property
    def href(self) -> str | None:
        """The page's address, or the address typed in."""
        page = self.get("page")
        return address_of(page) if page else self.get("url")

    @property
    def text(self) -> str:
        """The label, or the page's title."""
        page = self.get("page")
        return self.get("label") or (page.title if page else "")


class NavigationItemBlock(blocks.StructBlock):
    """One item of the menu or of the footer's links."""

    label = LineBlock(
        required=False, max_length=60, label="Chữ hiển thị", help_text="Để trống thì lấy tên trang."
    )
    page = blocks.PageChooserBlock(required=False, label="Trang ở đây")
    url = LineBlock(
        required=False, label="Hoặc địa chỉ", help_text="Ví dụ https://… hoặc /tim-kiem/"
    )

    def clean(self, value: Any) -> Any:
        """Exactly one target, and never a script."""
        result = super().clean(value)
        if bool(result.get("page")) == bool(result.get("url")):
            message = ValidationError("Hãy chọn một trang hoặc ghi một địa chỉ, một trong hai.")
            raise StructBlockValidationError(block_errors={"page": message, "url": message})
        if result.get("url") and not result["url"].startswith(("https://", "http://", "/")):
            message = ValidationError("Địa chỉ phải bắt đầu bằng https:// hoặc dấu /.")
            raise StructBlockValidationError(block_errors={"url": message})
        return result

    class Meta:
        icon = "link"
        label = "Mục"
        value_class = NavigationValue
        template = "blocks/navigation_item.html"
        preview_value = {"label": "Thủ tục hành chính", "url": "/thu-tuc/"}


class NavigationBlocks(blocks.StreamBlock):
    """The items in order."""

    item = NavigationItemBlock()

    class Meta:
        max_num = 12


class LinkGroupBlock(SnippetChooserBlock):
    """A link group on any page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("links.LinkGroup", **kwargs)

    class Meta:
        icon = "link"
        label = "Liên kết website"
        description = "Một nhóm liên kết đã lập sẵn ở mục “Mục dùng chung”."
        template = "blocks/link_group.html"


class LinkGroupChoices(blocks.StreamBlock):
    """Link groups in order."""

    group = LinkGroupBlock()
