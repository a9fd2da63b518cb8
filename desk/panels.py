"""The admin's home page: today's work first."""

from wagtail.admin.ui.components import Component

from desk import schedule, worklists


class WorklistPanel(Component):
    """One list of articles; says nothing where there is nothing to say, unless told otherwise."""

    template_name = "desk/worklist_panel.html"

    def __init__(self, name, heading, rows, order, **options):
        self.name = name
        self.heading = heading
        self.rows = rows
        self.order = order
        self.options = options

    def get_context_data(self, parent_context):
        """The rows, and what the list says beside each."""
        return {
            "panel": self,
            "rows": self.rows,
            "request": parent_context["request"],
            **self.options,
        }

    def render_html(self, parent_context=None):
        """Nothing at all for an empty list without a word for it."""
        if not self.rows and not self.options.get("empty"):
            return ""
        return super().render_html(parent_context)


class SchedulePanel(Component):
    """Whether the timer runs: shown to those who publish, loud only when it does not."""

    template_name = "desk/schedule_panel.html"
    order = 290

    def get_context_data(self, parent_context):
        """The health of scheduled publishing."""
        return {"health": schedule.health()}


def panels_for(user):
    """Today's panels, those that wait for somebody first."""
    may_publish = worklists.publishes(user)
    panels = []
    if may_publish:
        panels.append(
            WorklistPanel(
                "cho-duyet", "Chờ tôi duyệt", worklists.waiting_for_me(user), 100,
                who="Người gửi", action="Xem và duyệt", empty="Không có bài nào chờ duyệt.",
            )
        )  # fmt: skip
    panels += [
        WorklistPanel(
            "bi-tra-lai", "Bị trả lại, cần sửa", worklists.sent_back(user), 110,
            who="Người trả", note="Lý do", action="Sửa tiếp",
        ),
        WorklistPanel(
            "ban-nhap", "Bản nháp của tôi", worklists.my_drafts(user), 120,
            action="Viết tiếp", empty="" if may_publish else "Chưa có bản nháp nào.",
        ),
        WorklistPanel(
            "dang-cho", "Đã gửi, đang chờ duyệt", worklists.mine_waiting(user), 130, action="Xem",
        ),
        WorklistPanel("hen-gio", "Hẹn giờ đăng", worklists.scheduled(user), 140, action="Xem"),
        WorklistPanel(
            "da-xuat-ban", "Đã xuất bản trong bảy ngày", worklists.published_this_week(user), 150,
            who="Người viết", views=True, live=True, empty="Bảy ngày qua chưa đăng bài nào.",
        ),
    ]  # fmt: skip
    if may_publish:
        panels.append(SchedulePanel())
    return panels
