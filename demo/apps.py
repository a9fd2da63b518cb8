"""See `docs/architecture.md` for what `demo` may import."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Django's entry for the app."""

    name = "demo"
    verbose_name = "Dữ liệu mẫu"
    default_auto_field = "django.db.models.BigAutoField"
