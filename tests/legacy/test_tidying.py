"""What was sent in goes when nobody needs it any more; reports name files and never the server's folders."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Site

from legacy.models import ImportRun
from legacy.survey.survey import Survey
from tests.factories import make_home
from tests.legacy.test_start_from_admin import ARTICLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def received(settings, tmp_path):
    """Where sent in portals lie, of a site of its own."""
    settings.DATA_DIR = tmp_path
    make_home()
    return tmp_path / "trang-cu"


def run_of(received, name, state, days):
    """A run that ended so many days ago, with its folder."""
    (received / name / "inner").mkdir(parents=True)
    then = timezone.now() - timedelta(days=days)
    ImportRun.objects.create(
        site=Site.objects.get(), paths=[str(received / name / "inner")], state=state,
        started_at=then, finished_at=then if state == "finished" else None,
    )  # fmt: skip


def test_what_is_moved_goes_after_a_month_and_what_broke_off_after_a_season(received):
    run_of(received, "lan-moved", "finished", 31)
    run_of(received, "lan-fresh", "finished", 29)
    run_of(received, "lan-open", "failed", 89)
    run_of(received, "lan-forgotten", "rehearsed", 91)
    run_of(received, "xamau", "finished", 400)
    call_command("tidy_old_portals")
    assert sorted(p.name for p in received.iterdir() if not p.name.startswith(".")) == [
        "lan-fresh",
        "lan-open",
        "xamau",
    ]


def test_reports_name_files_below_the_folder_that_was_sent_in(received, tmp_path):
    (tmp_path / "m" / "tin").mkdir(parents=True)
    for name in ("a.html", "b.html"):
        (tmp_path / "m" / "tin" / name).write_text(ARTICLE)
    call_command("import_portal", str(tmp_path / "m"), stdout=io.StringIO())
    run = ImportRun.objects.get()
    assert run.sources == ["m"]
    words = [(one.name, one.why) for one in run.files.order_by("name")]
    assert [name for name, _ in words] == ["tin/a.html", "tin/b.html"]
    assert not [word for pair in words for word in pair if str(tmp_path) in word]


def test_a_file_of_an_archive_is_named_without_the_archives_folder(tmp_path):
    (tmp_path / "a.mht").write_text(
        "Snapshot-Content-Location: http://xamau.gov.vn/mot.html\nMIME-Version: 1.0\n"
        "Content-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n" + ARTICLE
    )
    with Survey([tmp_path], opinions=False) as survey:
        assert [str(tmp_path) in one.shown for one in survey.look()] == [False]
