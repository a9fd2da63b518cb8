"""The screens about people: Wagtail's own, with two doors closed.

A person with the right to change accounts, but not a superuser, could otherwise give a superuser
a new password, or take roles on another commune's site. Whose accounts are whose: `accounts.communes`.
"""

from django.core.exceptions import PermissionDenied
from wagtail.users.views import users

from accounts.communes import may_manage, seen_by
from accounts.forms import PersonCreationForm, PersonEditForm


class _LimitedForm:
    def get_form(self, *args, **kwargs):
        form = super().get_form(*args, **kwargs)
        form.limit_to(self.request.user)
        return form


class PeopleOfTheCommune(users.IndexView):
    """The accounts that concern the administrator's own communes."""

    def get_base_queryset(self):
        """Those alone."""
        return super().get_base_queryset().filter(pk__in=seen_by(self.request.user).values("pk"))


class AddPerson(_LimitedForm, users.CreateView):
    """A new account."""


class EditPerson(_LimitedForm, users.EditView):
    """An existing account."""

    def setup(self, request, *args, **kwargs):
        """Refuse before anything is shown."""
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated and not may_manage(request.user, self.object):
            raise PermissionDenied


class PeopleViewSet(users.UserViewSet):
    """Accounts in the admin."""

    index_view_class = PeopleOfTheCommune
    add_view_class = AddPerson
    edit_view_class = EditPerson
    copy_view_enabled = False  # its form would let an administrator tick "superuser"

    def get_form_class(self, for_update=False):
        """Our words for the fields."""
        return PersonEditForm if for_update else PersonCreationForm
