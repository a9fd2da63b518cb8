"""The original file, the list of what is missing, and the paste, each for those who may."""

import io

import pytest
from django.urls import reverse

from accounts.models import User
from manuscripts.word.reading import read_word
from news.intake.drafting import file_draft
from news.intake.models import Origin
from tests import factories
from tests.manuscripts.word import documents as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def origin():
    document = made.new_document(None, None)
    for words in ("TIN BÀI", "Xã Mẫu trồng rừng", made.LEAD, made.SENTENCE):
        document.add_paragraph(words)
    content = made.content_of(document)
    section = factories.make_section(factories.make_home())
    file_draft(read_word(io.BytesIO(content), "bai.docx"), section, original=content)
    return Origin.objects.get()


def test_only_staff_who_may_edit_get_the_file_and_settle_a_row(client, origin):
    file = reverse("original_file", args=[origin.pk])
    row = reverse("settle_missing", args=[origin.pk, 0])
    assert client.get(file).status_code == 302
    assert client.post(row).status_code == 302
    client.force_login(User.objects.create_superuser("bt", "bt@xa.test", "mat-khau-rat-dai-123"))
    assert b"".join(client.get(file).streaming_content).startswith(b"PK")
    edit = reverse("wagtailadmin_pages:edit", args=[origin.page_id])
    assert "TIN BÀI" in client.get(edit).content.decode()
    assert client.get(row).status_code == 405
    assert client.post(row).status_code == 204
    assert Origin.objects.get().open_rows(origin.page) == []


def test_a_pasted_table_comes_back_as_the_editor_holds_it(client, origin):
    html = {
        "html": "<table><tr><td>Thôn</td><td>Số</td></tr><tr><td>Nà Lạn</td><td>52</td></tr></table>"
    }
    assert client.post(reverse("paste"), html).status_code == 302
    client.force_login(User.objects.create_superuser("bt", "bt@xa.test", "mat-khau-rat-dai-123"))
    (block,) = client.post(reverse("paste"), html).json()["blocks"]
    assert block["type"] == "table"
    assert [row["values"] for row in block["value"]["rows"]] == [["Thôn", "Số"], ["Nà Lạn", "52"]]
