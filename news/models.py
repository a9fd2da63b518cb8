"""News: sections such as "Chuyển đổi số", and the articles in them."""

from django.db import models
from django.utils import timezone
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from news.blocks import ArticleBlocks
from news.dates import date_of
from news.intake.models import Origin  # noqa: F401 - Django looks for models here
from news.intake.panels import OriginPanel
from news.listing import MONTH_PARAMETER, section_context
from news.querysets import ArticleQuerySet
from news.structured_data import news_article
from pages.cards import Card
from pages.fields import BodyField
from pages.models import BasePage
from pages.paging import PAGE_PARAMETER
from pages.shown import named


class SectionPage(BasePage):
    """A section (chuyên mục): lists its articles newest first, nested sections included."""

    class Display(models.TextChoices):
        """How the section's articles look in its list."""

        NEWS = "news", "Tin, có ảnh"
        NOTICES = "notices", "Thông báo, không ảnh"

    kind = "Chuyên mục"
    query_names = frozenset({PAGE_PARAMETER, MONTH_PARAMETER})

    intro = models.TextField(
        "lời giới thiệu", blank=True, help_text="Một hai câu dưới tên chuyên mục."
    )
    display = models.CharField(
        "cách hiển thị", max_length=10, choices=Display.choices, default=Display.NEWS
    )

    subpage_types = ["news.SectionPage", "news.ArticlePage"]

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("intro"),
        FieldPanel("display"),
    ]

    search_fields = [*BasePage.search_fields, index.SearchField("intro")]

    class Meta:
        verbose_name = "chuyên mục"
        verbose_name_plural = "chuyên mục"

    def card(self):
        """The section as others show it."""
        return Card(
            title=self.title, url=self.url, kind=self.kind, summary=self.intro, page_id=self.pk
        )

    def get_context(self, request, *args, **kwargs):
        """One page of the list, the months that can be picked, the sections below."""
        context = super().get_context(request, *args, **kwargs)
        return context | section_context(self, request)

    def articles(self):
        """Its published articles, those of nested sections included."""
        return ArticlePage.objects.published().in_section(self)


class Genre(models.TextChoices):
    """What kind of writing an article is (thể loại): for reports and royalties."""

    NEWS = "tin", "Tin"
    STORY = "bai", "Bài phản ánh"
    FEATURE = "phong-su", "Phóng sự, ghi chép"
    INTERVIEW = "phong-van", "Phỏng vấn"
    EXAMPLE = "guong", "Gương người tốt, việc tốt"
    PICTURES = "anh", "Tin ảnh, chùm ảnh"
    MEDIA = "phat-thanh", "Phát thanh, phim"
    NOTICE = "thong-bao", "Thông báo"
    REPOSTED = "dang-lai", "Đăng lại từ nơi khác"


class ArticleTag(TaggedItemBase):
    """A tag on an article."""

    content_object = ParentalKey(
        "news.ArticlePage", related_name="tagged_items", on_delete=models.CASCADE
    )


class PinnedArticle(Orderable):
    """An article that stands first in another article's "Tin khác"."""

    article = ParentalKey(
        "news.ArticlePage", related_name="pinned_articles", on_delete=models.CASCADE
    )
    pinned = models.ForeignKey(
        "news.ArticlePage", verbose_name="bài viết", related_name="+", on_delete=models.CASCADE
    )

    panels = [FieldPanel("pinned")]

    class Meta(Orderable.Meta):
        verbose_name = "bài viết được ghim"


