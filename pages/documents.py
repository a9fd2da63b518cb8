"""Files that residents download."""

from django.db import models
from wagtail.documents.models import AbstractDocument


class PortalDocument(AbstractDocument):
    """A file with a title; its type and size are shown before anybody downloads it."""

    former_names = models.JSONField(default=list, editable=False)
    """Names under which the file was to be had before it was replaced: their addresses lead here."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "tệp tài liệu"
        verbose_name_plural = "tệp tài liệu"
        permissions = [("choose_document", "Được chọn tệp tài liệu")]

    def save(self, *args, **kwargs):
        """A replaced file leaves its name behind."""
        if self.pk and self.file and not self.file._committed:
            self._remember_its_name()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = {*kwargs["update_fields"], "former_names"}
        super().save(*args, **kwargs)

    def _remember_its_name(self):
        before = type(self).objects.filter(pk=self.pk).first()
        if before and before.file and before.filename not in self.former_names:
            self.former_names = [*self.former_names, before.filename]
