"""A Word file becomes one draft with all its pictures, or nothing at all."""

import io
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from PIL import Image
from wagtail.models import Collection, PageLogEntry

from accounts.models import User
from manuscripts.word.reading import read_word
from manuscripts.word.refusals import WordRefusedError
from news.intake import drafting
from news.intake.drafting import file_draft
from news.models import ArticlePage
from pages.images import PortalImage
from tests import factories
from tests.manuscripts.word import documents as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return factories.make_section(factories.make_home())


@pytest.fixture
def editor():
    return User.objects.create_superuser("bien-tap", "bt@xa.test", "mat-khau-rat-dai-123")


def article_with(*pictures, name="bai.docx"):
    document = made.new_document()
    for number, content in enumerate(pictures, 1):
        made.add_picture(document, content, caption=f"Ảnh: Việc thứ {number}")
    document.add_paragraph(made.SENTENCE)
    return read_word(io.BytesIO(made.content_of(document)), name)


def stored():
    """Every file of a picture, the ready-made sizes included."""
    root = Path(settings.MEDIA_ROOT)
    return {path for path in root.rglob("*") if path.is_file()} if root.exists() else set()


def test_it_is_a_draft_of_its_editor_and_nothing_is_published(section, editor):
    page = file_draft(article_with(), section, editor).page
    page = ArticlePage.objects.get(pk=page.pk)
    assert not page.live
    assert page.has_unpublished_changes
    assert page.owner == editor
    assert page.latest_revision.user == editor
    assert page.get_parent().specific == section


def test_pictures_are_stored_as_figures_with_their_captions(section, editor):
    before = stored()
    page = file_draft(
        article_with(made.picture(), made.picture(colour=(9, 9, 9))), section, editor
    ).page
    figures = [
        block.value
        for block in ArticlePage.objects.get(pk=page.pk).body
        if block.block_type == "figure"
    ]
    assert [str(figure["caption"]) for figure in figures] == ["Ảnh: Việc thứ 1", "Ảnh: Việc thứ 2"]
    images = [figure["image"] for figure in figures]
    assert [(image.width, image.height) for image in images] == [(640, 480)] * 2
    assert {image.collection.name for image in images} == {"Ảnh từ Word"}
    assert {image.uploaded_by_user for image in images} == {editor}
    assert len([path for path in stored() - before if path.parent.name == "original_images"]) == 2


def test_the_same_picture_twice_in_a_file_is_stored_once(section, editor):
    content = made.picture(colour=(1, 77, 1))
    document = made.new_document()
    made.add_picture(document, content)
    document.add_paragraph(made.SENTENCE)
    made.add_picture(document, content)
    file_draft(read_word(io.BytesIO(made.content_of(document)), "hai.docx"), section, editor)
    assert PortalImage.objects.count() == 1


def test_bitmaps_become_pictures_for_the_web(section, editor):
    file_draft(
        article_with(made.picture(kind="BMP"), made.picture(kind="GIF", colour=(5, 5, 5))),
        section,
        editor,
    )
    assert {Image.open(image.file.path).format for image in PortalImage.objects.all()} == {"JPEG"}


def test_a_failure_leaves_no_page_no_picture_and_no_file(
    section, editor, monkeypatch, django_capture_on_commit_callbacks
):
    def fails(*args, **kwargs):
        assert PortalImage.objects.count() == 1
        raise OSError("disk full")

    before = stored()
    monkeypatch.setattr(drafting, "log", fails)
    with (
        django_capture_on_commit_callbacks(execute=True),
        pytest.raises(OSError, match="disk full"),
    ):
        file_draft(article_with(made.picture(colour=(3, 3, 30))), section, editor)
    assert ArticlePage.objects.count() == 0
    assert PortalImage.objects.count() == 0
    assert stored() == before


def test_a_failure_keeps_the_pictures_of_an_earlier_import(section, editor, monkeypatch):
    content = made.picture(colour=(3, 30, 3))
    file_draft(article_with(content), section, editor)
    earlier = PortalImage.objects.get()
    monkeypatch.setattr(drafting, "log", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        file_draft(article_with(content, name="hai.docx"), section, editor)
    assert PortalImage.objects.get() == earlier
    assert default_storage.exists(earlier.file.name)


def test_what_the_page_cannot_hold_is_refused_in_vietnamese(section, editor):
    article = article_with()
    article.manuscript.title = "Nguyễn " * 60
    with pytest.raises(WordRefusedError) as caught:
        file_draft(article, section, editor)
    assert caught.value.reason.startswith("Không lưu được bài: ")
    assert ArticlePage.objects.count() == 0


def test_a_second_import_of_the_same_file_warns(section, editor):
    assert file_draft(article_with(), section, editor).notes == []
    (warning,) = file_draft(article_with(), section, editor).notes
    assert "đã có bài cùng tiêu đề" in warning


def test_history_names_the_file_and_what_was_dropped(section, editor):
    page = file_draft(article_with(name="hop-thon.docx"), section, editor).page
    entry = PageLogEntry.objects.get(page=page.pk, action="news.import_word")
    assert entry.user == editor
    assert entry.message == "Nhập từ Word: hop-thon.docx"


def test_pictures_go_where_the_user_may_add_them(section, editor):
    from django.contrib.auth.models import Group, Permission
    from wagtail.models import GroupCollectionPermission

    own = Collection.get_first_root_node().add_child(name="Thôn")
    group = Group.objects.create(name="Cộng tác viên thôn")
    may_add = Permission.objects.get(content_type__app_label="wagtailimages", codename="add_image")
    GroupCollectionPermission.objects.create(group=group, collection=own, permission=may_add)
    writer = User.objects.create_user("ctv", "ctv@xa.test", "mat-khau-rat-dai-123")
    writer.groups.add(group)
    file_draft(article_with(made.picture(colour=(8, 1, 8))), section, writer)
    assert PortalImage.objects.get().collection == own


def test_without_the_right_to_add_pictures_the_words_come_and_it_is_said(section):
    writer = User.objects.create_user("ctv2", "ctv2@xa.test", "mat-khau-rat-dai-123")
    draft = file_draft(article_with(made.picture()), section, writer)
    assert draft.notes == ["Bỏ ảnh 1: tài khoản này không được thêm ảnh."]
    assert PortalImage.objects.count() == 0
