"""Files that were sent in: worked through one after the other, resumed after a stop, tidied away."""

import fcntl
import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from news.intake import arrivals
from news.intake.models import Arrival, Origin
from news.models import ArticlePage
from pages import errands
from tests import factories
from tests.manuscripts.word import documents as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return factories.make_section(factories.make_home(), "Tin tức")


@pytest.fixture
def editor():
    return User.objects.create_superuser("bien-tap", "bt@xa.test", "mat-khau-rat-dai-123")


@pytest.fixture
def kept_waiting(settings, monkeypatch):
    """Nothing is worked through until the test says so; the commands that would be started."""
    settings.IMPORTS_IN_BACKGROUND = True
    arrivals.errand().done()
    started = []
    monkeypatch.setattr(errands.subprocess, "Popen", lambda command, **_: started.append(command))
    return started


def upload(name="bai.docx", document=None):
    return SimpleUploadedFile(name, made.content_of(document or made.new_document()))


def test_what_is_sent_waits_and_a_process_of_its_own_makes_drafts_of_it(
    client, section, editor, kept_waiting
):
    client.force_login(editor)
    data = {"section": section.pk, "files": [upload("mot.docx"), upload("hai.docx")]}
    page = client.post(reverse("import_word"), data, follow=True).content.decode()
    assert "Còn 2 tệp đang làm." in page
    assert "mot.docx" in page
    assert kept_waiting[0][-1] == "import_waiting"
    assert ArticlePage.objects.count() == 0
    call_command("import_waiting", stdout=io.StringIO())
    assert ArticlePage.objects.filter(live=False).count() == 2
    page = client.get(reverse("import_word_report")).content.decode()
    assert "2 bài nháp" in page
    assert not any(Path(settings.DATA_DIR, "manuscripts", "waiting").iterdir())


def test_a_report_starts_a_process_anew_only_when_the_last_one_had_time_to_come(
    client, section, editor, kept_waiting
):
    client.force_login(editor)
    client.post(reverse("import_word"), {"section": section.pk, "files": upload()})
    client.get(reverse("import_word_report"))
    assert len(kept_waiting) == 1
    os.utime(arrivals.errand().mark, (0, 0))
    client.get(reverse("import_word_report"))
    assert len(kept_waiting) == 2


def test_another_session_of_the_same_person_sees_the_report_too(client, section, editor):
    client.force_login(editor)
    client.post(reverse("import_word"), {"section": section.pk, "files": upload()})
    client.logout()
    client.force_login(editor)
    assert "1 bài nháp" in client.get(reverse("import_word_report")).content.decode()


def test_the_steps_of_a_heavy_file_are_told(section, editor, monkeypatch):
    document = made.new_document()
    for colour in (40, 90):
        made.add_picture(document, made.picture(colour=(colour, 90, 60)))
    said, update = [], arrivals.teller
    monkeypatch.setattr(
        arrivals, "teller", lambda one: lambda n, of: (said.append((n, of)), update(one)(n, of))
    )
    arrivals.receive([upload(document=document)], section, editor)
    assert said == [(1, 2), (2, 2)]


def test_two_processes_never_work_at_once(section, editor, kept_waiting):
    arrivals.receive([upload()], section, editor)
    with (Path(settings.DATA_DIR) / "manuscripts" / "import.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert arrivals.work_through() == 0
    assert arrivals.work_through() == 1


def test_a_file_that_took_its_process_along_is_tried_once_more_and_then_refused(
    section, editor, kept_waiting
):
    batch = arrivals.receive([upload("nang.docx"), upload("nhe.docx")], section, editor)
    first = Arrival.objects.filter(batch=batch).first()
    first.tries, first.state = arrivals.MOST_TRIES, Arrival.State.WORKING
    first.save()
    arrivals.work_through()
    heavy, light = Arrival.objects.filter(batch=batch)
    assert heavy.outcome["reason"] == arrivals.BROKE_OFF
    assert "page" in light.outcome


def test_a_mistake_of_ours_is_told_and_the_next_file_has_its_turn(section, editor, monkeypatch):
    read = arrivals.read_any
    monkeypatch.setattr(
        arrivals, "read_any", lambda file, name: 1 / 0 if name == "mot.docx" else read(file, name)
    )
    batch = arrivals.receive([upload("mot.docx"), upload("hai.docx")], section, editor)
    first, second = Arrival.objects.filter(batch=batch)
    assert first.outcome == {"reason": arrivals.FAILED}
    assert "page" in second.outcome


def test_rights_are_looked_at_again_when_the_turn_comes(section, kept_waiting):
    nobody = User.objects.create_user("cu", "cu@xa.test", "mat-khau-rat-dai-123")
    arrivals.receive([upload()], section, nobody)
    arrivals.work_through()
    assert Arrival.objects.get().outcome == {"reason": arrivals.NO_RIGHT}


def test_a_corrected_file_becomes_a_new_revision_of_the_same_draft(client, section, editor):
    client.force_login(editor)
    document = made.new_document(None, None)
    for words in ("TIN BÀI", "Xã Mẫu trồng rừng", made.LEAD):
        document.add_paragraph(words)
    client.post(
        reverse("import_word"), {"section": section.pk, "files": upload("cu.docx", document)}
    )
    page, old = ArticlePage.objects.get(), Origin.objects.get().file.path
    form = client.get(f"{reverse('import_word')}?bai={page.pk}").content.decode()
    assert f'name="page" value="{page.pk}"' in form
    again = made.new_document("Xã Mẫu trồng rừng phòng hộ")
    again.add_paragraph("Đoạn mới thêm vào tệp.")
    data = {"section": section.pk, "page": page.pk, "files": upload("moi.docx", again)}
    report = client.post(reverse("import_word"), data, follow=True).content.decode()
    assert "1 bài nháp" in report
    assert ArticlePage.objects.count() == 1
    page.refresh_from_db()
    latest = page.get_latest_revision_as_object()
    assert latest.title == "Xã Mẫu trồng rừng phòng hộ"
    assert "Đoạn mới thêm" in str(latest.body)
    origin = Origin.objects.get()
    assert (origin.name, origin.missing) == ("moi.docx", [])
    assert not Path(old).exists()


def test_a_corrected_file_never_replaces_what_was_published_meanwhile(
    section, editor, kept_waiting
):
    page = factories.make_article(section, live=False)
    arrivals.receive([upload()], section, editor, page=page)
    page.save_revision().publish()
    arrivals.work_through()
    assert Arrival.objects.get().outcome == {"reason": arrivals.IS_LIVE}


def test_old_reports_and_originals_are_thrown_away(section, editor):
    arrivals.receive([upload()], section, editor)
    origin = Origin.objects.get()
    assert origin.has_file
    path = origin.file.path
    call_command("tend_manuscripts")
    assert Arrival.objects.exists()
    now = timezone.now()
    Arrival.objects.update(sent_at=now - arrivals.KEPT_ARRIVALS - timedelta(hours=1))
    Origin.objects.update(imported_at=now - arrivals.KEPT_ORIGINS - timedelta(hours=1))
    call_command("tend_manuscripts")
    assert not Arrival.objects.exists()
    origin.refresh_from_db()
    assert not origin.has_file
    assert not Path(path).exists()
