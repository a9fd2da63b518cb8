"""Files are kept once for all backups, go out of the house encrypted, and come back one by one."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from news.models import ArticlePage
from operations import status
from operations.backups import archive, keys, making, modernising, restoring, retention
from operations.backups import store as stores
from operations.management.commands import check_backup
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db
SECRET = b"bi-mat-trong-tai-lieu-0123456789"


@pytest.fixture
def house(settings, tmp_path):
    """A small site with one document, and its folders."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    settings.MEDIA_ROOT = str(tmp_path / "data" / "media")
    settings.BACKUP_KEY_FILE = tmp_path / "data" / "private" / "backup-key"
    article = make_article(make_section(make_home(), "Tin tức"), "Lúa chín")
    article.save_revision()
    default_storage.save("documents/mot.txt", ContentFile(SECRET))
    return article


def _call(*command):
    out = StringIO()
    call_command(*command, stdout=out)
    return out.getvalue()


@pytest.fixture
def nights(house, monkeypatch):
    """`nights(n)`: n nights pass, with a backup each."""
    begun = timezone.now()

    def pass_(count):
        for night in range(count):
            now = begun + timedelta(days=night)
            monkeypatch.setattr(timezone, "localtime", lambda value=None, now=now: value or now)
            _call("backup", "--into", str(retention.default_folder()))
        return retention.backups_in(retention.default_folder())

    return pass_


def _bytes(folder):
    return sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())


def test_twenty_backups_hold_every_picture_once(nights):
    for number in range(4):
        default_storage.save(f"images/{number}.bin", ContentFile(os.urandom(300_000)))
    backups = nights(20)
    rows = sum(path.stat().st_size for _, path in backups)
    media = _bytes(default_storage.location)
    kept = _bytes(retention.default_folder() / "media")
    print(f"\n{len(backups)} bản: ảnh {media} byte, kho {kept}, dòng {rows}")  # noqa: T201
    assert len(backups) >= 8
    assert kept <= 1.05 * media


def test_a_file_that_no_backup_names_any_more_is_thrown_away(nights, monkeypatch):
    default_storage.save("documents/hai.txt", ContentFile(b"hai"))
    nights(1)
    default_storage.delete("documents/hai.txt")
    monkeypatch.setattr(retention, "to_delete", lambda backups: [path for _, path in backups])
    nights(1)
    contents = list((retention.default_folder() / "media").glob("??/*"))
    assert [path.read_bytes() for path in contents] == [SECRET]


def test_old_backups_go_before_a_new_one_is_written_where_the_disk_is_short(nights, monkeypatch):
    nights(4)
    free = iter([0, 0, 10**12])
    monkeypatch.setattr(retention, "free_bytes", lambda folder: next(free))
    gone = retention.make_room(retention.default_folder(), timezone.now())
    assert len(gone) == 2
    assert len(retention.backups_in(retention.default_folder())) == 2


def test_where_nothing_may_go_any_more_the_folder_is_named(nights, monkeypatch):
    nights(2)
    monkeypatch.setattr(retention, "free_bytes", lambda folder: 1 << 20)
    with pytest.raises(
        CommandError, match=r"backups: chỉ còn 1 MB, bản sao lưu cần khoảng 2\d\d MB"
    ):
        _call("backup", "--into", str(retention.default_folder()))
    assert len(retention.backups_in(retention.default_folder())) == 2


def test_copies_from_before_upgrades_go_too(house):
    folder = retention.default_folder()
    folder.mkdir(parents=True)
    for number in range(6):
        (folder / f"truoc-nang-cap-2026010{number}-000000.dump").write_bytes(b"x")
    (folder / "truoc-day.txt").write_text("của người khác")
    _call("backup", "--into", str(folder))
    assert len(list(folder.glob("truoc-nang-cap-*"))) == retention.BEFORE_KEPT
    assert (folder / "truoc-day.txt").exists()


