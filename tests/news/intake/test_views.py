"""The admin's "Nhập từ Word", as editors and strangers meet it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission

from accounts.models import User
from news.models import ArticlePage
from tests import factories
from tests.manuscripts.word import documents as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return factories.make_home()


@pytest.fixture
def sections(home):
    return [factories.make_section(home, title) for title in ("Tin tức", "Chuyển đổi số")]


def member(name, *pages, codename="add_page"):
    """A user who may enter the admin and add pages below the given ones."""
    group = Group.objects.create(name=name)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for page in pages:
        GroupPagePermission.objects.create(
            group=group,
            page=page,
            permission=Permission.objects.get(
                codename=codename, content_type__app_label="wagtailcore"
            ),
        )
    user = User.objects.create_user(name, f"{name}@xa.test", "mat-khau-rat-dai-123")
    user.groups.add(group)
    return user


def upload(name="bai.docx", content=None):
    return SimpleUploadedFile(name, content or made.content_of(made.new_document()))


def send(client, section, *files):
    data = {"section": section if isinstance(section, int) else section.pk, "files": list(files)}
    return client.post(reverse("import_word"), data, follow=True)


def test_only_sections_the_user_may_add_to_are_offered(client, sections):
    client.force_login(member("ctv", sections[1]))
    page = client.get(reverse("import_word")).content.decode()
    assert "Chuyển đổi số</option>" in page
    assert "Tin tức</option>" not in page


def test_a_section_of_others_is_refused_even_when_asked_for_directly(client, sections):
    client.force_login(member("ctv", sections[1]))
    response = send(client, sections[0], upload())
    assert "Hãy chọn một chuyên mục trong danh sách." in response.content.decode()
    assert ArticlePage.objects.count() == 0


def test_who_may_add_nowhere_sees_neither_menu_nor_form(client, sections):
    client.force_login(member("doc", sections[0], codename="publish_page"))
    assert "Nhập từ Word" not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(reverse("import_word")).status_code == 302
    assert send(client, sections[0], upload()).redirect_chain
    assert ArticlePage.objects.count() == 0


@pytest.mark.parametrize("name", ["import_word", "import_word_report"])
def test_strangers_are_sent_to_the_login(client, sections, name):
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response.url.startswith(reverse("wagtailadmin_login"))


def test_one_file_is_one_draft_and_the_report_links_to_it(client, sections):
    user = member("ctv", sections[1])
    client.force_login(user)
    response = send(client, sections[1], upload())
    article = ArticlePage.objects.get()
    page = response.content.decode()
    assert (article.live, article.owner) == (False, user)
    assert "<strong>1 bài nháp</strong>" in page
    assert reverse("wagtailadmin_pages:edit", args=[article.pk]) in page


def test_the_draft_opens_in_the_editor_and_in_preview(client, sections):
    client.force_login(User.objects.create_superuser("qt", "qt@xa.test", "mat-khau-rat-dai-123"))
    document = made.new_document()
    made.add_picture(document, caption="Ảnh: Hội nghị")
    document.add_table(rows=2, cols=2).cell(0, 0).text = "Thôn"
    document.add_paragraph("Một", style="List Number")
    send(client, sections[0], upload(content=made.content_of(document)))
    article = ArticlePage.objects.get()
    assert client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).status_code == 200
    preview = client.get(reverse("wagtailadmin_pages:view_draft", args=[article.pk]))
    assert preview.status_code == 200
    assert "Ảnh: Hội nghị" in preview.content.decode()


def test_each_file_succeeds_or_fails_alone(client, sections):
    client.force_login(member("ctv", sections[0]))
    response = send(client, sections[0], upload("cu.doc", made.old_word()), upload("moi.docx"))
    page = response.content.decode()
    assert ArticlePage.objects.count() == 1
    assert "Không nhận: cu.doc" in page
    assert "kiểu cũ (.doc)" in page
    assert "<strong>1 tệp không nhận</strong>" in page


def test_reloading_the_report_imports_nothing_again(client, sections):
    client.force_login(member("ctv", sections[0]))
    send(client, sections[0], upload())
    assert client.get(reverse("import_word_report")).status_code == 200
    assert ArticlePage.objects.count() == 1


def test_without_an_import_the_report_leads_to_the_form(client, sections):
    client.force_login(member("ctv", sections[0]))
    assert client.get(reverse("import_word_report")).url == reverse("import_word")


def test_no_file_is_a_friendly_complaint(client, sections):
    client.force_login(member("ctv", sections[0]))
    assert "Hãy chọn ít nhất một tệp Word." in send(client, sections[0]).content.decode()


def test_too_many_files_at_once_are_refused(client, sections):
    client.force_login(member("ctv", sections[0]))
    page = send(
        client, sections[0], *[upload(f"{n}.docx", b"x") for n in range(21)]
    ).content.decode()
    assert "nhiều nhất 20 tệp" in page


def test_names_and_words_of_a_hostile_file_are_shown_as_text(client, sections):
    client.force_login(member("ctv", sections[0]))
    document = made.new_document(title='<img src=x onerror="alert(1)">')
    hostile = "<svg onload=alert(1)>.docx"
    page = send(
        client, sections[0], upload(hostile, made.content_of(document)), upload(hostile, b"nothing")
    ).content.decode()
    assert "<img src=x" not in page
    assert "<svg onload" not in page


def test_sections_are_offered_by_their_way_down_the_tree(client, home, sections):
    factories.make_section(sections[1], "Tổ công nghệ số")
    client.force_login(member("ctv", home))
    page = client.get(reverse("import_word")).content.decode()
    assert "Chuyển đổi số › Tổ công nghệ số</option>" in page


def test_the_form_costs_the_same_for_three_sections_as_for_thirty(client, home):
    client.force_login(member("ctv", home))

    def cost():
        client.get(reverse("import_word"))  # what is remembered between requests is remembered now
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("import_word"))
        return len(queries)

    for number in range(3):
        factories.make_section(home, f"Mục {number}")
    few = cost()
    for number in range(3, 30):
        factories.make_section(home, f"Mục {number}")
    assert cost() == few


def test_the_section_s_own_button_comes_with_the_section_chosen(client, sections):
    client.force_login(member("ctv", *sections))
    listing = client.get(reverse("wagtailadmin_explore", args=[sections[1].pk])).content.decode()
    address = f"{reverse('import_word')}?chuyen-muc={sections[1].pk}"
    assert address in listing
    assert f'<option value="{sections[1].pk}" selected>' in client.get(address).content.decode()


def test_files_sent_one_by_one_share_a_report(client, sections):
    client.force_login(member("ctv", sections[0]))
    send(client, sections[0], upload("cu.doc", made.old_word()))
    address = reverse("import_word")
    data = {"section": sections[0].pk, "files": upload("moi.docx"), "go_on": "on"}
    page = client.post(address, data, follow=True).content.decode()
    assert "cu.doc" in page
    assert "moi.docx" in page
    assert "cu.doc" not in send(client, sections[0], upload("khac.docx")).content.decode()
