"""Entries of the admin's menu that follow a right."""

from wagtail.admin.menu import MenuItem


class RightMenuItem(MenuItem):
    """Shown to people who hold one right."""

    def __init__(self, *args, right, **kwargs):
        super().__init__(*args, **kwargs)
        self.right = right

    def is_shown(self, request):
        """Whether the person holds the right."""
        return request.user.has_perm(self.right)
