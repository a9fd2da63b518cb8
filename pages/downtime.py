"""Planned downtime, announced as the law asks.

Decree 224/2026 Đ13.1a: notice at least seven working days ahead, with the hour at which the site is
expected back; what nobody could foresee (bất khả kháng) is announced as soon as it is known.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from accounts.owned import Owned, OwnedForm, site_field
from pages.remembering import remembered
from pages.working_days import earliest_after, working_days_between

WORKING_DAYS_AHEAD = 7


class DowntimeNotice(Owned):
    """When the site will be away, why, and when it is expected back; shown on every page until then."""

    starts_at = models.DateTimeField("bắt đầu ngừng")
    ends_at = models.DateTimeField("dự kiến hoạt động lại")
    reason = models.CharField(
        "lý do", max_length=200, help_text="Ví dụ: nâng cấp máy chủ, bảo trì đường truyền."
    )
    instead = models.CharField(
        "trong lúc đó",
        max_length=200,
        blank=True,
        help_text="Bà con làm gì khi trang ngừng. Ví dụ: gọi số …, đến bộ phận một cửa.",
    )
    unforeseen = models.BooleanField(
        "bất khả kháng",
        default=False,
        help_text="Chỉ đánh dấu khi không thể báo trước 7 ngày làm việc (sự cố, thiên tai).",
    )
    site = site_field(null=True, blank=True, help_text="Để trống: mọi xã trên máy chủ này.")
    announced_at = models.DateTimeField("đăng lúc", default=timezone.now, editable=False)

    base_form_class = OwnedForm
    panels = [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("reason"),
        FieldPanel("instead"),
        FieldPanel("unforeseen"),
        FieldPanel("site"),
    ]

    class Meta:
        verbose_name = "thông báo ngừng trang"
        verbose_name_plural = "thông báo ngừng trang"
        ordering = ["-starts_at"]

    def __str__(self):
        return f"Ngừng trang {timezone.localtime(self.starts_at):%H:%M %d/%m/%Y}"

    def clean(self):
        """Refuse an end before the start, and a notice that comes too late."""
        if not (self.starts_at and self.ends_at):
            return
        if self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": "Giờ hoạt động lại phải sau giờ bắt đầu ngừng."})
        announced = timezone.localtime(self.announced_at).date()
        starts = timezone.localtime(self.starts_at).date()
        if self.unforeseen or working_days_between(announced, starts) >= WORKING_DAYS_AHEAD:
            return
        earliest = earliest_after(announced, WORKING_DAYS_AHEAD)
        raise ValidationError({
            "starts_at": "Phải báo trước ít nhất 7 ngày làm việc (Điều 13 Nghị định 224/2026/NĐ-CP), "
            f"nên sớm nhất là ngày {earliest:%d/%m/%Y}. Nếu là việc bất khả kháng, hãy đánh dấu ô đó."
        })  # fmt: skip


def coming_notices(site):
    """Notices for a site (its key) whose time is not over, soonest first; for every page, so remembered."""
    now = timezone.now()
    asked = remembered(("downtime", site), lambda: list(_coming(site, now)), of_site=True)
    return [notice for notice in asked if notice.ends_at > now]


def _coming(site, now):
    for_it = models.Q(site=site) | models.Q(site=None)
    return DowntimeNotice.objects.filter(for_it, ends_at__gt=now).order_by("starts_at")
