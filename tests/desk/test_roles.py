"""Who may do what, as Wagtail's permission testers see it."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import GroupPagePermission, Page, Site

from accounts.models import RoleGroup
from desk import roles
from desk.roles import CHIEF, EDITOR, ROLES, section_group, set_up_roles
from tests.board import make_person
from tests.factories import make_article, make_home, make_section


def may(person, page):
    person = type(person).objects.get(pk=person.pk)  # Wagtail keeps rights on the person asked
    return Page.objects.get(pk=page.pk).permissions_for_user(person)


def test_wagtails_english_groups_are_gone_and_ours_are_there(board):
    names = set(Group.objects.values_list("name", flat=True))
    assert {role.name for role in ROLES} <= names
    assert not {"Editors", "Moderators"} & names


def test_every_permission_that_a_role_names_exists(board):
    wanted = {name for role in ROLES for name in role.permissions if not name.startswith("visits.")}
    held = {
        f"{app}.{codename}"
        for group in RoleGroup.objects.all()
        for app, codename in group.group.permissions.values_list(
            "content_type__app_label", "codename"
        )
    }
    assert wanted <= held


def test_setting_roles_up_again_changes_nothing_and_mends_what_was_broken(board):
    before = set(GroupPagePermission.objects.values_list("group", "page", "permission"))
    GroupPagePermission.objects.first().delete()
    chief = RoleGroup.objects.get(role="chief").group
    chief.permissions.clear()
    set_up_roles()
    assert set(GroupPagePermission.objects.values_list("group", "page", "permission")) == before
    assert chief.permissions.count() == len(CHIEF.permissions)
    assert board.chief.groups.get() == chief


def test_a_contributor_writes_and_edits_only_own_articles(board):
    own = board.draft(board.contributor)
    other = board.draft(board.editor)
    assert may(board.contributor, board.news).can_add_subpage()
    assert may(board.contributor, own).can_edit()
    assert not may(board.contributor, own).can_publish()
    assert not may(board.contributor, other).can_edit()
    assert not may(board.contributor, board.home).can_add_subpage()


def test_an_editor_edits_a_section_and_publishes_nothing(board):
    article = board.draft(board.contributor)
    published = make_article(board.news)
    assert may(board.editor, article).can_edit()
    assert not may(board.editor, article).can_publish()
    assert not may(board.editor, published).can_unpublish()
    assert not may(board.editor, board.home).can_edit()


@pytest.mark.parametrize("role", ["chief", "administrator"])
def test_chief_and_administrator_publish_everywhere_on_their_site(board, role):
    article = board.draft(board.contributor)
    assert may(board.people[role], article).can_publish()
    assert may(board.people[role], board.home).can_edit()


def test_a_reader_of_statistics_touches_no_page(board):
    article = board.draft(board.contributor)
    assert not may(board.statistics, article).can_edit()
    assert not may(board.statistics, board.news).can_add_subpage()


def test_a_new_section_belongs_to_the_editors_as_soon_as_it_is_published(board):
    culture = make_section(board.home, "Văn hóa", live=False)
    assert not may(board.editor, culture).can_edit()
    culture.save_revision().publish()
    assert may(board.editor, culture).can_edit()


def test_a_section_given_to_one_person_opens_that_section_only(board):
    person = make_person("rieng")
    person.groups.add(section_group(EDITOR, board.notices))
    assert may(person, board.notices).can_edit()
    assert not may(person, board.news).can_edit()
    assert section_group(EDITOR, board.notices).name == "Biên tập viên: Thông báo"


def test_two_communes_in_one_install_cannot_touch_each_other(board):
    other_home = make_home(hostname="xa-khac.test", title="Xã Khác", is_default=False)
    other_news = make_section(other_home, "Tin tức")
    set_up_roles()
    assert not may(board.chief, other_news).can_edit()
    assert not may(board.editor, other_news).can_add_subpage()
    group = RoleGroup.objects.get(role="chief", site__hostname="xa-khac.test").group
    assert group.name == "Tổng biên tập (Xã Khác)"
    theirs = make_person("khac")
    theirs.groups.add(group)
    assert may(theirs, other_news).can_publish()
    assert not may(theirs, board.news).can_edit()


def test_a_site_that_is_replaced_hands_its_people_to_the_next(board):
    Site.objects.all().delete()
    home = make_home(title="Xã Mới")
    assert may(board.chief, home).can_publish()
    assert RoleGroup.objects.filter(role="chief").count() == 1


def test_migrating_sets_the_roles_up(board):
    RoleGroup.objects.filter(role="editor").first().group.delete()
    call_command("migrate", verbosity=0)
    assert RoleGroup.objects.filter(role="editor").exists()


def test_every_role_says_what_it_is_for():
    assert all(role.about.endswith(".") for role in roles.ROLES)