def test_files_come_back_into_the_very_folder_which_may_be_a_disk_of_its_own(nights):
    (_, path), *_ = nights(1)
    media = Path(default_storage.location)
    before = media.stat().st_ino
    default_storage.delete("documents/mot.txt")
    default_storage.save("documents/sau.txt", ContentFile(b"sau"))
    _call("restore", "--replace", str(path))
    assert media.stat().st_ino == before  # a mounted folder cannot be renamed
    assert (media / "documents/mot.txt").read_bytes() == SECRET
    assert not (media / "documents/sau.txt").exists()
    assert not (media / making.STAGE).exists()


def test_a_restore_that_was_cut_between_rows_and_files_is_run_again(nights, monkeypatch):
    (_, path), *_ = nights(1)
    default_storage.delete("documents/mot.txt")

    def cut(self):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(restoring.IncomingMedia, "take_over", cut)
        with pytest.raises(KeyboardInterrupt):
            _call("restore", "--replace", str(path))
    assert not default_storage.exists("documents/mot.txt")
    _call("restore", str(path))  # no --replace: it is the same restore
    assert default_storage.open("documents/mot.txt").read() == SECRET
    assert not restoring.note_file().exists()


def test_without_room_for_the_files_nothing_is_touched_and_the_folder_is_named(nights, monkeypatch):
    (_, path), *_ = nights(1)
    make_article(ArticlePage.objects.get().get_parent().specific, "Bài mới")
    monkeypatch.setattr(restoring, "free_bytes", lambda folder: 5 << 20)
    with pytest.raises(CommandError, match=r"media chỉ còn 5 MB, cần 100 MB"):
        _call("restore", "--replace", str(path))
    assert ArticlePage.objects.count() == 2


def test_a_backup_whose_files_stayed_behind_says_which(nights):
    (_, path), *_ = nights(1)
    for content in (retention.default_folder() / "media").glob("??/*"):
        content.unlink()
    with pytest.raises(CommandError, match=r"Thiếu 1 ảnh, tệp .*documents/mot\.txt"):
        _call("restore", "--replace", str(path))


# --- Out of the house ------------------------------------------------------------------------------


@pytest.fixture
def usb(settings, tmp_path):
    """A disk that is plugged in."""
    disk = tmp_path / "usb"
    disk.mkdir()
    settings.BACKUP_OUTSIDE = [f"file://{disk}"]
    return disk


def test_a_copy_outside_brings_everything_to_an_empty_house(nights, usb, tmp_path, settings):
    nights(2)
    assert "đã chép 3 tệp" in _call("copy_outside")
    assert "đã chép 0 tệp" in _call("copy_outside")
    paper = tmp_path / "giay"
    paper.write_text(keys.own().line.lower())
    settings.DATA_DIR = tmp_path / "may-moi"
    settings.MEDIA_ROOT = str(tmp_path / "may-moi" / "media")
    settings.BACKUP_KEY_FILE = tmp_path / "may-moi" / "private" / "backup-key"
    said = _call("fetch_backup", settings.BACKUP_OUTSIDE[0], "--key", str(paper))
    path = said.split(" về ")[1].split(". Bước")[0]
    _call("restore", "--replace", path, "--key", str(paper))
    assert ArticlePage.objects.get().title == "Lúa chín"
    assert Path(settings.MEDIA_ROOT, "documents/mot.txt").read_bytes() == SECRET
    assert keys.own().line == paper.read_text().upper()


def test_nothing_outside_is_in_clear_not_even_a_name(nights, usb, django_user_model):
    person = django_user_model.objects.create_user(
        "mai-lan",
        "mai.lan@xa.test",
        "mat-khau-rat-dai-123",
        first_name="Hoàng-Lan",
        last_name="Nông-Thị",
    )
    nights(1)
    _call("copy_outside")
    planted = [
        SECRET, b"mai-lan", b"mai.lan@xa.test", person.password.encode(), b"mot.txt", b"documents",
        *(text.encode() for text in ("Hoàng-Lan", "Nông-Thị", "Lúa chín", keys.own().line)),
    ]  # fmt: skip
    places = [path for folder in (usb, retention.default_folder()) for path in folder.rglob("*")]
    outside = [path for path in places if usb in path.parents and path.is_file()]
    assert len(outside) == 2
    found = [(word, path) for path in outside for word in planted
             if word in path.read_bytes() or word in str(path).encode()]  # fmt: skip
    assert found == []
    (local,) = (path for _, path in retention.backups_in(retention.default_folder()))
    assert [word for word in planted if word in local.read_bytes()] == []


