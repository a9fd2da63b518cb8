"""Everything that points somewhere else: the menu, the footer's links, "Liên kết website"."""

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import register_setting
from wagtail.models import Orderable, PreviewableMixin

from accounts.owned import Owned, OwnedForm
from links.blocks import LinkGroupChoices, NavigationBlocks
from links.menus import Target, targets
from pages.fields import BodyField
from pages.live_links import address_of
from pages.shown import named
from pages.site_settings import RememberedSetting


@register_setting(icon="list-ul", order=110)
class Navigation(RememberedSetting):
    """The main menu, the footer's links and the link groups beside articles, per site."""

    menu = BodyField(
        NavigationBlocks(),
        blank=True,
        verbose_name="danh mục chính",
        help_text="Tối đa 8 mục. Kéo để đổi thứ tự.",
    )
    footer = BodyField(NavigationBlocks(), blank=True, verbose_name="liên kết cuối trang")
    link_groups = BodyField(
        LinkGroupChoices(),
        blank=True,
        verbose_name="nhóm liên kết cạnh bài viết",
        help_text="Hiện ở khung “Liên kết website” bên cạnh mọi bài viết.",
    )

    panels = [FieldPanel("menu"), FieldPanel("footer"), FieldPanel("link_groups")]

    class Meta:
        verbose_name = "Danh mục và chân trang"

    def read_all(self) -> None:
        """The addresses of all items, and the groups with their links."""
        _ = self.menu_targets, self.footer_targets
        for block in self.link_groups:
            _ = block.value and block.value.shown_links

    @cached_property
    def menu_targets(self) -> list[Target]:
        """The main menu as texts and addresses; two queries, once."""
        with named():
            return targets(self.menu)

    @cached_property
    def footer_targets(self) -> list[Target]:
        """The footer's links as texts and addresses."""
        with named():
            return targets(self.footer)


class LinkGroup(PreviewableMixin, Owned, ClusterableModel):  # type: ignore[django-manager-missing]  # modelcluster's own
    """A named list of links, shown as a list or as a select box, on as many pages as wanted."""

    class Display(models.TextChoices):
        """How the group looks."""

        LIST = "list", "Danh sách"
        SELECT = "select", "Hộp chọn"

    title = models.CharField("tên nhóm", max_length=80, default="Liên kết website")
    display = models.CharField(
        "cách hiển thị", max_length=10, choices=Display.choices, default=Display.LIST
    )

    base_form_class = OwnedForm
    panels = [
        FieldPanel("title"),
        FieldPanel("display"),
        FieldPanel("site"),
        InlinePanel("links", heading="Các liên kết", label="Liên kết"),
    ]

    class Meta:
        verbose_name = "nhóm liên kết"
        verbose_name_plural = "nhóm liên kết"
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def shown_links(self) -> "list[Link]":
        """The links that lead somewhere, in the editors' order, logos and pages fetched with them."""
        with named():  # pages in whatever state: `href` says which can be seen
            return [link for link in self.links.select_related("page", "logo") if link.href]

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The group alone on an otherwise plain page."""
        return "links/link_group_preview.html"


class Link(Orderable):
    """One link of a group: a page of this site or an address outside."""

    group = ParentalKey(LinkGroup, on_delete=models.CASCADE, related_name="links")
    name = models.CharField("tên", max_length=120)
    url = models.URLField("địa chỉ", blank=True, help_text="Ví dụ: https://dichvucong.gov.vn")
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name="hoặc một trang ở đây",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    logo = models.ForeignKey(
        "pages.PortalImage",
        verbose_name="biểu trưng",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [FieldPanel("name"), FieldPanel("url"), FieldPanel("page"), FieldPanel("logo")]

    class Meta(Orderable.Meta):
        verbose_name = "liên kết"

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Exactly one target."""
        if bool(self.url) == bool(self.page_id):
            raise ValidationError("Hãy ghi một địa chỉ hoặc chọn một trang, một trong hai.")

    @property
    def href(self) -> str | None:
        """Where the link leads."""
        return self.url or address_of(self.page)
