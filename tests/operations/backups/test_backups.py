"""A backup is whole, is refused when it is not, and brings everything back."""

import gzip
import hashlib
import io
import json
import tarfile
from datetime import datetime, timedelta
from io import StringIO

import pyrage
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Session
from home.models import HomePage
from news.models import ArticlePage
from operations.backups import archive, keys, making, restoring, retention
from pages.models import PortalImage
from tests.factories import COMMUNE_TIME, make_article, make_home, make_image, make_section
from visits.models import DailyVisitor, SeenView

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.DATA_DIR = tmp_path
    settings.BACKUP_KEY_FILE = tmp_path / "private" / "backup-key"
    return tmp_path / "media"


@pytest.fixture
def backup(media, tmp_path):
    """A backup of a small site, and the site that it was taken from."""
    section = make_section(make_home(), "Tin tức")
    image = make_image(width=300, height=200)
    body = [{"type": "text", "value": "<p>“Đẩy mạnh” — 10 %</p>", "id": "a"}]
    make_article(section, "Lúa chín", lead="Sa-pô\nhai dòng", cover=image, body=json.dumps(body))
    path = tmp_path / "ban-sao.tar.gz"
    making.make(path)
    return path


def _restore(path, *options):
    out = StringIO()
    call_command("restore", str(path), *options, stdout=out)
    return out.getvalue()


def _rewritten(path, change):
    """The same archive after `change(name, content)`, closed with the key; None leaves a member out."""
    target, plain = path.with_name("sua.tar.gz.age"), io.BytesIO()
    with (
        archive._unpacked(path, None) as stream,
        tarfile.open(fileobj=stream, mode="r|") as old,
        tarfile.open(fileobj=plain, mode="w:gz") as new,
    ):
        for info in old:
            content = change(info.name, old.extractfile(info).read())
            if content is not None:
                info.size = len(content)
                new.addfile(info, ContentFile(content))
    target.write_bytes(pyrage.encrypt(plain.getvalue(), [keys.own().recipient]))
    return target


def test_everything_comes_back_byte_for_byte(backup, media, tmp_path):
    before = archive.verified_manifest(backup)
    HomePage.objects.get().delete()
    PortalImage.objects.get().delete()
    make_article(make_section(make_home(), "Khác"), "Viết sau khi sao lưu")
    _restore(backup, "--replace")
    again = tmp_path / "lan-hai.tar.gz"
    making.make(again)
    assert archive.verified_manifest(again)["members"] == before["members"]
    article = ArticlePage.objects.get()
    assert Client().get(article.url).status_code == 200
    assert article.cover.file.storage.exists(article.cover.sizes["whole-360-webp"][0])


def test_new_rows_after_a_restore_get_numbers_of_their_own(backup):
    _restore(backup, "--replace")
    make_article(ArticlePage.objects.get().get_parent().specific, "Bài mới")
    assert ArticlePage.objects.count() == 2


def test_a_restore_onto_somebodys_work_is_refused_and_touches_nothing(backup):
    make_article(ArticlePage.objects.get().get_parent().specific, "Bài mới")
    with pytest.raises(CommandError, match="--replace"):
        _restore(backup)
    assert ArticlePage.objects.count() == 2


def test_what_was_there_is_kept_before_it_is_replaced(backup, tmp_path):
    make_article(ArticlePage.objects.get().get_parent().specific, "Bài mới")
    assert "được giữ lại ở" in _restore(backup, "--replace")
    (kept,) = (tmp_path / "backups").iterdir()
    assert archive.verified_manifest(kept)["rows"]["news.articlepage"] == 2
    assert ArticlePage.objects.count() == 1


def test_a_backup_is_never_written_over(backup):
    size = backup.stat().st_size
    with pytest.raises(CommandError, match="không bị ghi đè"):
        call_command("backup", str(backup))
    assert backup.stat().st_size == size


def test_others_cannot_read_a_backup(backup):
    assert backup.stat().st_mode & 0o077 == 0


def test_keys_sessions_and_visitors_stay_out(media, tmp_path):
    trace, key = "dau-vet-cua-nguoi-doc-0123456789", b"khoa-cua-ngay-0123456789"
    now = timezone.now()
    site = make_home().get_site()
    DailyVisitor.objects.create(key=trace, site_id=site.pk, last_seen=now)
    SeenView.objects.create(view_id=trace, reload_key=trace, seen_at=now)
    Session.objects.create(session_key=trace, session_data=trace, expire_date=now)
    (tmp_path / "private").mkdir(exist_ok=True)
    (tmp_path / "private" / "visitor-key-2026-11-24").write_bytes(key)
    (tmp_path / "secret-key").write_bytes(key)
    path = tmp_path / "ban-sao.tar.gz"
    making.make(path)
    unpacked = gzip.decompress(pyrage.decrypt(path.read_bytes(), [keys.own().identity]))
    assert site.hostname.encode() in unpacked  # what is searched is the plain content
    assert trace.encode() not in unpacked
    assert key not in unpacked
    assert {name.split("/")[0] for name, _ in archive.members(path)} == {"rows"}


def test_a_backup_that_cannot_be_finished_leaves_no_file(media, tmp_path, monkeypatch):
    make_image(width=100, height=100)

    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "_add_file", full)
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", str(tmp_path / "khong-xong" / "b.tar.gz"))
    assert list((tmp_path / "khong-xong").iterdir()) == []


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_file_that_was_cut_short_is_refused_and_nothing_is_touched(backup, share):
    content = backup.read_bytes()
    backup.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(CommandError, match="sao lưu"):
        _restore(backup, "--replace")
    assert ArticlePage.objects.count() == 1


