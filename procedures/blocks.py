"""Blocks that show procedures on the front page."""

from django.utils import timezone
from wagtail import blocks

from pages.clean_blocks import LineBlock
from pages.live_links import address_of
from procedures.models import ProcedurePage


class TasksBlock(blocks.StructBlock):
    """Six tiles in residents' words: what do you need to get done?"""

    heading = LineBlock(default="Bà con cần làm gì?", max_length=80, label="Tên dải")
    index = blocks.PageChooserBlock(
        page_type="procedures.ProceduresIndexPage", label="Danh sách thủ tục"
    )
    guides = blocks.ListBlock(
        blocks.PageChooserBlock(page_type="procedures.ProcedurePage", label="Thủ tục"),
        default=[],
        max_num=6,
        label="Các thủ tục",
        help_text="Để trống thì lấy sáu thủ tục thường gặp nhất.",
    )

    def get_context(self, value, parent_context=None):
        """`tiles`: the chosen guides in their order, else the most used; a fixed number of queries."""
        context = super().get_context(value, parent_context)
        context["tiles"] = _tiles(value["index"], [page.pk for page in value["guides"] if page])
        return context

    class Meta:
        icon = "tasks"
        label = "Việc bà con hay làm"
        description = "Sáu ô dẫn thẳng tới thủ tục hay dùng."
        template = "blocks/tasks.html"


def _tiles(index, chosen):
    if not address_of(index):
        return []
    guides = ProcedurePage.objects.published().with_version(timezone.localdate())
    if chosen:
        found = guides.in_bulk(chosen)
        return [found[pk] for pk in chosen if pk in found]
    used = guides.child_of(index).exclude(procedure__state="withdrawn").filter(common_rank__gt=0)
    return list(used.order_by("common_rank", "title")[:6])