class ArticlePage(BasePage):
    """An article (bài viết)."""

    kind = "Bài viết"
    query_names = frozenset()

    published_at = models.DateTimeField(
        "ngày đăng",
        null=True,
        blank=True,
        db_index=True,
        help_text="Ngày giờ ghi trên bài. Để trống thì lấy lúc bài được đăng, không phải lúc gõ bài.",
    )
    lead = models.TextField(
        "sa-pô",
        blank=True,
        help_text="Đoạn mở đầu, hai đến bốn câu, nói hết ý chính. Hiện cả ở danh sách tin.",
    )
    body = BodyField(ArticleBlocks(), blank=True, verbose_name="nội dung")
    cover = models.ForeignKey(
        "pages.PortalImage",
        verbose_name="ảnh đại diện",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Hiện ở danh sách và khi chia sẻ. Để trống thì lấy ảnh đầu tiên trong bài.",
    )
    genre = models.CharField(
        "thể loại",
        max_length=20,
        choices=Genre.choices,
        default=Genre.NEWS,
        help_text="Cho báo cáo và bảng nhuận bút; bà con không thấy.",
    )
    author = models.CharField(
        "tác giả", max_length=160, blank=True, help_text="Tên hoặc bút danh ghi cuối bài."
    )
    source = models.CharField(
        "nguồn", max_length=200, blank=True, help_text="Nếu lấy lại từ nơi khác: tên báo, cơ quan."
    )
    source_url = models.URLField("địa chỉ bài gốc", max_length=500, blank=True)
    label = models.CharField(
        "nhãn", max_length=40, blank=True, help_text="Cho thông báo: “Cắt điện”, “Tiêm phòng”."
    )
    when_note = models.CharField(
        "khi nào, đến bao giờ",
        max_length=160,
        blank=True,
        help_text="Cho thông báo: “Từ 7 giờ đến 11 giờ ngày 25/11/2026”.",
    )
    ends_on = models.DateField(
        "hết hiệu lực sau ngày",
        null=True,
        blank=True,
        help_text="Cho thông báo: qua ngày này nó tự rời trang chủ. Để trống: rời sau 60 ngày.",
    )
    legacy_views = models.PositiveIntegerField(
        "lượt xem trên trang cũ",
        default=0,
        help_text="Số lượt xem mang sang từ trang cũ; cộng vào số lượt xem ở đây.",
    )
    tags = ClusterTaggableManager(
        through=ArticleTag, blank=True, verbose_name="thẻ", help_text="Cách nhau bằng dấu phẩy."
    )

    objects = PageManager.from_queryset(ArticleQuerySet)()

    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "published_at", "legacy_views"]
    reappears = False
    """Whether this version is on its way to readers who had the article once and have it no more."""

    fetched_with = ("cover",)
    parent_page_types = ["news.SectionPage"]
    subpage_types: list[str] = []

    content_panels = [
        OriginPanel(heading="Tệp Word và chỗ còn thiếu"),
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("author"),
                FieldPanel("genre"),
                FieldPanel("source"),
                FieldPanel("source_url"),
            ],
            heading="Tác giả và nguồn",
        ),
        FieldPanel("cover"),
        MultiFieldPanel([FieldPanel("published_at"), FieldPanel("tags")], heading="Ngày và thẻ"),
        InlinePanel(
            "pinned_articles", heading="Ghim lên đầu “Tin khác”", label="Bài viết", max_num=6
        ),
        MultiFieldPanel(
            [FieldPanel("label"), FieldPanel("when_note"), FieldPanel("ends_on")],
            heading="Nếu là thông báo",
            classname="collapsed",
        ),
    ]
    settings_panels = [
        *BasePage.settings_panels,
        MultiFieldPanel(
            [FieldPanel("legacy_views", permission="superuser")],  # nobody polishes a public figure
            heading="Trang cũ",
        ),
    ]

    search_fields = [
        *BasePage.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("label"),
        index.SearchField("when_note"),
        index.SearchField("author"),
        index.FilterField("published_at"),
    ]

    class Meta:
        verbose_name = "bài viết"
        verbose_name_plural = "bài viết"

    @property
    def section(self):
        """The section that the article stands in."""
        return self.trail[-1]

    def card(self):
        """The article as lists, search, feeds and related news show it."""
        section_title = getattr(self, "section_title", None)
        return Card(
            title=self.title,
            url=self.url,
            kind=self.kind,
            summary=self.lead,
            date=self.published_at,
            image=None if "cover_id" in self.get_deferred_fields() else self.cover,
            section=self.section.title if section_title is None else section_title,
            page_id=self.pk,
            tag=self.label,
            note=self.when_note,
        )

    def structured_data(self, identity):
        """The article for search engines."""
        return [news_article(self, identity)]

    def with_content_json(self, content):
        """What belongs to the article and not to one version: its date once it has one, old views."""
        page = super().with_content_json(content)
        page.reappears = not self.live
        page.published_at = page.published_at or self.published_at
        if self.alias_of_id:  # follows another article's words, not its past
            page.published_at, page.legacy_views = self.published_at, self.legacy_views
        return page

    @property
    def own_tags(self):
        """The article's tags: a part of it, so that another article's tags make nothing of it old."""
        with named():
            return list(self.tags.all())

    def save(self, *args, **kwargs):
        """Fill in what an editor may leave out: the cover, and the date of a published article."""
        if self.cover_id is None:
            self.cover = first_picture(self.body)
        if self.alias_of_id:  # an alias takes over all else from its original, time and again
            self.legacy_views = 0
        if self.alias_of_id and self.pk is None:
            self.published_at = None
            self.first_published_at = timezone.now() if self.live else None
        if self.live and not self._waits_for_its_hour():
            self.published_at = date_of(self, self.reappears)
            self.reappears = False
        super().save(*args, **kwargs)

    def _waits_for_its_hour(self):
        """Written and scheduled in one go: Wagtail stores a new page as live for a moment."""
        is_new = self.first_published_at is None
        return bool(is_new and self.go_live_at and self.go_live_at > timezone.now())


def first_picture(body):
    """The first image in a stream of blocks, rows of figures included, or None."""
    for block in body:
        if block.block_type == "figure" and block.value.get("image"):
            return block.value["image"]
        if block.block_type == "figure_row":
            images = [figure.get("image") for figure in block.value["figures"]]
            if any(images):
                return next(filter(None, images))
    return None