def test_with_another_key_or_a_changed_file_nothing_is_taken(nights, usb, tmp_path):
    nights(1)
    _call("copy_outside")
    other = tmp_path / "khac"
    from pyrage import x25519

    other.write_text(str(x25519.Identity.generate()))
    address = f"file://{usb}"
    with pytest.raises(CommandError, match="khóa không đúng"):
        _call("fetch_backup", address, "--key", str(other), "--into", str(tmp_path / "a"))
    paper = tmp_path / "giay"
    paper.write_text(keys.own().line)
    (content,) = (usb / "media").iterdir()
    damaged = bytearray(content.read_bytes())
    damaged[-5] ^= 1
    content.write_bytes(damaged)
    with pytest.raises(CommandError, match="đã hỏng"):
        _call("fetch_backup", address, "--key", str(paper), "--into", str(tmp_path / "b"))


def test_a_disk_that_is_not_plugged_in_is_named_and_the_other_place_is_served(
    nights, usb, settings
):
    nights(1)
    settings.BACKUP_OUTSIDE = ["file:///mnt/khong-cam", f"file://{usb}"]
    with pytest.raises(CommandError, match="/mnt/khong-cam"):
        _call("copy_outside")
    assert len(list(usb.glob("sao-luu-*"))) == 1
    assert status.last("outside-copy") is None


def test_what_this_machine_keeps_no_more_goes_outside_too_but_never_everything(nights, usb):
    nights(3)
    _call("copy_outside")
    backups = retention.backups_in(retention.default_folder())
    backups[-1][1].unlink()
    _call("copy_outside")
    assert len(list(usb.glob("sao-luu-*"))) == 2
    for _, path in backups[1:-1]:
        path.unlink()
    _call("copy_outside")
    assert len(list(usb.glob("sao-luu-*"))) == 2


# --- One page, one file ----------------------------------------------------------------------------


def test_one_page_comes_out_as_a_draft_and_nothing_is_published(nights, house):
    (_, path), *_ = nights(1)
    house.title = "Bị viết đè"
    house.save_revision().publish()
    assert f"--page {house.pk}\tLúa chín" in _call(
        "take_from_backup", str(path), "--find", "lua chin"
    )
    _call("take_from_backup", str(path), "--page", str(house.pk))
    house.refresh_from_db()
    assert house.title == "Bị viết đè"
    assert house.get_latest_revision_as_object().title == "Lúa chín"


def test_a_page_that_was_deleted_comes_back_below_its_parent_unpublished(nights, house):
    (_, path), *_ = nights(1)
    parent, pk = house.get_parent(), house.pk
    house.delete()
    _call("take_from_backup", str(path), "--page", str(pk))
    article = ArticlePage.objects.get()
    assert (article.title, article.live) == ("Lúa chín", False)
    assert article.get_parent().pk == parent.pk


def test_one_file_is_copied_out_and_nothing_is_written_over(nights, tmp_path):
    (_, path), *_ = nights(1)
    assert "--file documents/mot.txt" in _call("take_from_backup", str(path), "--find", "mot")
    for expected in (None, "không ghi đè"):
        command = (
            "take_from_backup",
            str(path),
            "--file",
            "documents/mot.txt",
            "--into",
            str(tmp_path),
        )
        if expected:
            with pytest.raises(CommandError, match=expected):
                _call(*command)
        else:
            _call(*command)
    assert (tmp_path / "mot.txt").read_bytes() == SECRET


# --- In a scratch place ----------------------------------------------------------------------------


