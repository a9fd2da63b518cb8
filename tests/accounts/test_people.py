"""Accounts in the admin: who may change whom, the review of access, the audit log."""

from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts.models import RoleGroup
from desk.roles import set_up_roles
from tests.board import PASSWORD, make_board, make_person
from tests.factories import make_home


@pytest.fixture
def board(db):
    return make_board()


@pytest.fixture
def as_(client):
    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def form(person, **changes):
    fields = {
        "username": person.username,
        "email": person.email,
        "first_name": person.first_name or "Tên",
        "last_name": person.last_name or "Họ",
        "is_active": "on",
        "groups": list(person.groups.values_list("pk", flat=True)),
    }
    return fields | changes


def edit(person):
    return reverse("wagtailusers_users:edit", args=[person.pk])


def test_an_administrator_opens_an_account_with_a_role(board, as_):
    group = RoleGroup.objects.get(role="editor").group
    data = {
        "username": "moi", "email": "moi@xa.test", "first_name": "Mới", "last_name": "Người",
        "password1": "tre xanh ben bo suoi", "password2": "tre xanh ben bo suoi", "groups": [group.pk],
    }  # fmt: skip
    as_(board.administrator).post(reverse("wagtailusers_users:add"), data)
    assert get_user_model().objects.get(username="moi").groups.get() == group


def test_an_administrator_cannot_make_anybody_a_superuser(board, as_):
    as_(board.administrator).post(edit(board.editor), form(board.editor, is_superuser="on"))
    as_(board.administrator).post(
        edit(board.administrator), form(board.administrator, is_superuser="on")
    )
    assert not get_user_model().objects.filter(is_superuser=True).exists()


def test_an_administrator_cannot_touch_a_superuser(board, as_):
    chief = make_person("goc", is_superuser=True)
    answer = as_(board.administrator).post(
        edit(chief), form(chief, password1="x" * 20, password2="x" * 20)
    )
    assert answer.status_code in (302, 403)
    chief.refresh_from_db()
    assert not chief.check_password("x" * 20)
    for action in ("delete", "set_active_state", "assign_role"):
        url = reverse("wagtail_bulk_action", args=["accounts", "user", action])
        role = RoleGroup.objects.get(role="chief").group.pk
        as_(board.administrator).post(f"{url}?id={chief.pk}", {"role": role})
        chief.refresh_from_db()
        assert chief.is_active
        assert not chief.groups.exists()


def test_an_administrator_gives_no_roles_on_another_communes_site(board, as_):
    make_home(hostname="xa-khac.test", title="Xã Khác", is_default=False)
    set_up_roles()
    foreign = RoleGroup.objects.get(role="chief", site__hostname="xa-khac.test").group
    as_(board.administrator).post(edit(board.editor), form(board.editor, groups=[foreign.pk]))
    assert foreign not in board.editor.groups.all()
    board.editor.groups.add(foreign)
    before = set(board.editor.groups.all())
    as_(board.administrator).post(edit(board.editor), form(board.editor, groups=[]))
    assert set(board.editor.groups.all()) == before, "he works elsewhere too: not theirs alone"


@pytest.fixture
def neighbour(board):
    """The administrator of another commune, who also writes for this one."""
    make_home(hostname="xa-khac.test", title="Xã Khác", is_default=False)
    set_up_roles()
    person = make_person("hang-xom", "contributor", last_name="Thào A", first_name="Páo")
    person.groups.add(
        RoleGroup.objects.get(role="administrator", site__hostname="xa-khac.test").group
    )
    return person


def test_who_administers_another_commune_gets_no_password_from_here(board, as_, neighbour):
    new = {"password1": "mat khau cua nguoi khac", "password2": "mat khau cua nguoi khac"}
    as_(board.administrator).post(edit(neighbour), form(neighbour, **new))
    neighbour.refresh_from_db()
    assert neighbour.check_password(PASSWORD)
    as_(neighbour).post(edit(board.editor), form(board.editor, **new))
    board.editor.refresh_from_db()
    assert board.editor.check_password(PASSWORD), "he writes here, he administers there"


