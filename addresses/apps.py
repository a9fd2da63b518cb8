"""See `docs/architecture.md` for what `addresses` may import."""

from django.apps import AppConfig


class AddressesConfig(AppConfig):
    """Django's entry for the app."""

    name = "addresses"
    verbose_name = "Địa chỉ trang"
    default_auto_field = "django.db.models.BigAutoField"
