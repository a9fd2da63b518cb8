"""See `docs/architecture.md` for what `addresses` may import."""

from django.apps import AppConfig


class AddressesConfig(AppConfig):
    """Django's entry for the app."""

    name = "addresses"
    verbose_name = "Địa chỉ trang"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Wagtail's own screens about redirects learn whose is what."""
        from addresses.own_redirects import put_in

        put_in()
