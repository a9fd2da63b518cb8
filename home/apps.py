"""See `docs/architecture.md` for what `home` may import."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Django's entry for the app."""

    name = "home"
    verbose_name = "Trang chủ"
    default_auto_field = "django.db.models.BigAutoField"
