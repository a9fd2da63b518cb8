"""Who publishes the site: the commune's identity as data, one record per Wagtail site.

Sources of the required fields: Decree 224/2026 Đ10–11 and Circular 32/2017 Đ15–20 (footer
minimum: unit, person responsible, address, telephone, e-mail).
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import register_setting

from design.contrast import contrast_ratio
from pages.site_settings import RememberedSetting

DEFAULT_ACCENT = "#a81c20"
MINIMUM_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: text on white and on the pale surface (#f3f6fb)."""


def validate_accent(value):
    """Refuse a colour that people with weak eyes could not read as text."""
    for ground in ("#ffffff", "#f3f6fb"):
        if contrast_ratio(value, ground) < MINIMUM_CONTRAST:
            raise ValidationError(
                "Màu này quá nhạt để đọc trên nền trắng. Hãy chọn màu đậm hơn "
                "(độ tương phản từ 4,5 trở lên), ví dụ #a81c20 hoặc #0b6152."
            )


@register_setting(icon="home", order=100)
class SiteIdentity(RememberedSetting):
    """The commune's name, emblem, colour, contacts and legal lines."""

    commune = models.CharField(
        "tên xã, phường, đặc khu",
        max_length=80,
        default="Xã …",
        help_text="Viết đầy đủ, có dấu. Ví dụ: Xã Tân Lập.",
    )
    province = models.CharField(
        "tỉnh, thành phố", max_length=80, blank=True, help_text="Ví dụ: Tỉnh Tuyên Quang."
    )
    site_title = models.CharField(
        "tên trang",
        max_length=80,
        default="Trang thông tin điện tử",
        help_text="Đứng trên tên xã ở đầu trang.",
    )
    emblem = models.ForeignKey(
        "pages.PortalImage",
        verbose_name="biểu trưng",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Quốc huy hoặc biểu trưng được phép dùng; ảnh vuông, nền trong suốt. "
        "Để trống thì trang dùng hình ngôi sao.",
    )
    accent_colour = models.CharField(
        "màu nhấn",
        max_length=7,
        default=DEFAULT_ACCENT,
        validators=[
            RegexValidator(re.compile(r"^#[0-9a-fA-F]{6}$"), "Viết màu như #a81c20."),
            validate_accent,
        ],
        help_text="Một màu riêng của xã, viết như #a81c20. Màu chữ phải đủ đậm để đọc được.",
    )
    governing_body = models.CharField("cơ quan chủ quản", max_length=160, blank=True)
    responsible_person = models.CharField(
        "người chịu trách nhiệm nội dung",
        max_length=160,
        blank=True,
        help_text="Họ tên và chức vụ. Bắt buộc phải có khi đưa trang vào hoạt động.",
    )
    address = models.CharField("địa chỉ", max_length=200, blank=True)
    telephone = models.CharField("điện thoại", max_length=30, blank=True)
    hotline = models.CharField(
        "đường dây nóng", max_length=30, blank=True, help_text="Số gọi được cả ngày nghỉ."
    )
    email = models.EmailField("thư điện tử", blank=True)
    desk_name = models.CharField(
        "nơi tiếp nhận hồ sơ", max_length=120, default="Trung tâm Phục vụ hành chính công"
    )
    desk_hours = models.CharField(
        "giờ làm việc",
        max_length=200,
        blank=True,
        help_text="Ví dụ: Thứ Hai đến thứ Sáu, 7 giờ 30 – 11 giờ 30 và 13 giờ 30 – 17 giờ.",
    )
    zalo = models.URLField("trang Zalo", blank=True)
    facebook = models.URLField("trang Facebook", blank=True)
    licence = models.CharField(
        "dòng giấy phép (nếu có)",
        max_length=200,
        blank=True,
        help_text="Chỉ ghi khi trang được cấp phép là trang thông tin điện tử tổng hợp.",
    )
    reuse_note = models.CharField(
        "dòng ghi nguồn",
        max_length=200,
        blank=True,
        help_text="Để trống thì trang tự viết câu “Ghi rõ nguồn …”.",
    )
    banner = models.CharField(
        "thông báo trên mọi trang",
        max_length=200,
        blank=True,
        help_text="Một câu ngắn ở đầu mọi trang, ví dụ khi trang đang chạy thử.",
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("commune"), FieldPanel("province"), FieldPanel("site_title")],
            heading="Tên",
        ),
        MultiFieldPanel(
            [
                FieldPanel("emblem"),
                FieldPanel(
                    "accent_colour",
                    widget=forms.TextInput({"type": "color"}),
                    help_text="Bấm vào ô để chọn một màu riêng của xã, đủ đậm để làm màu chữ.",
                ),
                FieldPanel("banner"),
            ],
            heading="Bộ mặt",
        ),
        MultiFieldPanel(
            [
                FieldPanel("address"),
                FieldPanel("telephone"),
                FieldPanel("hotline"),
                FieldPanel("email"),
                FieldPanel("desk_name"),
                FieldPanel("desk_hours"),
                FieldPanel("zalo"),
                FieldPanel("facebook"),
            ],
            heading="Liên hệ",
        ),
        MultiFieldPanel(
            [
                FieldPanel("governing_body"),
                FieldPanel("responsible_person"),
                FieldPanel("licence"),
                FieldPanel("reuse_note"),
            ],
            heading="Pháp lý",
        ),
    ]
    select_related = ["emblem"]

    class Meta:
        verbose_name = "Thông tin của xã"

    @property
    def full_title(self):
        """`Trang thông tin điện tử Xã Tân Lập`, as the footer and the print heading say it."""
        return f"{self.site_title} {self.commune[:1].lower()}{self.commune[1:]}"

    @property
    def source_note(self):
        """The line that asks others to name the source (Decree 43/2011 tradition)."""
        return self.reuse_note or f"Ghi rõ nguồn “{self.full_title}” khi phát hành lại thông tin."

    @property
    def has_contacts(self):
        """Whether there is anything to show under "Liên hệ"."""
        return any((self.desk_hours, self.telephone, self.hotline, self.email, self.address))

    @property
    def has_own_accent(self):
        """Whether a stylesheet with the commune's colour must be linked."""
        return self.accent_colour.lower() != DEFAULT_ACCENT

    @property
    def accent_hex(self):
        """The colour without its hash, as it stands in the stylesheet's address."""
        return self.accent_colour.lstrip("#").lower()
