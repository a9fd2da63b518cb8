"""The page "Máy chủ" of the admin: how the machine is, in words for somebody who is no engineer."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.management import CommandError, call_command
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from operations import findings, jobs, read_only, site_errors, status
from operations.backups import retention

RIGHT = "accounts.review_access"


@dataclass(frozen=True)
class Fact:
    """A line: what, how it stands, and what to do where it is not well ("" when it is)."""

    what: str
    how: str
    advice: str = ""


@never_cache
@permission_required(RIGHT, login_url="wagtailadmin_login", raise_exception=True)
def server(request):
    """Look; or, sent, try the mail: send a test letter, confirm it."""
    if request.method == "POST":
        _mail(request)
        return redirect("server")
    context = {
        "findings": [text for text in findings.all_of_them() if text],
        "facts": [*_backups(), _disk(), _certificate(), _letters()],
        "jobs": list(_jobs()),
        "errors": site_errors.of_the_week(),
        "mode": read_only.current(),
    }
    return render(request, "operations/server.html", context)


def _mail(request):
    """Both kinds of button; what goes wrong is told in words."""
    words = ["--confirm", request.POST["code"]] if request.POST.get("code") else []
    try:
        call_command("test_letter", *words, verbosity=0)
    except CommandError as error:
        messages.error(request, str(error))
    except Exception as error:  # whatever a mail server says is shown
        messages.error(request, f"Chưa gửi được thư thử: {error}")
    else:
        messages.success(request, "Đã xác nhận." if words else "Đã gửi thư thử.")


def _backups():
    yield Fact("Sao lưu lần cuối", _ago(status.last("backup")), _if_older("backup", 2))
    if settings.BACKUP_OUTSIDE:
        advice = _if_older("outside-copy", 2)
        yield Fact("Bản sao ngoài máy này", _ago(status.last("outside-copy")), advice)
    else:
        yield Fact(
            "Bản sao ngoài máy này",
            "chưa có",
            "Máy hỏng là mất cả bản sao lưu. Nhờ người quản máy đặt BACKUP_OUTSIDE (sổ tay vận hành).",
        )
    yield Fact(
        "Khôi phục thử lần cuối", _ago(status.last("backup-check")), _if_older("backup-check", 15)
    )
    yield from _second_databases()
    printed = status.last("backup-key")
    advice = "" if printed else "Chạy: manage.py backup_key, chép ra giấy, cất vào két."
    yield Fact("Khóa sao lưu trên giấy", _ago(printed, "chưa in"), advice)


def _second_databases():
    """Only where they were asked for (bin/point-in-time, bin/standby)."""
    kept, fetched = status.last("point-in-time"), status.last("standby")
    if kept:
        how = f"giữ mọi thay đổi; bản đêm lần cuối {findings.when(kept[0])}"
        yield Fact("Về lại đúng phút", how, _if_older("point-in-time", 2))
    if fetched:
        how = f"theo máy này; lấy ảnh, tệp lần cuối {findings.when(fetched[0])}"
        yield Fact("Máy dự phòng", how, _if_older("standby", 1 / 24))


def _disk():
    usage = shutil.disk_usage(settings.DATA_DIR)
    days = days_left(usage.free)
    how = f"còn {usage.free / 1e9:.1f} GB trong {usage.total / 1e9:.1f} GB".replace(".", ",")
    if days is not None:
        how += f"; theo đà này đủ cho khoảng {days} ngày"
    is_short = usage.free < findings.LEAST_FREE_BYTES or (days is not None and days < 30)
    return Fact("Ổ đĩa", how, "Thêm đĩa hoặc dọn bớt." if is_short else "")


def days_left(free):
    """Until the disk is full, by what the backups of the last weeks say of free space; None if unknown."""
    points = [
        (datetime.fromisoformat(at), size) for at, size in _history() if isinstance(size, int)
    ]
    if not points or timezone.now() - points[0][0] < timedelta(days=3):
        return None
    per_day = (points[0][1] - free) / ((timezone.now() - points[0][0]) / timedelta(days=1))
    return int(free / per_day) if per_day > 0 else None


def _history():
    noted = status.last("disk")
    return noted[1].get("free", []) if noted else []


def _certificate():
    advice = findings.certificate()
    until = findings.certificate_end()
    return Fact(
        "Chứng thư HTTPS",
        f"dùng được tới {findings.when(until)}" if until else "không có trên máy này",
        advice,
    )


def _letters():
    letter = status.last("test-letter")
    if not settings.ADMINS:
        return Fact("Thư báo lỗi", "không gửi cho ai", "Đặt ERROR_MAIL và EMAIL_URL.")
    to = ", ".join(address for _, address in settings.ADMINS)
    if letter and letter[1].get("confirmed"):
        return Fact("Thư báo lỗi", f"gửi tới {to}; đã xác nhận {findings.when(letter[0])}")
    return Fact(
        "Thư báo lỗi",
        f"gửi tới {to}; chưa ai xác nhận là nhận được",
        "Gửi thư thử rồi nhập mã trong thư.",
    )


def _jobs():
    """Each job: name, last good end, when it is due."""
    for name, job in jobs.JOBS.items():
        ended = status.last(name)
        due = ended[0] + job.every if ended else timezone.now()
        failed = status.failure(name)
        yield {
            "title": job.title,
            "last": ended and ended[0],
            "next": due,
            "failed": failed and failed[1],
        }


def _ago(noted, never="chưa lần nào"):
    return findings.when(noted[0]) if noted else never


def _if_older(name, days):
    noted = status.last(name)
    is_well = noted and timedelta(minutes=-5) < datetime.now(UTC) - noted[0] < timedelta(days=days)
    return "" if is_well else "Xem việc định kỳ ở dưới; báo người quản máy."


def note_free_space():
    """A point a day for `days_left`; the last month's stay."""
    free = shutil.disk_usage(retention.default_folder().parent).free
    points = [*_history(), [timezone.now().isoformat(), free]]
    status.note("disk", free=points[-30:])
