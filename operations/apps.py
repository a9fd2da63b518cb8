"""Keeping the site running, as a Django app so that it may have commands."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Django's entry for the app; it has no models."""

    name = "operations"
    verbose_name = "Vận hành"
