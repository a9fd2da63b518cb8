"""See `docs/architecture.md` for what `legacy` may import; the app can go once it has done its work."""

from django.apps import AppConfig


class LegacyConfig(AppConfig):
    """Django's entry for the app."""

    name = "legacy"
    verbose_name = "Nhập bài từ trang cũ"
    default_auto_field = "django.db.models.BigAutoField"
