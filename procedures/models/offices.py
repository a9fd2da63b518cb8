"""The doors that are not the commune's own: police, court, land office… kept once by editors."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from accounts.owned import Owned, OwnedForm, site_field


class OfficeKind(models.TextChoices):
    """Which kind of office a door is; national texts name kinds, not addresses."""

    COMMUNE = "commune", "Ủy ban nhân dân xã"
    POLICE = "police", "Công an"
    MILITARY = "military", "Ban chỉ huy quân sự"
    COURT = "court", "Tòa án nhân dân"
    LAND = "land", "Văn phòng đăng ký đất đai"
    INSURANCE = "insurance", "Bảo hiểm xã hội"
    TAX = "tax", "Thuế"
    CUSTOMS = "customs", "Hải quan"
    TREASURY = "treasury", "Kho bạc Nhà nước"
    NOTARY = "notary", "Văn phòng công chứng"
    PROVINCE = "province", "Cơ quan cấp tỉnh"
    OTHER = "other", "Cơ quan khác"


class Office(Owned):
    """An office near the commune: where it is and how to call it."""

    kind = models.CharField("loại cơ quan", max_length=12, choices=OfficeKind.choices)
    name = models.CharField("tên", max_length=160, help_text="Ví dụ: Công an xã Tân Lập.")
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    telephone = models.CharField("điện thoại", max_length=30, blank=True)
    hours = models.CharField("giờ làm việc", max_length=200, blank=True)
    site = site_field(null=True, blank=True, help_text="Để trống: chung cho mọi xã.")

    base_form_class = OwnedForm
    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("name")]),
        FieldPanel("address"),
        FieldRowPanel([FieldPanel("telephone"), FieldPanel("hours")]),
        FieldPanel("site"),
    ]

    class Meta:
        verbose_name = "cơ quan chỉ đường"
        verbose_name_plural = "cơ quan chỉ đường"
        ordering = ["kind", "name"]

    def __str__(self):
        return self.name
