"""The sections that an article may be brought into."""

from dataclasses import dataclass

from wagtail.models import Page, Site

from news.models import SectionPage


@dataclass(frozen=True)
class OpenSection:
    """A section that somebody may add articles to, and how it is called among the others."""

    page: SectionPage
    name: str


def sections_open_to(user) -> list[OpenSection]:
    """Sections in tree order in which the user may add; the same few queries for any number."""
    sections = list(SectionPage.objects.order_by("path").defer_streamfields())
    allowed = [s for s in sections if s.permissions_for_user(user).can_add_subpage()]
    titles = dict(Page.objects.filter(depth__gt=1).values_list("path", "title"))
    several = Site.objects.count() > 1
    return [OpenSection(section, name_of(section, titles, several)) for section in allowed]


def name_of(section: SectionPage, titles: dict[str, str], several_sites: bool) -> str:
    """`Tin tức › Chuyển đổi số`; the commune's name in front where there are several."""
    first = 2 if several_sites else 3
    steps = range(first, section.depth + 1)
    return " › ".join(titles[section.path[: depth * section.steplen]] for depth in steps)


def section_with_slug(slug: str, site: Site) -> SectionPage | None:
    """The section of a site that has this slug; without a slug its first section."""
    sections = SectionPage.objects.descendant_of(site.root_page).order_by("path")
    return (sections.filter(slug=slug) if slug else sections).first()
