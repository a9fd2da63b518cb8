"""What keeps the database a second time, and whether it still does: bin/point-in-time, bin/standby.

Both are an operator's choice: nothing is said where they were never turned on.
"""

from datetime import timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from operations import status

OLDEST_COPY = timedelta(days=2)
OLDEST_FILES = timedelta(hours=1)
"""The second server fetches files every five minutes and says so."""
_WORDS = "{:%H:%M %d/%m/%Y}"


def findings():
    """Sentences for the operator; nothing where nothing is wrong."""
    if connection.vendor != "postgresql":
        return
    copied, fetched = status.last("point-in-time"), status.last("standby")
    if copied:
        yield from _point_in_time(copied[0])
    if fetched:
        yield from _second_server(fetched[0])


def _point_in_time(copied):
    archived, failed = _asked("SELECT last_archived_time, last_failed_time FROM pg_stat_archiver")
    if failed and (archived is None or failed > archived):
        yield (
            f"Thay đổi của cơ sở dữ liệu không được giữ lại từ {_when(archived or copied)}: chưa quay về "
            "được những phút sau đó. Xem bin/point-in-time status (thư mục giữ có đầy, có gắn không?)."
        )
    if timezone.now() - copied > OLDEST_COPY:
        yield f"Bản cơ sở dữ liệu để quay về từng phút đã cũ: lần cuối {_when(copied)}."


def _second_server(fetched):
    slot = "SELECT active, wal_status FROM pg_replication_slots WHERE slot_name = 'portal_standby'"
    follows, kept = _asked(slot)
    if kept == "lost":
        yield "Máy dự phòng vắng quá lâu, không theo tiếp được: trên máy ấy chạy lại bin/standby follow."
    elif not follows:
        yield "Máy dự phòng không nối vào: dữ liệu bên ấy đang cũ dần. Trên máy ấy xem bin/standby state."
    if timezone.now() - fetched > OLDEST_FILES:
        yield f"Máy dự phòng không lấy ảnh, tệp từ {_when(fetched)}."


def _asked(question):
    try:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone() or (None, None)
    except DatabaseError:  # a database that is away is told of elsewhere
        return (None, None)


def _when(moment):
    return _WORDS.format(timezone.localtime(moment))
