"""A form field for several files at once, which Django leaves to its users to write."""

from django import forms


class SeveralFilesInput(forms.FileInput):
    """A file input that takes more than one, chosen or dropped."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Cleans to a list of uploads, which may be empty; a form adds its own limits."""

    widget = SeveralFilesInput

    def clean(self, data, initial=None):
        """Every upload."""
        return list(data) if isinstance(data, list | tuple) else [data] if data else []
