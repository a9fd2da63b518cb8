"""One line is one line, wherever one is meant and however it comes in."""

import unicodedata

import pytest
from django.core import mail
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.models import Collection, Page, Site

from accounts.models import User
from news.models import ArticlePage
from pages.models import PortalDocument, PortalImage, SiteIdentity
from pages.one_line import in_one_line
from tests.factories import make_article, make_home, make_image, make_section

pytestmark = pytest.mark.django_db
BREAKS = ["\n", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("mark", BREAKS, ids=ascii)
def test_a_title_is_one_line_in_draft_and_published(mark):
    section = make_section(make_home())
    article = make_article(section, title=f"Họp{mark}thôn", live=False)
    draft = article.get_latest_revision_as_object()
    draft.title = f"Họp{mark}bản"
    revision = draft.save_revision(clean=False)
    assert Page.objects.get(pk=article.pk).title == "Họp thôn"
    revision.publish()
    assert ArticlePage.objects.get(pk=article.pk).title == "Họp bản"


def test_names_everywhere_are_one_line(admin_user):
    home = make_home(title="Xã\u2028Thử")
    image = make_image(title="Ảnh\x85họp")
    image.credit, image.description = "Lan\vAnh", "Bà con\u2029họp"
    image.save()
    admin_user.first_name = "Lan\u2028Anh"
    admin_user.save()
    collection = Collection.get_first_root_node().add_child(name="Năm\x852026")
    section = make_section(home, intro="Dòng một\u2028dòng hai")
    article = make_article(
        section,
        author="Lan\vAnh",
        source="Báo\x85Xã",
        label="Cắt\u2028điện",
        when_note="7 giờ\u2029sáng",
    )
    identity = SiteIdentity.for_site(Site.objects.get())
    identity.commune = "Xã\vThử"
    identity.save()
    identity.refresh_from_db()
    image.refresh_from_db()
    assert (image.title, image.credit, image.description) == ("Ảnh họp", "Lan Anh", "Bà con họp")
    assert User.objects.get(pk=admin_user.pk).first_name == "Lan Anh"
    assert Site.objects.get().site_name == "Xã Thử"
    assert collection.name == "Năm 2026"
    assert (article.author, article.source) == ("Lan Anh", "Báo Xã")
    assert (article.label, article.when_note) == ("Cắt điện", "7 giờ sáng")
    assert section.intro == "Dòng một\ndòng hai"  # where several lines are meant they stay
    assert identity.commune == "Xã Thử"


def test_a_line_without_breaks_keeps_its_blanks():
    assert in_one_line("mật  khẩu ") == "mật  khẩu "


@pytest.mark.parametrize("mark", BREAKS, ids=ascii)
def test_the_letter_to_the_editor_in_chief_is_sent(admin_client, settings, mark):
    home = make_home()
    section = make_section(home)
    chief = User.objects.create_user("chief", "chief@xa.example", "x" * 16, is_superuser=True)
    article = make_article(section, title="Họp", live=False)
    draft = article.get_latest_revision_as_object()
    draft.title = f"Họp{mark}thôn"
    draft.save_revision()
    workflow = article.get_workflow()
    assert workflow is not None
    mail.outbox.clear()
    workflow.start(ArticlePage.objects.get(pk=article.pk), chief)
    subjects = [letter.message()["Subject"] for letter in mail.outbox]
    assert all("Họp thôn" in str(subject) or subject for subject in subjects)


def test_the_file_name_of_a_telephone_keeps_its_letters(admin_client):
    name = unicodedata.normalize("NFD", "Kế hoạch tiêm phòng.pdf")
    answer = admin_client.post(
        reverse("wagtaildocs:add_multiple"),
        {
            "title": unicodedata.normalize("NFD", "Kế hoạch"),
            "files[]": ContentFile(b"%PDF-1.4", name=name),
            "collection": Collection.get_first_root_node().pk,
        },
    )
    assert answer.json()["success"], answer.json()
    document = PortalDocument.objects.get()
    assert document.filename.startswith("Kế_hoạch_tiêm_phòng")
    assert document.title == "Kế hoạch"


def test_a_picture_with_a_decomposed_name_is_named_in_ascii():
    image = make_image(name=unicodedata.normalize("NFD", "Bản Mế.jpg"))
    assert PortalImage.objects.get(pk=image.pk).file.name.isascii()
