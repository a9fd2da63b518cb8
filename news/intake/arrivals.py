"""Files that were sent in become drafts in a process of their own, one after the other.

What was sent is kept until it is done; a process that was killed is followed by another, which goes on where
it stopped.
"""

import logging
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.core.files.base import File
from django.utils import timezone

from manuscripts.office import read_any
from manuscripts.word.refusals import WordRefusedError
from news.intake.drafting import file_draft
from news.intake.models import Arrival, Origin
from news.models import ArticlePage, SectionPage
from pages import errands
from pages.errands import Errand

logger = logging.getLogger(__name__)

MOST_TRIES = 2
SECONDS_EACH = 300
"""Of the processor for one file; the heaviest that we know takes a tenth of it."""
MOST_SHOWN = 20
KEPT_ARRIVALS = timedelta(days=7)
KEPT_ORIGINS = timedelta(days=90)
"""An original may hold what its article left out on purpose; after a season nobody compares any more."""
BROKE_OFF = "Máy chủ dừng giữa chừng khi đọc tệp này, cả hai lần. Hãy chia tệp làm đôi hoặc nén ảnh trong Word rồi nhập lại."
FAILED = "Máy chủ gặp lỗi khi nhập tệp này; lỗi đã được ghi lại cho người vận hành. Hãy lưu tệp thành .docx mới rồi thử lại."
NO_RIGHT = "Tài khoản này không còn được thêm bài vào chuyên mục đã chọn."
IS_LIVE = "Bài đã được đăng trong lúc chờ, nên không thay bằng tệp mới. Hãy sửa bài ngay trên trang quản trị."


def receive(uploads, section: SectionPage, user, batch: str = "", page=None) -> str:
    """Keep what was sent, and begin; the name of the batch that it belongs to."""
    batch = batch or uuid4().hex
    for upload in uploads:
        arrival = Arrival(
            user=user, section=section, page=page, batch=batch, name=upload.name[:255]
        )
        suffix = Path(upload.name).suffix[:12]
        arrival.file.save(f"waiting/{uuid4().hex}{suffix}", File(upload.file), save=False)
        arrival.save()
    begin()
    return batch


def begin() -> None:
    """See to it that somebody works through what waits; here and now where the settings say so."""
    errand().begin(work_through)


def errand() -> Errand:
    """Files come one by one and a report asks every other second: one process for all."""
    return Errand(("import_waiting",), folder(), "import")


def folder() -> Path:
    """Where originals and what waits lie; no web server hands it out."""
    found = Path(settings.DATA_DIR) / "manuscripts"
    found.mkdir(parents=True, exist_ok=True)
    return found


def work_through() -> int:
    """Everything that waits, oldest first; how many. Nothing while another process is at it."""
    done = 0
    with errand().alone() as first:
        while first and (arrival := Arrival.objects.exclude(state=Arrival.State.DONE).first()):
            errands.allow(SECONDS_EACH)
            settle(arrival)
            done += 1
        if first:
            errand().done()
    return done


def settle(arrival: Arrival) -> None:
    """Make a draft of one file, or say why not; its copy here is not needed then."""
    arrival.tries += 1
    arrival.state, arrival.step = Arrival.State.WORKING, "đang đọc tệp"
    arrival.save(update_fields=["tries", "state", "step"])
    try:
        arrival.outcome = outcome(arrival)
    except WordRefusedError as refused:
        arrival.outcome = {"reason": refused.reason}
    except Exception:  # one file that nobody foresaw does not keep the others waiting
        logger.exception("import of a Word file failed: %s", arrival.pk)
        arrival.outcome = {"reason": FAILED}
    arrival.file.delete(save=False)
    arrival.state, arrival.step = Arrival.State.DONE, ""
    arrival.save()


def outcome(arrival: Arrival) -> dict:
    """What became of one file, in plain values for the report."""
    if arrival.tries > MOST_TRIES:  # it took its process along, and would again
        raise WordRefusedError(BROKE_OFF)
    page = still_allowed(arrival)
    with arrival.file.open("rb") as file:
        article = read_any(file, arrival.name)
        file.seek(0)
        original = file.read()
        draft = file_draft(
            article, arrival.section, arrival.user, original, page, told=teller(arrival)
        )
    figures = article.manuscript.figures
    shown = [figure for figure in figures if article.pictures.has(figure.src)]
    return {
        "page": draft.page.pk,
        "title": draft.page.title,
        "section": arrival.section.title,
        "author": draft.page.author,
        "pictures": len(shown),
        "undescribed": sum(not figure.alt for figure in shown),
        "captions": sum(bool(figure.caption) for figure in figures),
        "missing": [f.caption for f in figures if f.caption and not article.pictures.has(f.src)],
        "notes": draft.notes,
        "lost": [missing.said for missing in article.missing[:MOST_SHOWN]],
        "more": max(0, len(article.missing) - MOST_SHOWN),
    }


def still_allowed(arrival: Arrival) -> ArticlePage | None:
    """The draft to replace, if any; rights are looked at again, since time has passed."""
    page = arrival.page
    if page is not None and page.live:
        raise WordRefusedError(IS_LIVE)
    may = (
        page.permissions_for_user(arrival.user).can_edit()
        if page is not None
        else arrival.section.permissions_for_user(arrival.user).can_add_subpage()
    )
    if not may:
        raise WordRefusedError(NO_RIGHT)
    return page


def teller(arrival: Arrival):
    """Writes down how many pictures are stored, for whoever waits."""

    def tell(done: int, of: int) -> None:
        step = f"đang lưu ảnh {done}/{of}" if done <= of else ""
        Arrival.objects.filter(pk=arrival.pk).update(step=step)

    return tell


def tidy() -> None:
    """Throw away reports that nobody reads any more, and originals after a season."""
    now = timezone.now()
    old = Arrival.objects.filter(state=Arrival.State.DONE, sent_at__lt=now - KEPT_ARRIVALS)
    old.delete()
    for origin in Origin.objects.filter(imported_at__lt=now - KEPT_ORIGINS).exclude(file=""):
        origin.file.delete(save=False)
        Origin.objects.filter(pk=origin.pk).update(file="")
