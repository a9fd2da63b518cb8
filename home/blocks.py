"""The bands that the front page is made of."""

from datetime import time, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from events.models import EventsPage
from home.opening import opening_at
from links.blocks import LinkGroupBlock
from news.list_blocks import HeadlinesBlock, NoticesBlock, SectionCardsBlock
from pages.freshness import changes_at
from pages.today import today
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


class TodayBlock(blocks.StructBlock):
    """What a resident comes for: search, whether the desk is open, whom to call, what happens today."""

    calendar = blocks.PageChooserBlock(page_type=EventsPage, required=False, label="Lịch của xã")
    days = blocks.IntegerBlock(default=7, min_value=1, max_value=31, label="Nhìn trước mấy ngày")
    opens = blocks.TimeBlock(default=time(7, 30), label="Sáng, từ")
    noon = blocks.TimeBlock(default=time(11, 30), label="Sáng, đến")
    afternoon = blocks.TimeBlock(default=time(13, 30), label="Chiều, từ")
    closes = blocks.TimeBlock(default=time(17, 0), label="Chiều, đến")
    saturday = blocks.BooleanBlock(
        required=False, label="Làm cả sáng thứ Bảy", help_text="Ngày lễ, Tết trang tự biết."
    )

    def clean(self, value):
        """The hours of a day stand in their order."""
        result = super().clean(value)
        hours = [result["opens"], result["noon"], result["afternoon"], result["closes"]]
        if hours != sorted(hours):
            message = ValidationError(
                "Giờ phải theo thứ tự: sáng từ, sáng đến, chiều từ, chiều đến."
            )
            raise StructBlockValidationError(block_errors={"closes": message})
        return result

    def get_context(self, value, parent_context=None):
        """Open or closed now, and the events of today and of the days after."""
        context = super().get_context(value, parent_context)
        now, day = timezone.now(), today()
        shifts = [(value["opens"], value["noon"]), (value["afternoon"], value["closes"])]
        opening = opening_at(now, shifts, value["saturday"])
        if request := context.get("request"):
            changes_at(request, opening and opening.until)
        calendar = value["calendar"] and value["calendar"].specific
        is_shown = calendar and calendar.live
        coming = calendar.coming(day, day + timedelta(days=value["days"])) if is_shown else []
        return context | {
            "opening": opening,
            "today": [one for one in coming if one.starts_on <= day],
            "soon": [one for one in coming if one.starts_on > day][:3],
            "calendar": calendar if is_shown else None,
        }

    class Meta:
        icon = "date"
        label = "Hôm nay ở xã"
        description = (
            "Ô tìm, giờ mở cửa, số điện thoại và việc của hôm nay. Nên đứng đầu trang chủ."
        )
        template = "blocks/today.html"


class HomeBlocks(blocks.StreamBlock):
    """The front page from top to bottom."""

    today = TodayBlock()
    headlines = HeadlinesBlock()
    tasks = TasksBlock()
    pair = PairBlock()
    info_band = InfoBandBlock()
