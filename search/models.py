"""What the search knows: entries, their words, what editors steer, and searches in vain."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from accounts.owned import Owned, OwnedForm, site_field
from search.querysets import EntryQuerySet


class SearchEntry(models.Model):
    """A published page, or a file that a published page links to.

    Never changed: what changes gets a new entry, because its number stands in the bitmaps of its words
    (`search.index.postings`). What one hit shows is in `EntryText`.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    document = models.OneToOneField(
        "pages.PortalDocument", null=True, on_delete=models.CASCADE, related_name="+"
    )
    """Set for a file; `page` is then the newest published page that links to it."""
    path = models.CharField(max_length=255, db_index=True)
    """The page's place in the tree; decides the site, and who may read it."""
    kind = models.CharField(max_length=60)
    section = models.ForeignKey(
        "wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    """The page above, unless that is the front page."""
    subject = models.CharField(max_length=120, blank=True)
    """The subject area (lĩnh vực) of a procedure or document."""
    date = models.DateTimeField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    priority = models.SmallIntegerField(default=0)
    title = models.CharField(max_length=255)
    title_folded = models.CharField(max_length=500)
    title_marked = models.CharField(max_length=800)
    tag = models.CharField(max_length=60, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["page"], condition=models.Q(document=None), name="one_entry_per_page"
            )
        ]

    def __str__(self):
        return self.title


class EntryText(models.Model):
    """What a hit shows below its title; `body` is what excerpts are cut from."""

    entry = models.OneToOneField(
        SearchEntry, primary_key=True, on_delete=models.CASCADE, related_name="text"
    )
    summary = models.TextField(blank=True)
    note = models.CharField(max_length=255, blank=True)
    people_folded = models.TextField(blank=True)
    """What people call it, one folded name per line."""
    people_marked = models.TextField(blank=True)
    """The same names, marked."""
    body = models.TextField(blank=True)

    def __str__(self):
        return self.summary


class Posting(models.Model):
    """A block of the bitmap of one term; read and written by `search.index.postings`."""

    pk = models.CompositePrimaryKey("term", "block")
    term = models.BinaryField()
    block = models.IntegerField()
    bits = models.BinaryField()

    def __str__(self):
        return bytes(self.term).decode("ascii", "replace")


class Synonym(Owned):
    """Names for one thing; who searches for one of them finds the others as well."""

    names = models.TextField(
        "các cách gọi",
        help_text="Mỗi dòng một cách gọi của cùng một việc (hoặc cách nhau bằng dấu phẩy). Ví dụ: “sổ đỏ”, "
        "dòng dưới: “giấy chứng nhận quyền sử dụng đất”.",
    )
    site = site_field(null=True, blank=True, help_text="Để trống: dùng cho mọi xã.")

    base_form_class = OwnedForm
    panels = [FieldPanel("names"), FieldPanel("site")]

    class Meta:
        verbose_name = "cách gọi khác (khi tìm kiếm)"
        verbose_name_plural = "cách gọi khác (khi tìm kiếm)"

    def __str__(self):
        return ", ".join(self.names.splitlines())


class BestBet(Owned):
    """The page that stands first when exactly one of these questions is asked."""

    questions = models.TextField(
        "các câu bà con gõ",
        help_text="Mỗi dòng một câu, có dấu hay không dấu đều được.",
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="trang nên hiện đầu tiên",
    )

    base_form_class = OwnedForm
    panels = [FieldPanel("site"), FieldPanel("questions"), FieldPanel("page")]

    class Meta:
        verbose_name = "trang nên hiện đầu tiên"
        verbose_name_plural = "trang nên hiện đầu tiên"

    def __str__(self):
        return ", ".join(self.questions.splitlines())


class CheckedQuestion(Owned):
    """A question with its right page: what the search is measured by, each night."""

    text = models.CharField("câu hỏi", max_length=100)
    page = models.ForeignKey(
        "wagtailcore.Page", null=True, blank=True, on_delete=models.CASCADE, related_name="+",
        verbose_name="trang trả lời đúng",
        help_text="Để trống: trang của xã không có, tìm phải nói là không có.",
    )  # fmt: skip

    base_form_class = OwnedForm
    panels = [FieldPanel("site"), FieldPanel("text"), FieldPanel("page")]

    class Meta:
        verbose_name = "câu hỏi kiểm tra tìm kiếm"
        verbose_name_plural = "câu hỏi kiểm tra tìm kiếm"

    def __str__(self):
        return self.text


class SearchFigures(models.Model):
    """How well the checked questions of a site were answered on one day."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    day = models.DateField("ngày")
    questions = models.PositiveIntegerField("số câu hỏi")
    first = models.PositiveIntegerField("đúng ngay đầu")
    in_three = models.PositiveIntegerField("đúng trong ba kết quả đầu")
    rank = models.FloatField("hạng trung bình")
    """Mean of 1 / place of the right page, 0 where it is not among the first ten (MRR@10)."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "day"], name="one_row_of_figures_per_day")
        ]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}: {self.first}/{self.questions}"


class VainSearch(models.Model):
    """A text that found nothing, how often on one day; nothing about who asked."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    day = models.DateField("ngày")
    text = models.CharField("từ cần tìm", max_length=100)
    times = models.PositiveIntegerField("số lần", default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "day", "text"], name="one_row_per_vain_text")
        ]

    def __str__(self):
        return self.text
