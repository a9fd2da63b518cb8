"""Redirects of the own communes: Wagtail's screens show everybody's, and ask for any site."""

from typing import Any

from wagtail.contrib.redirects import base_formats, views
from wagtail.contrib.redirects.forms import RedirectForm

from accounts import walls
from accounts.owned import OwnedForm
from addresses.workbook_rows import rows_apart

_of_everybody = views.IndexView.get_base_queryset


class OwnRedirectForm(OwnedForm, RedirectForm):
    """Asks whose it is only where there is a choice."""


def _of_own(self: Any) -> Any:
    return walls.of_own(self.request.user, _of_everybody(self))


def _from_workbook(self: Any, data: bytes) -> base_formats.Dataset:
    return base_formats.Dataset(rows_apart(data))


def put_in() -> None:
    """In place of Wagtail's list and form, and of its reader of workbooks."""
    views.IndexView.get_base_queryset = _of_own
    base_formats.XLSX.create_dataset = _from_workbook
    views.CreateView.form_class = views.EditView.form_class = OwnRedirectForm
