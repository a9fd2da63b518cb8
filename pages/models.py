"""What every page is made of."""

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.panels import CommentPanel, FieldPanel, MultiFieldPanel, PublishingPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import Page

from pages import routing, sites
from pages.cards import Card
from pages.clean_text import clean_text, one_line
from pages.documents import PortalDocument
from pages.downtime import DowntimeNotice
from pages.freshness import stays_until_changed
from pages.identity import SiteIdentity
from pages.images import PortalImage, PortalRendition
from pages.known_queries import without_unknown
from pages.page_forms import PortalPageForm
from pages.restrictions import closed_paths, no_restrictions
from pages.shown import named
from pages.slugs import FALLBACK_SLUG, ascii_slug, slug_formatters
from pages.steps import is_a_step

__all__ = [
    "BasePage",
    "DowntimeNotice",
    "PortalDocument",
    "PortalImage",
    "PortalRendition",
    "SiteIdentity",
]


CLEANED = {models.CharField: one_line, models.TextField: clean_text}
"""What is done to words on every save, by the kind of the field."""


class BasePage(Page):
    """A page of this site: an ASCII address, a card, and panels in an editor's words."""

    kind = "Trang"
    base_form_class = PortalPageForm

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel(
                    "slug",
                    widget=SlugInput(formatters=slug_formatters()),
                    heading="Đường dẫn",
                    help_text="Phần cuối địa chỉ của trang, viết không dấu. Máy tự viết theo tiêu đề.",
                ),
                FieldPanel(
                    "seo_title",
                    heading="Tiêu đề trên kết quả tìm kiếm",
                    help_text="Chỉ điền khi muốn khác tiêu đề của trang.",
                ),
                FieldPanel(
                    "search_description",
                    heading="Mô tả ngắn",
                    help_text="Một hoặc hai câu hiện dưới tiêu đề khi bà con tìm trên mạng.",
                ),
            ],
            heading="Địa chỉ và tìm kiếm",
        )
    ]
    settings_panels = [PublishingPanel(), CommentPanel()]

    exclude_fields_in_copy = ["go_live_at", "expire_at", "expired"]
    """A copy is a new page: the hours that were set for the other do not bind it."""

    query_names: frozenset[str] | None = None
    """Names of a query that the page reads, as a set; None where it may be any (`pages.known_queries`)."""

    fetched_with: tuple[str, ...] = ()
    """Foreign keys that the page's template follows anyway: fetched in the same query."""

    author = ""
    """Who signs it, where a kind of page is signed."""

    people_words = ""
    """What residents call the thing, a name per line: the search reads it."""

    search_priority = 0
    """2 for kinds that answer an errand, 1 for those that say who does."""

    is_remembered = False
    """Whether it is the site's own front page as all requests share it (`pages.sites`)."""

    put_back = False
    """Whether this is a version on its way to being published, and not the page as it stands."""

    class Meta:
        abstract = True

    def search_names(self):
        """More names like `people_words`, for kinds that know some without their editors."""
        return ()

    @staticmethod
    def prepare_for_search(pages):
        """Fetch what the texts of many pages of a kind are made of, where they ask the database for it."""

    def full_clean(self, *args, **kwargs):
        """Give the page an ASCII address before Wagtail would drop the letter đ."""
        self.clean_words()
        self._give_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        """The same for a draft, which Wagtail checks only this far."""
        self.clean_words()
        self._give_slug()
        super().minimal_clean()

    def clean_words(self):
        """Whatever was pasted into a plain field, as `pages.clean_text` has it; one line where one is meant."""
        for field in self._meta.concrete_fields:
            cleaned = CLEANED.get(type(field))
            written = getattr(self, field.attname) if field.editable else None
            if cleaned and isinstance(written, str):
                setattr(self, field.attname, cleaned(written).strip())

    def save(self, *args, **kwargs):
        """An end that has passed does not take a page off again that is put back."""
        if self.live and self.put_back and self.expire_at and self.expire_at <= timezone.now():
            self.expire_at = None
        super().save(*args, **kwargs)

    def save_revision(self, *args, overwrite_revision=None, **kwargs):
        """An automatic save writes over its last version, unless that one is a step to go back to."""
        if overwrite_revision and is_a_step(self, overwrite_revision):
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)

    def with_content_json(self, content):
        """Only a page made of a revision can be one that is put back."""
        page = super().with_content_json(content)
        page.put_back = True
        return page

    def _give_slug(self):
        if not self.slug:
            self.slug = self._get_autogenerated_slug(ascii_slug(self.title) or FALLBACK_SLUG)

    @cached_property
    def trail(self):
        """The pages above this one, from the home page down to the parent; one query."""
        with named():  # a change of a page with pages below is one of its whole site
            return list(self.get_ancestors().filter(depth__gt=1).defer_streamfields())

    def structured_data(self, identity):
        """schema.org items about this page, as dicts; `identity` is the site's `SiteIdentity`."""
        return []

    def _get_site_root_paths(self, request=None):
        """Wagtail's own, as far as it matters to this page: an address costs the same among 124 communes."""
        if request is not None:  # there it is kept, and read by Wagtail's redirects
            return super()._get_site_root_paths(request)
        return sites.roots_that_matter(self.url_path)

    def get_view_restrictions(self):
        """Wagtail's own, without its two queries where neither this page nor one above is closed."""
        if any(self.path.startswith(path) for path in closed_paths()):
            return super().get_view_restrictions()
        return no_restrictions()

    def route(self, request, path_components):
        """Wagtail's route, found in one step instead of one query per part of the address."""
        if not path_components:
            page = routing.whole(self) if self.is_remembered else self
            return super(BasePage, page).route(request, path_components)
        page, rest = routing.deepest_page(self, path_components)
        return (
            super(BasePage, page).route(request, rest)
            if page == self
            else page.route(request, rest)
        )

    def serve(self, request, *args, **kwargs):
        """Wagtail's own; a stranger who asks what the page does not read is sent to the kept page."""
        elsewhere = self.query_names is not None and without_unknown(request, self.query_names)
        return elsewhere or super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        """Wagtail's own; what a page shows changes with a change, or by the calendar."""
        stays_until_changed(request)
        return super().get_context(request, *args, **kwargs)

    def card(self):
        """What lists, search, feeds and related links say about this page."""
        return Card(
            title=self.title,
            url=self.url,
            kind=self.kind,
            summary=self.search_description,
            date=self.last_published_at,
            page_id=self.pk,
        )
