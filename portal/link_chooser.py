"""Wagtail's form for the address of another site, which breaks where the address is not sent at all.

`URLOrAbsolutePathField.to_python(None)` raises in Wagtail 7.4 (found by tests/site/test_odd_requests.py).
Delete this module when it no longer does.
"""

from wagtail.admin.forms.choosers import ExternalLinkChooserForm, URLOrAbsolutePathField
from wagtail.admin.views.chooser import ExternalLinkView


class _Address(URLOrAbsolutePathField):
    def to_python(self, value):
        return super().to_python(value or "")


class _Form(ExternalLinkChooserForm):
    url = _Address(required=True, label=ExternalLinkChooserForm.base_fields["url"].label)


def mend():
    """Called once, when the apps are ready."""
    ExternalLinkView.form_class = _Form
