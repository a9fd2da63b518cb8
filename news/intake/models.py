"""The Word file that an article came from, and what of it is not in the article."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.db import models

from manuscripts.wording import squeezed


def private_storage() -> FileSystemStorage:
    """A folder that no web server hands out: originals hold what an article left out on purpose."""
    return FileSystemStorage(location=Path(settings.DATA_DIR) / "manuscripts")


class Origin(models.Model):
    """Where a draft came from; goes with its article, its file too."""

    page = models.OneToOneField(
        "news.ArticlePage", models.CASCADE, related_name="origin", verbose_name="bài viết"
    )
    name = models.CharField("tên tệp", max_length=255)
    file = models.FileField("tệp gốc", storage=private_storage, blank=True)
    missing = models.JSONField("chỗ chưa có trong bài", default=list, blank=True)
    imported_at = models.DateTimeField("nhập lúc", auto_now=True)

    class Meta:
        app_label = "news"
        verbose_name = "tệp gốc của bài"
        verbose_name_plural = "tệp gốc của bài"

    def __str__(self):
        return self.name

    def open_rows(self, page) -> list[dict]:
        """What is missing still: neither dealt with by an editor nor in the page's words by now."""
        said = squeezed(words_of(page))
        rows = [{**row, "number": number} for number, row in enumerate(self.missing)]
        return [row for row in rows if not row.get("done") and not is_there(row, said)]

    def settle(self, number: int) -> None:
        """An editor has dealt with one row."""
        if 0 <= number < len(self.missing):
            self.missing[number]["done"] = True
            self.save(update_fields=["missing"])

    @property
    def has_file(self) -> bool:
        """Whether the original can still be fetched: it is thrown away after a while, and is in no backup."""
        return bool(self.file) and self.file.storage.exists(self.file.name)


class Arrival(models.Model):
    """A file that was sent in: it waits its turn, becomes a draft, or is refused with a reason."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "đang chờ"
        WORKING = "working", "đang nhập"
        DONE = "done", "xong"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="người gửi"
    )
    section = models.ForeignKey(
        "news.SectionPage", models.CASCADE, related_name="+", verbose_name="chuyên mục"
    )
    page = models.ForeignKey(
        "news.ArticlePage",
        models.CASCADE,
        null=True,
        related_name="+",
        verbose_name="bài nháp được thay",
    )
    batch = models.CharField("lượt gửi", max_length=32, db_index=True)
    name = models.CharField("tên tệp", max_length=255)
    file = models.FileField("tệp", storage=private_storage, blank=True)
    state = models.CharField(
        "trạng thái", max_length=10, choices=State.choices, default=State.WAITING
    )
    step = models.CharField("đang làm", max_length=100, blank=True)
    tries = models.PositiveSmallIntegerField("số lần thử", default=0)
    outcome = models.JSONField("kết quả", default=dict, blank=True)
    sent_at = models.DateTimeField("gửi lúc", auto_now_add=True)

    class Meta:
        app_label = "news"
        ordering = ["pk"]
        verbose_name = "tệp gửi vào"
        verbose_name_plural = "tệp gửi vào"

    def __str__(self):
        return self.name


def is_there(row: dict, said: str) -> bool:
    """Whether the words of a row stand in the page now; pictures and links cannot be told so."""
    words = squeezed(row["what"])
    return row["kind"] in {"words", "cell", "opening"} and len(words) > 3 and words in said


def words_of(page) -> str:
    """Title, lead, author and body as one text."""
    body = page.body.stream_block.get_searchable_content(page.body) if page.body else []
    return " ".join(map(str, [page.title, page.lead, page.author, *body]))