@pytest.mark.parametrize("at", [0.2, 0.5, 0.8])
def test_a_file_with_one_wrong_byte_is_refused(backup, at):
    content = bytearray(backup.read_bytes())
    content[int(len(content) * at)] ^= 0xFF
    backup.write_bytes(content)
    with pytest.raises(CommandError, match="sao lưu"):
        _restore(backup, "--replace")


def _without_articles(name, content):
    return None if "articlepage" in name else content


def _other_title(name, content):
    return content.replace("Lúa chín".encode(), "Lúa xanh".encode())


def _sealed_again(name, content, **facts):
    """As a program of the future would have made it."""
    if name != archive.MANIFEST:
        return content
    manifest = json.loads(content) | facts
    manifest["seal"] = keys.own().seal(archive._sealed_text(manifest))
    return json.dumps(manifest).encode()


def _of_the_future(name, content):
    return _sealed_again(name, content, migrations=["news.9999_sau_nay"])


def _with_another_password(name, content):
    """What an intruder at the place of the copies would do, who has no key but knows the format."""
    changed = content.replace("Lúa chín".encode(), "Lúa chán".encode())  # as long
    if name != archive.MANIFEST:
        _changed[name] = hashlib.sha256(changed).hexdigest()
        return changed
    manifest = json.loads(content)
    for member, digest in _changed.items():
        manifest["members"][member]["sha256"] = digest
    return json.dumps(manifest).encode()


_changed = {}


def _without_a_seal(name, content):
    if name != archive.MANIFEST:
        return content
    manifest = json.loads(content)
    del manifest["seal"]
    return json.dumps(manifest).encode()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_without_articles, "bị thay đổi hoặc hỏng"),
        (_other_title, "bị thay đổi hoặc hỏng"),
        (_of_the_future, "phiên bản mới hơn"),
        (_with_another_password, "dấu niêm không khớp"),
        (_without_a_seal, "không có dấu niêm"),
        (lambda name, content: None if name == archive.MANIFEST else content, "cắt mất phần cuối"),
    ],
    ids=[
        "a table is missing",
        "a row was changed",
        "of the future",
        "a row and its digest were changed",
        "no seal",
        "no manifest",
    ],
)
def test_a_changed_archive_is_refused_with_the_reason(backup, change, says):
    with pytest.raises(CommandError, match=says):
        _restore(_rewritten(backup, change), "--replace")
    assert ArticlePage.objects.get().title == "Lúa chín"


def test_a_name_that_leads_out_of_the_folder_is_refused(backup, tmp_path):
    evil = tmp_path / "xau.tar.gz"  # not even encrypted
    with tarfile.open(evil, "w:gz") as tar:
        info = tarfile.TarInfo("media/../../thoat.txt")
        tar.addfile(info, ContentFile(b""))
    with pytest.raises(CommandError, match="tên lạ"):
        _restore(evil, "--replace")


def test_a_restore_that_breaks_half_way_changes_neither_rows_nor_files(backup, media, monkeypatch):
    make_article(ArticlePage.objects.get().get_parent().specific, "Bài mới")
    default_storage.save("documents/moi.txt", ContentFile(b"moi"))

    def breaks():
        raise RuntimeError("mất điện")

    monkeypatch.setattr(restoring, "_continue_numbering", breaks)
    with pytest.raises(RuntimeError):
        _restore(backup, "--replace")
    assert ArticlePage.objects.filter(title="Bài mới").exists()
    assert (media / "documents" / "moi.txt").read_bytes() == b"moi"
    assert not (media / ".khoi-phuc").exists()
    assert not restoring.note_file().exists()


def test_checking_alone_changes_nothing(backup):
    make_article(ArticlePage.objects.get().get_parent().specific, "Bài mới")
    assert "còn nguyên vẹn" in _restore(backup, "--check")
    assert ArticlePage.objects.count() == 2


def test_a_signed_in_person_must_sign_in_again(backup, django_user_model, client):
    client.force_login(django_user_model.objects.create_user("ai-do"))
    assert Session.objects.exists()
    _restore(backup, "--replace")
    assert not Session.objects.exists()


def test_of_a_year_of_nights_a_few_stay_and_always_the_newest():
    nights = [
        datetime(2026, 12, 31, 2, 30, tzinfo=COMMUNE_TIME) - timedelta(days=days)
        for days in range(400)
    ]
    backups = [(night, retention.file_name(night)) for night in nights]
    deleted = set(retention.to_delete(backups))
    kept = [night for night, name in backups if name not in deleted]
    assert kept[0] == nights[0]
    assert kept[:7] == nights[:7]
    assert 18 <= len(kept) <= 23
    assert kept[-1] < nights[330]


def test_only_our_own_files_are_ever_deleted(media, tmp_path):
    folder = tmp_path / "noi-luu"
    folder.mkdir()
    (folder / "cua-nguoi-khac.tar.gz").write_bytes(b"x")
    for day in range(1, 30):
        (folder / retention.file_name(datetime(2020, 1, day, tzinfo=COMMUNE_TIME))).write_bytes(
            b"x"
        )
    call_command("backup", "--into", str(folder), stdout=StringIO())
    names = {path.name for path in folder.iterdir()}
    assert "cua-nguoi-khac.tar.gz" in names
    assert len(names) < 20


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_all_tables_are_of_one_moment_while_others_go_on_writing(media):
    make_home()
    with making.one_moment():
        before = HomePage.objects.count()
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("UPDATE wagtailcore_page SET title = 'khác'")
        other.close()
        assert HomePage.objects.filter(title="khác").count() == 0
        assert HomePage.objects.count() == before