def test_lists_review_and_log_show_the_people_of_the_own_commune(board, as_, neighbour):
    stranger = make_person("nguoi-la", last_name="Giàng Thị", first_name="Mỷ")
    stranger.groups.add(RoleGroup.objects.get(role="editor", site__hostname="xa-khac.test").group)
    for name in ("wagtailusers_users:index", "access_review", "audit_log"):
        address = reverse(name)
        here = as_(board.administrator).get(address).content.decode()
        assert "hang-xom" in here or "Thào A Páo" in here, "he writes here"
        assert "nguoi-la" not in here
        assert "Giàng Thị Mỷ" not in here
        there = as_(neighbour).get(address).content.decode()
        assert "nguoi-la" in there or "Giàng Thị Mỷ" in there
    history = as_(board.administrator).get("/quan-tri/reports/site-history/")
    assert history.url == reverse("audit_log")


def test_other_roles_open_no_screen_about_people(board, as_):
    for role in ("contributor", "editor", "chief", "statistics"):
        client = as_(board.people[role])
        assert client.get(reverse("wagtailusers_users:index")).status_code in (302, 403)
        assert client.get(edit(board.administrator)).status_code in (302, 403)


def test_giving_and_taking_a_role_is_logged(board, as_):
    chief = RoleGroup.objects.get(role="chief").group
    as_(board.administrator).post(edit(board.editor), form(board.editor, groups=[chief.pk]))
    given = ModelLogEntry.objects.filter(
        action="accounts.role_given", object_id=str(board.editor.pk)
    ).latest("timestamp")
    taken = ModelLogEntry.objects.get(action="accounts.role_taken")
    assert (given.data["roles"], taken.data["roles"]) == (["Tổng biên tập"], ["Biên tập viên"])
    assert given.user == board.administrator


def test_the_review_lists_everybody_with_role_and_use_and_is_signed(board, as_):
    client = as_(board.administrator)
    html = client.get(reverse("access_review")).content.decode()
    assert "Tổng biên tập" in html
    assert "Chưa ai ghi là đã rà soát" in html
    html = client.post(reverse("access_review"), follow=True).content.decode()
    assert "Rà soát lần cuối" in html
    assert ModelLogEntry.objects.get(action="accounts.access_reviewed").user == board.administrator


def test_the_review_goes_to_a_spreadsheet(board, as_):
    answer = as_(board.administrator).get(reverse("access_review"), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0][3] == "Vai trò"
    assert {row[0]: row[3] for row in rows[1:]}["editor"] == "Biên tập viên"


def test_the_audit_log_shows_and_exports_the_address(board, as_):
    client = as_(board.administrator)
    client.logout()
    client.post("/quan-tri/login/", {"username": "administrator", "password": PASSWORD})
    assert "127.0.0.1" in client.get(reverse("audit_log")).content.decode()
    text = b"".join(client.get(reverse("audit_log"), {"export": "csv"}).streaming_content).decode()
    assert "127.0.0.1" in text
    assert "Đăng nhập" in text


@pytest.mark.parametrize("role", ["contributor", "editor", "chief", "statistics"])
def test_review_and_log_are_the_administrators(board, as_, role):
    for name in ("access_review", "audit_log"):
        assert as_(board.people[role]).get(reverse(name)).status_code in (302, 403)


@pytest.mark.parametrize("screen", ["add", "edit", "own"])
def test_the_family_name_stands_before_the_given_name(board, as_, screen):
    addresses = {
        "add": reverse("wagtailusers_users:add"),
        "edit": edit(board.editor),
        "own": reverse("wagtailadmin_account"),
    }
    html = as_(board.administrator).get(addresses[screen]).content.decode()
    assert html.index("Họ và tên đệm") < html.index('first_name"')
