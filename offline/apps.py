"""See `docs/architecture.md` for what `offline` may import."""

from django.apps import AppConfig


class OfflineConfig(AppConfig):
    """Django's entry for the app."""

    name = "offline"
    verbose_name = "Đọc khi mất mạng"
    default_auto_field = "django.db.models.BigAutoField"
