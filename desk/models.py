"""What the editorial desk keeps: approval tasks, the trash, runs of the timer, royalties."""

from django.conf import settings
from django.db import models
from wagtail.models import GroupApprovalTask, Page

from desk.forms import ApprovalForm, SendBackForm
from desk.royalty_models import (
    PenName,
    RoyaltyBudget,
    RoyaltyDecision,
    RoyaltyRate,
    RoyaltySheet,
    RoyaltyTable,
)

__all__ = [
    "BoardApproval",
    "PenName",
    "RoyaltyBudget",
    "RoyaltyDecision",
    "RoyaltyRate",
    "RoyaltySheet",
    "RoyaltyTable",
    "ScheduleRun",
    "TrashBin",
    "TrashedPage",
]


class BoardApproval(GroupApprovalTask):
    """Approval by the editor-in-chief; sending back asks for a reason that the author can use."""

    site = models.ForeignKey(
        "wagtailcore.Site", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "bước duyệt của ban biên tập"
        verbose_name_plural = "bước duyệt của ban biên tập"

    def get_actions(self, obj, user):
        """Send back with a reason, approve; a text with people's numbers asks to look again."""
        from desk.checks import must_be_confirmed  # the checks know articles, which know pages

        if not super().get_actions(obj, user):
            return []
        return [
            ("reject", "Trả lại", True),
            ("approve", "Duyệt", must_be_confirmed(obj.get_latest_revision_as_object())),
        ]

    def get_form_for_action(self, action):
        """The question that is asked before the action."""
        return SendBackForm if action == "reject" else ApprovalForm

    def on_action(self, task_state, user, action_name, **kwargs):
        """The confirmation was for the person, not for the record."""
        kwargs.pop("confirmed", None)
        return super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls):
        """What the administrator reads when choosing a kind of step."""
        return "Tổng biên tập duyệt hoặc trả lại kèm lý do."


class ScheduleRun(models.Model):
    """The last run of a timed command: what the health check and the desk look at."""

    name = models.CharField(max_length=60, unique=True)
    finished_at = models.DateTimeField(null=True)
    """When it last came to its end without an error."""
    failed_at = models.DateTimeField(null=True)
    message = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = "lần chạy theo giờ"
        default_permissions = ()

    def __str__(self):
        return self.name


class TrashBin(Page):
    """Where deleted pages wait: outside every site, so that no reader can reach it."""

    parent_page_types = []
    subpage_types = []
    is_creatable = False

    class Meta:
        verbose_name = "thùng rác"


class TrashedPage(models.Model):
    """A deleted page: where it stood, what was on show, and who deleted it when."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="trashed")
    parent = models.ForeignKey(Page, null=True, on_delete=models.SET_NULL, related_name="+")
    site = models.ForeignKey(
        "wagtailcore.Site", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    slug = models.CharField(max_length=255)
    live_pages = models.JSONField(default=list)
    """`[page id, revision id]` of the page and of pages below it that were on show."""
    deleted_at = models.DateTimeField(auto_now_add=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = "trang đã xóa"
        verbose_name_plural = "trang đã xóa"
        default_permissions = ()
        ordering = ["-deleted_at"]

    def __str__(self):
        return self.page.title
