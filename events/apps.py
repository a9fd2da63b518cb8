"""See `docs/architecture.md` for what `events` may import."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """Django's entry for the app."""

    name = "events"
    verbose_name = "Lịch của xã"
    default_auto_field = "django.db.models.BigAutoField"
