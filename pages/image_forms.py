"""The upload form: a picture that cannot be read is refused with words, not stored and broken."""

from wagtail.images.forms import BaseImageForm

from pages.image_intake import taken_in


class PortalImageForm(BaseImageForm):
    """Wagtail's image form; a new file is cleaned while the form is checked."""

    def clean_file(self):
        """The cleaned picture, or the error of `taken_in`."""
        file = self.cleaned_data["file"]
        return taken_in(file) if "file" in self.changed_data and file else file
