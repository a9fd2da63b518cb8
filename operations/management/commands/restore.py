"""`manage.py restore FILE`: back to what a backup holds, on either database."""

import tempfile
from contextlib import contextmanager
from dataclasses import replace as changed
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import second_factor
from operations.backups import archive, keys, making, modernising, restoring, retention
from operations.backups.store import Store


class Command(BaseCommand):
    """Checks the whole file first; touches nothing unless it is sound and there is room for it."""

    help = "Khôi phục trang từ một bản sao lưu. Mặc định chỉ chạy khi trang còn trống."

    def add_arguments(self, parser):
        """The file, and the words that allow more."""
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument(
            "--replace", action="store_true", help="Thay toàn bộ dữ liệu đang có bằng bản sao lưu."
        )
        parser.add_argument("--check", action="store_true", help="Chỉ kiểm tra tệp, không đổi gì.")
        parser.add_argument(
            "--key", metavar="TỆP_KHÓA", help="Tệp có khóa sao lưu của máy cũ; - để gõ khóa vào."
        )
        parser.add_argument(
            "--unsealed", action="store_true", help="Nhận cả tệp không có dấu niêm (bản rất cũ)."
        )
        parser.add_argument("--link", action="store_true", help="(lệnh khôi phục thử dùng)")

    def handle(self, *args, file, replace, check, key, unsealed, link, **options):
        """Check, keep what is there, restore, make the rest again."""
        if not file.is_file():
            raise CommandError(f"Không thấy tệp {file}.")
        given = _given(key)
        try:
            backup = restoring.checked(file, replace or check, given, not unsealed)
            self.stdout.write(f"Bản sao lưu lúc {backup.manifest['made_at']} còn nguyên vẹn.")
            if not check:
                restoring.require_room(backup)
                self._restore(backup, replace, link)
        except (archive.BadArchiveError, restoring.CannotRestoreError) as error:
            raise CommandError(str(error)) from error
        if not check and given:
            keys.adopt(given)
            self.stdout.write("Khóa sao lưu trên giấy từ nay là khóa của máy này.")

    def _restore(self, backup, replace, link):
        if not making.applied_migrations():
            self.stdout.write("Cơ sở dữ liệu còn trống: lập các bảng.")
            call_command("migrate", verbosity=0)
        if replace and restoring.holds_something():
            self._keep_what_is_there()
        with self._up_to_date(backup) as fitting:
            restoring.restore(fitting, link)
        self.stdout.write("Đã đưa dữ liệu và tệp vào. Đang lập lại mục lục tìm kiếm.")
        restoring.rebuild(self.stdout)
        self._name_who_enrols_again()
        self.stdout.write("Khôi phục xong.")

    def _name_who_enrols_again(self):
        names = [person.get_username() for person in second_factor.forget_unreadable()]
        if names:
            self.stdout.write(
                "Khóa xác thực hai lớp được niêm phong bằng SECRET_KEY của máy cũ, máy này không mở được. "
                f"Những người này phải đăng ký lại điện thoại khi đăng nhập: {', '.join(names)}."
            )

    @contextmanager
    def _up_to_date(self, backup):
        """The backup as this version would have made it."""
        if not backup.is_older:
            yield backup
            return
        self.stdout.write("Bản sao lưu của phiên bản cũ: đổi theo phiên bản này ở chỗ tạm.")
        with tempfile.TemporaryDirectory(prefix="doi-sao-luu-", dir=settings.DATA_DIR) as scratch:
            yield _modernised(backup, Path(scratch))

    def _keep_what_is_there(self):
        folder = retention.default_folder()
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / f"truoc-khoi-phuc-{retention.file_name(timezone.localtime())}"
        making.make(kept)
        self.stdout.write(f"Dữ liệu đang có được giữ lại ở {kept}.")


def _given(key):
    """The key of another machine, from a file or typed in; None for this machine's own."""
    if not key:
        return None
    try:
        line = input("Khóa sao lưu (AGE-SECRET-KEY-1…): ") if key == "-" else Path(key).read_text()
        return keys.from_line(line)
    except (OSError, keys.BadKeyError) as error:
        raise CommandError(f"Không đọc được khóa: {error}") from error


def _modernised(backup, scratch):
    new = scratch / "moi.tar.gz.age"
    more = {}
    if backup.key:
        keys_file = scratch / "khoa"
        keys_file.touch(mode=0o600)
        keys_file.write_text(backup.key.line)
        more = {"BACKUP_KEY_FILE": str(keys_file)}
    try:
        modernising.run_in_scratch(
            ["modernise_backup", str(backup.path.resolve()), str(new)], scratch, more
        )
    except modernising.ScratchError as error:
        raise restoring.CannotRestoreError(
            f"Không đổi được bản sao lưu cũ theo phiên bản này; chưa đổi gì. ({error})"
        ) from error
    manifest = archive.verified_manifest(new, backup.key)
    return _InPlace(changed(backup, path=new, manifest=manifest), backup.store)


class _InPlace:
    """A backup whose files lie beside another one."""

    def __init__(self, backup, store):
        self.path, self.manifest, self.key = backup.path, backup.manifest, backup.key
        self.store: Store = store