def test_the_scratch_site_of_a_trial_knows_no_bucket_no_mail_and_no_place_outside(
    house, monkeypatch, tmp_path
):
    seen = {}

    def run(command, env, **_):
        seen.update(env)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setenv("MEDIA_STORE", "s3://khoa:mat-khau@kho/xa")
    monkeypatch.setattr(modernising.subprocess, "run", run)
    modernising.run_in_scratch(["restore", "x"], tmp_path)
    assert [seen[name] for name in ("MEDIA_STORE", "EMAIL_URL", "BACKUP_OUTSIDE")] == ["", "", ""]
    assert seen["BACKUP_KEY_FILE"] == str(keys.file())


_LATER = "events"
"""A room that an older version did not have."""


def _as_an_older_version_made_it(path):
    """The same backup without what a later migration brought."""
    with archive.writing(path.with_name("sao-luu-20200101-000000.tar.gz.age")) as writer:
        manifest = archive.verified_manifest(path)
        for name, file in archive.members(path):
            if f"/{_LATER}." not in name:
                writer.add(name, file, manifest["members"][name]["size"])
        facts = {
            key: value
            for key, value in manifest.items()
            if key not in ("members", "seal", "format")
        }
        names = facts["migrations"]
        facts["migrations"] = [name for name in names if not name.startswith(f"{_LATER}.")]
        writer.finish(facts)
    return path.with_name("sao-luu-20200101-000000.tar.gz.age")


@pytest.fixture
def tables_laid_out(shelf, monkeypatch):
    """`tables_laid_out(without)`: scratch places begin with today's tables, but for those of one room.

    On PostgreSQL nothing is laid out and they migrate from the very beginning, as a machine does.
    """
    run = modernising.run_in_scratch

    def lay_out(without=None):
        def prepared(command, scratch, more=None):
            place = Path(scratch) / "thu.sqlite3"
            if connection.vendor == "sqlite" and not place.exists():
                shutil.copy(shelf._path("migrated"), place)
                if without:
                    _take_room_away(place, without)
            return run(command, scratch, more)

        monkeypatch.setattr(modernising, "run_in_scratch", prepared)
        monkeypatch.setattr(check_backup, "run_in_scratch", prepared)

    return lay_out


def _take_room_away(place, room):
    with closing(sqlite3.connect(place)) as database, database:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE ?"
        for (name,) in database.execute(tables, [f"{room}_%"]).fetchall():
            database.execute(f"DROP TABLE {name}")
        database.execute("DELETE FROM django_migrations WHERE app = ?", [room])


@pytest.mark.slow
def test_a_backup_of_an_older_version_is_brought_up_to_date_on_its_way(
    nights, house, tables_laid_out
):
    tables_laid_out(without=_LATER)
    (_, path), *_ = nights(1)
    old = _as_an_older_version_made_it(path)
    house.delete()
    default_storage.delete("documents/mot.txt")
    assert "đổi theo phiên bản này" in _call("restore", "--replace", str(old))
    assert ArticlePage.objects.get().title == "Lúa chín"
    assert default_storage.open("documents/mot.txt").read() == SECRET
    assert list(retention.default_folder().parent.glob("doi-sao-luu-*")) == []


@pytest.mark.slow
def test_a_trial_restore_puts_every_row_back_and_copies_no_file(nights, tables_laid_out):
    tables_laid_out()
    nights(1)
    assert "giống từng byte" in _call("check_backup", str(retention.default_folder()))
    assert status.last("backup-check")


def test_the_key_is_printed_once(house):
    assert keys.own().line in _call("backup_key")
    assert keys.own().line not in _call("backup_key")
    assert keys.own().line in _call("backup_key", "--again")
    assert keys.file().stat().st_mode & 0o077 == 0


def test_a_list_that_is_missing_stops_the_sweep_not_the_backup(nights):
    (_, path), *_ = nights(1)
    stores.list_file(path).unlink()
    assert retention.sweep(retention.default_folder()) == 0
    assert archive.verified_manifest(path)["media"]
