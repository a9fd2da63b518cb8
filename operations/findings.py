"""What merely needs somebody's hand: each a sentence that says what is wrong and what to do."""

import os
import shutil
import ssl
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.utils import timezone

from operations import (
    collation,
    jobs,
    outbox,
    read_only,
    replicas,
    site_errors,
    status,
)
from operations.backups import restoring

LEAST_FREE_BYTES = 500 * 1024 * 1024
LONGEST_JOB = timedelta(hours=6)
LONGEST_IN_OUTBOX = timedelta(hours=2)
OLDEST_OUTSIDE = timedelta(days=2)
LEAST_VALIDITY = timedelta(days=14)
"""certbot renews thirty days before the end; two weeks of failures are for a person to look at."""


def all_of_them(leave_out=None):
    """The sentences, "" among them; the job named `leave_out` is not told of."""
    yield from (_read_only(), _cache(), _disk(), _writable(), _store(), certificate())
    yield from (site_errors.too_many(), collation.finding())
    yield from _mail()
    yield from _copies()
    yield from replicas.findings()
    yield from _timers()
    yield from _jobs(leave_out)


def _read_only():
    return str(read_only.current() or "")


def _cache():
    if not settings.SHARED_CACHE:
        return ""
    try:
        caches["shared"].set("suc-khoe", 1, 10)
    except Exception:  # whatever a cache's driver raises
        return "Không nối được máy chủ bộ nhớ đệm (CACHE_URL); trang vẫn chạy, chậm hơn."
    return ""


def _disk():
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free < LEAST_FREE_BYTES:
        return f"Ổ đĩa sắp đầy: còn {free // 1024**2} MB cho {settings.DATA_DIR}."
    return ""


def certificate_end():
    """Until when nginx's certificate is good; None where none is on this machine."""
    told = _told_of_certificate()
    return told and told[0]


def certificate():
    """What is wrong with nginx's certificate; nothing where none is on this machine."""
    told = _told_of_certificate()
    if told is None:
        return ""
    until, subject, issuer = told
    if until - timezone.now() < LEAST_VALIDITY:
        return f"Chứng thư hết hạn lúc {when(until)}: xem docs/van-hanh.md."
    if subject == issuer:
        return "Chứng thư tự ký, trình duyệt báo không an toàn: chạy bin/install --acme."
    return ""


def _told_of_certificate():
    command = ["openssl", "x509", "-noout", "-enddate", "-subject", "-issuer", "-in"]
    try:
        told = subprocess.run(  # noqa: S603 - a fixed command; the file is the operator's
            [*command, settings.CERTIFICATE_FILE], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    end, subject, issuer = (line.partition("=")[2].strip() for line in told.stdout.splitlines()[:3])
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(end), UTC), subject, issuer


def _writable():
    """Whether a file can be written where pictures go; a few bytes are tried."""
    trial = Path(settings.DATA_DIR) / f".ghi-thu-{os.getpid()}"
    try:
        trial.write_text("thử")
        trial.unlink()
    except OSError as error:
        return (
            f"Không ghi được vào {settings.DATA_DIR} ({error.strerror}): không ai đăng ảnh, tệp được. "
            "Xem ổ đĩa (df -h, dmesg), gắn lại hoặc dọn bớt."
        )
    return ""


def _store():
    """Whether the store of pictures and files answers, where it is another machine's."""
    try:
        default_storage.exists("suc-khoe")
    except OSError as error:
        return (
            f"Kho ảnh và tệp (MEDIA_STORE) không trả lời ({error}): bài vẫn xem và sửa được, ảnh và tệp thì không. "
            "Xem máy chủ của kho, tên kho và khóa trong portal.env."
        )
    return ""


def _mail():
    if settings.ADMINS and not settings.WAGTAIL_PASSWORD_RESET_ENABLED and _sends_nothing():
        yield "ERROR_MAIL có địa chỉ mà EMAIL_URL chưa đặt: không thư nào đi được, kể cả thư này."
    waiting, failed = outbox.oldest(), outbox.given_up()
    if waiting and timezone.now() - waiting > LONGEST_IN_OUTBOX:
        yield f"Thư chưa gửi đi được từ {when(waiting)}: xem EMAIL_URL và máy chủ thư."
    if failed:
        yield f"{failed} thư không gửi được và đã thôi thử: xem {outbox.folder()}/bo."
    letter = status.last("test-letter")
    if letter and not letter[1].get("confirmed"):
        yield f"Thư thử gửi lúc {when(letter[0])} chưa được xác nhận: manage.py test_letter --confirm MÃ."


def _sends_nothing():
    return settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")


def _copies():
    if restoring.note_file().exists():
        yield "Một lần khôi phục bị ngắt giữa chừng: chạy lại đúng lệnh khôi phục ấy."
    if settings.BACKUP_OUTSIDE:
        copied = status.last("outside-copy")
        if copied is None:
            yield "Chưa có bản sao lưu nào ra được ngoài máy này (BACKUP_OUTSIDE)."
        elif timezone.now() - copied[0] > OLDEST_OUTSIDE:
            yield f"Bản sao lưu ngoài máy đã cũ: lần cuối {when(copied[0])}."


def _timers():
    taken = status.last("taken-over")
    if taken and not settings.TIMERS_INSIDE and timezone.now() - taken[0] < timedelta(hours=1):
        yield "Bộ hẹn giờ của máy (systemd) không chạy; trang đang tự làm thay: systemctl list-timers 'portal-*'."
    found = [status.last(name) for name in jobs.JOBS]
    if any(one and status.in_future(one[0]) for one in found):
        late = max(one[0] for one in found if one)
        yield f"Đồng hồ của máy sai, hoặc đã từng sai: có việc ghi xong lúc {when(late)}. Xem timedatectl."


def when(moment):
    """A moment as people of the commune read it."""
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"


def _jobs(leave_out):
    """Jobs that were cut off, that failed, or whose last good end is twice their interval ago."""
    looked_at = {name: job for name, job in jobs.JOBS.items() if name != leave_out}
    if not any(status.last(name) or status.failure(name) for name in looked_at):
        yield "Các việc định kỳ (sao lưu, đăng bài hẹn giờ, thư báo…) chưa chạy lần nào: xem bộ hẹn giờ của máy (sổ tay vận hành)."
        return
    for name, job in looked_at.items():
        if began := status.cut_off(name, LONGEST_JOB):
            yield f"Việc định kỳ “{job.title}” bắt đầu {when(began)} rồi bị ngắt giữa chừng."
        yield _end_of(name, job)


def _end_of(name, job):
    ended, failed = status.last(name), status.failure(name)
    if failed:
        return f"Việc định kỳ “{job.title}” không xong lúc {when(failed[0])}: {failed[1]}"
    if ended is None:
        return f"Việc định kỳ “{job.title}” chưa chạy lần nào."
    if timezone.now() - ended[0] > 2 * job.every + timedelta(minutes=5):
        return f"Việc định kỳ “{job.title}” không chạy từ {when(ended[0])}."
    return ""
