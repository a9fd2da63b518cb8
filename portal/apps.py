"""The site put together, as a Django app so that it may have commands and checks."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Django's entry for the app; it has no models."""

    name = "portal"
    verbose_name = "Trang tin"

    def ready(self):
        """Mend what an empty form breaks; name the gallery's address, whose room knows no accounts."""
        from accounts.gate import Business, open_to
        from portal import link_chooser

        link_chooser.mend()
        open_to(Business.ENTERING, "design_gallery")
