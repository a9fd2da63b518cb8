"""`manage.py import_word`."""

import io
import json

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from legacy.reading import Read, described
from manuscripts.manuscript import Manuscript
from news.models import ArticlePage
from tests import factories
from tests.manuscripts.word import documents as made


@pytest.fixture
def home(db):
    return factories.make_home()


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content)
    return str(path)


def run(*args):
    out, err = io.StringIO(), io.StringIO()
    status = 0
    try:
        call_command("import_word", *args, stdout=out, stderr=err)
    except SystemExit as ended:
        status = ended.code
    return status, out.getvalue(), err.getvalue()


@pytest.fixture
def good(tmp_path):
    document = made.new_document()
    made.add_picture(document, caption="Ảnh: Hội nghị")
    document.add_paragraph(made.SENTENCE)
    made.add_right(document, "Bài, ảnh: Đức Hùng")
    return write(tmp_path, "bai.docx", made.content_of(document))


def test_a_trial_prints_the_objects_of_import_articles_and_writes_nothing(good, tmp_path):
    status, out, _ = run(good, "--dry-run", "--json")
    (row,) = json.loads(out)
    keys = described(Read(tmp_path / "a.html", 1, Manuscript())).keys()
    assert row.keys() - {"notes", "body", "losses"} == keys
    assert (row["body"].startswith("<figure>"), row["losses"]) == (True, [])
    assert row["figures"] == [{"caption": "Ảnh: Hội nghị", "has_picture": True}]
    assert (row["author"], row["paragraphs"], row["notes"]) == ("Đức Hùng", [made.SENTENCE], [])
    assert status == 0


def test_the_first_section_is_filled_when_none_is_named(home, good):
    section = factories.make_section(home, "Tin tức")
    status, out, _ = run(good)
    assert status == 0
    assert ArticlePage.objects.child_of(section).filter(live=False).count() == 1
    assert "bản nháp trong “Tin tức”" in out
    assert "Xong: 1 bài nháp, 0 tệp bị từ chối." in out


def test_a_section_is_chosen_by_its_slug(home, good):
    factories.make_section(home, "Tin tức")
    chosen = factories.make_section(home, "Chuyển đổi số")
    run(good, "--section", chosen.slug, "--json")
    assert ArticlePage.objects.get().get_parent().specific == chosen


def test_an_unknown_section_stops_before_anything_is_read(home, good):
    with pytest.raises(CommandError, match="Không có chuyên mục “khong-co”"):
        run(good, "--section", "khong-co")


def test_a_refused_file_is_named_the_rest_comes_and_the_status_is_one(home, good, tmp_path):
    factories.make_section(home)
    old = write(tmp_path, "cu.doc", made.old_word())
    status, out, err = run(old, good, str(tmp_path / "khong-co.docx"))
    assert status == 1
    assert f"{old}: Đây là tệp Word kiểu cũ" in err
    assert "Không mở được tệp" in err
    assert "Xong: 1 bài nháp, 2 tệp bị từ chối." in out
    assert ArticlePage.objects.count() == 1
