"""Finds the section that an old article belongs to, or makes it."""

from wagtail.models import Site

from legacy.section_names import section_name
from news.models import SectionPage
from pages.clean_text import folded
from pages.slugs import ascii_slug

WITHOUT_SECTION = "Tin tức"


class Sections:
    """The sections of one site, looked up once; `chosen` is the slug the operator gave."""

    def __init__(self, site: Site, chosen: str = ""):
        self.home = site.root_page
        self.chosen = chosen
        self.made: list[int] = []
        self.known = list(SectionPage.objects.descendant_of(self.home))

    def find(self, given: str) -> SectionPage | None:
        """The section that is there already."""
        name = self.wanted(given)
        same = (
            s for s in self.known if s.slug == ascii_slug(name) or folded(s.title) == folded(name)
        )
        return next(same, None)

    def wanted(self, given: str) -> str:
        """The section's name: the operator's choice, the source's, or the general one."""
        return section_name(self.chosen) if self.chosen else given or WITHOUT_SECTION

    def find_or_make(self, given: str) -> SectionPage:
        """The section itself; a missing one is published right under the home page."""
        found = self.find(given)
        if found:
            return found
        name = self.wanted(given)
        section = SectionPage(title=name, slug=self.chosen or ascii_slug(name))
        self.home.add_child(instance=section)
        section.save_revision().publish()
        self.known.append(section)
        self.made.append(section.pk)
        return section
