"""See `docs/architecture.md` for what `links` may import."""

from django.apps import AppConfig


class LinksConfig(AppConfig):
    """Django's entry for the app."""

    name = "links"
    verbose_name = "Liên kết"
    default_auto_field = "django.db.models.BigAutoField"
