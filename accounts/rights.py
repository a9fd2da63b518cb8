"""One right, such as "may review access", as the permission policy of a Wagtail report."""

from wagtail.permission_policies.base import BasePermissionPolicy


class RightPolicy(BasePermissionPolicy):
    """Asks for the permission by its full name, `app_label.codename`."""

    def user_has_permission(self, user, action):
        """Whether the person holds the right."""
        return user.is_active and user.has_perm(action)

    def user_has_any_permission(self, user, actions):
        """Whether the person holds one of the rights."""
        return any(self.user_has_permission(user, action) for action in actions)
