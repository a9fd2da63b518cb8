"""The form behind every page: an address is the machine's business, not the editor's.

Wagtail's script writes it while the title is typed; without the script, and where another page of
the place has it already ("Lịch cắt điện" every month), it is found here.
"""

from datetime import timedelta

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminPageForm

from accounts.borrowed import has_borrowed
from accounts.walls import narrow_choices
from pages.slugs import FALLBACK_SLUG, ascii_slug, first_free

BORROWED = (
    "Trang có ảnh, tệp hoặc nhóm liên kết của xã khác. Hãy bỏ ra rồi chọn ảnh, tệp của xã mình."
)


class PortalPageForm(WagtailAdminPageForm):
    """Wagtail's page form; a page that readers do not know yet never clashes over its address."""

    passed_end = None
    """When the page was to be taken off, where that hour is over."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        narrow_choices(self.for_user, self)

    def clean_slug(self):
        """What was written, or what the title gives; an address that readers know stays as it is."""
        written = self.cleaned_data["slug"]
        from_title = ascii_slug(self.cleaned_data.get("title", "")) or FALLBACK_SLUG
        is_known = self.instance.first_published_at is not None
        if is_known:
            return written or self.instance.slug
        if written and written != from_title:
            return written
        return first_free(written or from_title, self._taken())

    def clean_expire_at(self):
        """An end that was set before and has passed is no mistake in what is written today."""
        told, known = self.cleaned_data["expire_at"], self.instance.expire_at
        # The field knows no seconds.
        is_as_before = told and known and abs(told - known) < timedelta(minutes=1)
        if is_as_before and known <= timezone.now():
            self.passed_end = known
            return None  # which Wagtail would refuse; `save` puts it back
        return told

    def _post_clean(self):
        """The page as it would be says what it shows; a body names things that no field offers."""
        super()._post_clean()
        if has_borrowed(self.for_user, self.instance):
            self.add_error(None, BORROWED)

    def save(self, commit=True):
        """The page keeps the end that has passed: it is shown, and does nothing any more."""
        if self.passed_end:
            self.instance.expire_at = self.passed_end
        return super().save(commit=commit)

    def _taken(self):
        if self.parent_page is None:
            return set()
        neighbours = self.parent_page.get_children().exclude(pk=self.instance.pk)
        return set(neighbours.values_list("slug", flat=True))
