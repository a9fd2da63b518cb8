"""Beside the editor: what of the Word file is not in the article."""

from wagtail.admin.panels import Panel


class OriginPanel(Panel):
    """The list of what is missing and the original file; nothing for articles written here."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one article."""

        template_name = "news/admin/origin_panel.html"

        def is_shown(self):
            """Only while something is left to look at."""
            return bool(self.origin) and bool(self.rows or self.origin.file)

        @property
        def origin(self):
            """The article's origin, or None."""
            return getattr(self.instance, "origin", None) if self.instance.pk else None

        @property
        def rows(self):
            """What is missing still."""
            return self.origin.open_rows(self.instance)

        def get_context_data(self, parent_context=None):
            """`origin` and `rows`."""
            context = super().get_context_data(parent_context)
            return {**context, "origin": self.origin, "rows": self.rows}
