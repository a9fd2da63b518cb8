"""Files that residents download."""

from wagtail.documents.models import AbstractDocument


class PortalDocument(AbstractDocument):
    """A file with a title; its type and size are shown before anybody downloads it."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = "tệp tài liệu"
        verbose_name_plural = "tệp tài liệu"
        permissions = [("choose_document", "Được chọn tệp tài liệu")]
