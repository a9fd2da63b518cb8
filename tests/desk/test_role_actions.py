"""Role × action, done through the admin's own forms and judged by what has changed afterwards.

The table in `docs/quyen-truy-cap.md` is the expectation: what it says is what is tested.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from wagtail.models import Page

from accounts.models import User
from desk import trash
from desk.models import RoyaltySheet, TrashedPage
from desk.roles import ROLES
from news.models import ArticlePage, SectionPage
from pages.models import SiteIdentity
from tests.factories import make_article

DOCUMENT = Path(settings.BASE_DIR) / "docs" / "quyen-truy-cap.md"
FORM = {
    f"{name}-{part}": "0"
    for name in ("comments", "pinned_articles")
    for part in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
} | {"body-count": "0", "lead": "", "slug": "bai-moi", "title": "Bài mới", "genre": "tin"}


def page_url(name, *args):
    return reverse(f"wagtailadmin_pages:{name}", args=args)


def newest_title(page):
    return Page.objects.get(pk=page.pk).get_latest_revision_as_object().title


def write(client, board, me):
    client.post(page_url("add", "news", "articlepage", board.news.pk), FORM)
    return ArticlePage.objects.filter(slug="bai-moi").exists()


def edit_own(client, board, me):
    own = board.draft(me)
    client.post(page_url("edit", own.pk), FORM | {"title": "Đã sửa"})
    return newest_title(own) == "Đã sửa"


def edit_others(client, board, me):
    other = board.draft(board.superuser)
    client.post(page_url("edit", other.pk), FORM | {"title": "Đã sửa"})
    return newest_title(other) == "Đã sửa"


def submit(client, board, me):
    own = board.draft(me)
    client.post(page_url("edit", own.pk), FORM | {"action-submit": "1"})
    return Page.objects.get(pk=own.pk).workflow_in_progress


def approve(client, board, me):
    article, task = board.submitted(board.superuser)
    client.post(page_url("workflow_action", article.pk, "approve", task.pk))
    return ArticlePage.objects.get(pk=article.pk).live


def publish(client, board, me):
    own = board.draft(me)
    client.post(page_url("edit", own.pk), FORM | {"action-publish": "1"})
    return ArticlePage.objects.get(pk=own.pk).live


def unpublish(client, board, me):
    article = make_article(board.news, owner=me)
    client.post(page_url("unpublish", article.pk))
    return not ArticlePage.objects.get(pk=article.pk).live


def delete_own_draft(client, board, me):
    own = board.draft(me)
    client.post(page_url("delete", own.pk))
    return TrashedPage.objects.filter(page=own.pk).exists()


def delete_published(client, board, me):
    article = make_article(board.news, owner=me)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{url}?id={article.pk}&next=/quan-tri/")
    client.post(page_url("delete", article.pk))
    return TrashedPage.objects.filter(page=article.pk).exists()


def empty_trash(client, board, me):
    item = trash.throw_away(board.draft(me), me)
    client.post(reverse("trash_delete", args=[item.pk]))
    return not Page.objects.filter(pk=item.page_id).exists()


def open_section(client, board, me):
    client.post(
        page_url("add", "news", "sectionpage", board.news.pk),
        FORM | {"title": "Mục mới", "slug": "muc-moi", "display": "news", "action-publish": "1"},
    )
    return SectionPage.objects.filter(slug="muc-moi").exists()


def read_report(client, board, me):
    return client.get(reverse("articles_report")).status_code == 200


def close_royalties(client, board, me):
    client.post(reverse("royalty_sheet") + "?thang=2020-01", {"close": "1"})
    return RoyaltySheet.objects.exists()


def change_identity(client, board, me):
    site = board.home.get_site()
    url = reverse("wagtailsettings:edit", args=["pages", "siteidentity", site.pk])
    names = [field.name for field in SiteIdentity._meta.fields if field.name not in ("id", "site")]
    fields = {name: getattr(SiteIdentity(), name) or "" for name in names}
    client.post(url, fields | {"commune": "Xã Mới"})
    return SiteIdentity.for_site(site).commune == "Xã Mới"


def open_account(client, board, me):
    client.post(
        reverse("wagtailusers_users:add"),
        {"username": "moi", "email": "moi@xa.test", "first_name": "Mới", "last_name": "Người",
         "password1": "tre xanh ben bo suoi", "password2": "tre xanh ben bo suoi"},
    )  # fmt: skip
    return User.objects.filter(username="moi").exists()


def read_audit_log(client, board, me):
    return client.get(reverse("audit_log")).status_code == 200


ACTIONS = {
    "Viết bài mới": write,
    "Sửa bài của mình": edit_own,
    "Sửa bài của người khác": edit_others,
    "Gửi duyệt": submit,
    "Duyệt bài": approve,
    "Đăng thẳng": publish,
    "Gỡ bài đang hiện": unpublish,
    "Xóa bản nháp của mình (vào thùng rác)": delete_own_draft,
    "Xóa bài đã đăng (vào thùng rác)": delete_published,
    "Xóa hẳn khỏi thùng rác": empty_trash,
    "Mở chuyên mục": open_section,
    "Xem báo cáo tin bài": read_report,
    "Chốt bảng nhuận bút": close_royalties,
    "Sửa thông tin của xã": change_identity,
    "Mở tài khoản": open_account,
    "Xem nhật ký hệ thống": read_audit_log,
}


def promised():
    """`{(action, role name): whether allowed}` out of the document."""
    lines = [
        line for line in DOCUMENT.read_text(encoding="utf-8").splitlines() if line.startswith("|")
    ]
    names, _rule, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {
        (row[0], name): cell == "có"
        for row in rows
        for name, cell in zip(names[1:], row[1:], strict=True)
    }


def test_the_document_speaks_of_every_action_and_role():
    assert set(promised()) == {(action, role.name) for action in ACTIONS for role in ROLES}


def test_the_document_says_yes_or_no():
    cells = re.findall(r"\| (có|–) (?=\|)", DOCUMENT.read_text(encoding="utf-8"))
    assert len(cells) == len(ACTIONS) * len(ROLES)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.key)
@pytest.mark.parametrize("action", ACTIONS)
def test_a_role_can_do_what_the_document_says_and_nothing_else(board, as_, action, role):
    from tests.board import make_person

    board.people["superuser"] = make_person("goc", is_superuser=True)
    me = board.people[role.key]
    assert ACTIONS[action](as_(me), board, me) == promised()[action, role.name]
