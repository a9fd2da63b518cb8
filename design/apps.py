"""See `docs/architecture.md` for what `design` may import."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Django's entry for the app."""

    name = "design"
    verbose_name = "Giao diện"
    default_auto_field = "django.db.models.BigAutoField"
