"""`manage.py restore FILE`: back to what a backup holds, on either database."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import second_factor
from operations.backups import making, restoring, retention
from operations.backups.archive import BadArchiveError


class Command(BaseCommand):
    """Checks the whole file first; touches nothing unless it is sound and there is room for it."""

    help = "Khôi phục trang từ một bản sao lưu. Mặc định chỉ chạy khi trang còn trống."

    def add_arguments(self, parser):
        """The file, and the word that allows replacing."""
        parser.add_argument("file", type=Path, metavar="TỆP")
        parser.add_argument(
            "--replace", action="store_true", help="Thay toàn bộ dữ liệu đang có bằng bản sao lưu."
        )
        parser.add_argument("--check", action="store_true", help="Chỉ kiểm tra tệp, không đổi gì.")

    def handle(self, *args, file, replace, check, **options):
        """Check, keep what is there, restore, make the rest again."""
        if not file.is_file():
            raise CommandError(f"Không thấy tệp {file}.")
        try:
            manifest = restoring.checked(file, replace=replace or check)
        except (BadArchiveError, restoring.CannotRestoreError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Bản sao lưu lúc {manifest['made_at']} còn nguyên vẹn.")
        if check:
            return
        if replace and restoring.holds_something():
            self._keep_what_is_there()
        restoring.restore(file)
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

    def _keep_what_is_there(self):
        folder = Path(settings.DATA_DIR) / "backups"
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / f"truoc-khoi-phuc-{retention.file_name(timezone.localtime())}"
        making.make(kept)
        self.stdout.write(f"Dữ liệu đang có được giữ lại ở {kept}.")
