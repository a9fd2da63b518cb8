"""A commune with its editorial board: one person per role, two sections, what they work on."""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from wagtail.models import Page, Site

from accounts.models import RoleGroup
from desk import roles
from news.models import ArticlePage, SectionPage
from tests.factories import make_home, make_section
from tests.replaying import replayed

PASSWORD = "mat khau dai hon 14 ky tu"
NAMES = {
    "contributor": ("Lý Thị", "Hoa"),
    "editor": ("Vàng Văn", "Nam"),
    "chief": ("Sùng Mí", "Dũng"),
    "administrator": ("Giàng A", "Sử"),
    "statistics": ("Thào Thị", "Mai"),
}


@dataclass
class Board:
    """The people by the key of their role, and where they work."""

    home: Page
    news: SectionPage
    notices: SectionPage
    people: dict = field(default_factory=dict)

    def __getattr__(self, key):
        try:
            return self.people[key]
        except KeyError:
            raise AttributeError(key) from None

    def draft(self, owner, title="Bản nháp", section=None, **fields):
        """An article that its owner has saved and nobody has published."""
        article = ArticlePage(title=title, owner=owner, live=False, **fields)
        (section or self.news).add_child(instance=article)
        article.save_revision(user=owner)
        return article

    def submitted(self, owner, **fields):
        """A draft that waits for approval; returns it and its task."""
        article = self.draft(owner, **fields)
        state = article.get_workflow().start(article, owner)
        return article, state.current_task_state.specific


def make_person(username, role=None, last_name="", first_name="", site=None, **fields):
    """An account, with the group of the role on the site, or on the default one."""
    person = get_user_model().objects.create_user(
        username=username, email=f"{username}@xa.test", password=PASSWORD,
        last_name=last_name, first_name=first_name, **fields,
    )  # fmt: skip
    if role:
        where = {"site": site} if site else {"site__is_default_site": True}
        person.groups.add(RoleGroup.objects.get(role=role, place=None, **where).group)
    return person


@replayed
def make_board(home=None, name="", mark=""):
    """The commune, its sections and its people; `name` begins their user names, `mark` ends their own."""
    home = home or make_home()
    news = make_section(home, "Tin tức")
    notices = make_section(home, "Thông báo")
    roles.set_up_roles()
    site = Site.objects.get(root_page=home)
    people = {
        key: make_person(name + key, key, last_name=last, first_name=first + mark, site=site)
        for key, (last, first) in NAMES.items()
    }
    return Board(home, news, notices, people)
