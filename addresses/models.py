"""Addresses that people asked for and that are not there."""

from django.db import models


class MissingAddress(models.Model):
    """An address that answered 404, how often on one day; nothing about who asked."""

    site = models.ForeignKey("wagtailcore.Site", on_delete=models.CASCADE, related_name="+")
    day = models.DateField("ngày")
    path = models.CharField("địa chỉ", max_length=255)
    times = models.PositiveIntegerField("số lần", default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "day", "path"], name="one_row_per_missing_path")
        ]

    def __str__(self) -> str:
        return self.path
