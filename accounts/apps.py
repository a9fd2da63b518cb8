"""The accounts app, and Wagtail's user management without what this site does not use."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """Users, roles and permissions."""

    name = "accounts"
    verbose_name = "Tài khoản"
    default_auto_field = "django.db.models.BigAutoField"
    not_backed_up = ("Session",)  # whoever is signed in signs in again
    changes_pages = False  # read by pages.watching: rows written here show on no cached page

    def ready(self):
        """Write sign-ins to the audit log; complete what the catalogue cannot reach; safe spreadsheets."""
        from accounts import signals
        from accounts.admin_labels import set_labels  # form classes need the app registry
        from accounts.exports import make_every_export_safe

        signals.connect()
        set_labels()
        make_every_export_safe()


class PortalUsersConfig(WagtailUsersAppConfig):
    """Wagtail's own user screens; kept as a class so that a role form can replace its views."""

    verbose_name = "Người dùng"
    user_viewset = "accounts.people.PeopleViewSet"
