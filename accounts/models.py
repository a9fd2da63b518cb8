"""The people who work on the site."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of staff; named on screen in Vietnamese order, family name first."""

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"

    def get_full_name(self):
        """`Nguyễn Văn An`: family and middle name stand in `last_name`, the given name after."""
        return f"{self.last_name} {self.first_name}".strip()
