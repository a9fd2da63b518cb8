"""The sections that an article may be brought into."""

from dataclasses import dataclass

from wagtail.models import Page, Site

from news.models import SectionPage


@dataclass(frozen=True)
class OpenSection:
    """A section that somebody may add articles to, and how it is called among the others."""

    page: SectionPage
    name: str


def may_add_somewhere(user) -> bool:
    """Whether there is any section in which the user may add an article."""
    return any(map(open_to(user), SectionPage.objects.order_by("path").defer_streamfields()))


def sections_open_to(user) -> list[OpenSection]:
    """Sections in tree order in which the user may add; the same few queries for any number."""
    sections = SectionPage.objects.order_by("path").defer_streamfields()
    allowed = list(filter(open_to(user), sections))
    above = {path for section in allowed for path in paths_above(section)}
    titles = dict(Page.objects.filter(path__in=above).values_list("path", "title"))
    several = Site.objects.count() > 1
    return [OpenSection(section, name_of(section, titles, several)) for section in allowed]


def open_to(user):
    """A question about a section: may the user add below it? Rights are read once."""
    return lambda section: section.permissions_for_user(user).can_add_subpage()


def paths_above(section: SectionPage) -> list[str]:
    """The tree paths from the home page down to the section itself."""
    return [section.path[: depth * section.steplen] for depth in range(2, section.depth + 1)]


def name_of(section: SectionPage, titles: dict[str, str], several_sites: bool) -> str:
    """`Tin tức › Chuyển đổi số`; the commune's name in front where there are several."""
    steps = paths_above(section)[0 if several_sites else 1 :]
    return " › ".join(titles[path] for path in steps)


def section_with_slug(slug: str, site: Site) -> SectionPage | None:
    """The section of a site that has this slug; without a slug its first section."""
    sections = SectionPage.objects.descendant_of(site.root_page).order_by("path")
    return (sections.filter(slug=slug) if slug else sections).first()
