"""Letters to the officials whom the commune chose: last month's figures, and a warning of a jump."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from visits.figures import site_figures
from visits.kpis import Kpi, kpis
from visits.models import VisitSettings
from visits.period_form import named_period
from visits.periods import ONE_DAY, Period
from visits.report import build_report
from visits.report_content import in_words

JUMP_TIMES = 5
FEWEST_FOR_A_JUMP = 200
WEEKS = 4


def send_due(today: date | None = None) -> int:
    """Send what is due today, each letter once; how many people were written to."""
    today = today or timezone.localdate()
    sent = 0
    for chosen in VisitSettings.objects.select_related("site").prefetch_related("letter_to"):
        people = [
            person.email for person in chosen.letter_to.all() if person.email and person.is_active
        ]
        if people:
            sent += _monthly(chosen, people, today) + _warning(chosen, people, today)
    return sent


def jump_on(site_id: int, day: date) -> tuple[int, int] | None:
    """(views of the day, usual views of that weekday) where the day is far above; else None."""
    now = site_figures(site_id, Period(day, day)).views
    before = [day - timedelta(weeks=n) for n in range(1, WEEKS + 1)]
    usual = sum(site_figures(site_id, Period(one, one)).views for one in before) // WEEKS
    return (now, usual) if now >= FEWEST_FOR_A_JUMP and now > usual * JUMP_TIMES else None


def _monthly(chosen: VisitSettings, people: list[str], today: date) -> int:
    month = named_period("thang-truoc", today)
    if chosen.letter_sent_for == month.first:
        return 0
    report = build_report(chosen.site, month)
    lines = [f"Số liệu truy cập {_name(chosen.site)}, {in_words(month)}:", ""]
    lines += [_kpi_line(kpi) for kpi in kpis(report)]
    lines += ["", "Trang xem nhiều:"]
    lines += [
        f"- {row.name}: {_grouped(row.numbers[0])}" for row in report.by_key["xem-nhieu"].rows[:5]
    ]
    lines += ["", f"Lập báo cáo để ký: {_address('visits:reports')}?site={chosen.site.pk}"]
    _send(people, f"Số liệu truy cập {in_words(month)}", lines)
    _remember(chosen, letter_sent_for=month.first)
    return len(people)


def _warning(chosen: VisitSettings, people: list[str], today: date) -> int:
    yesterday = today - ONE_DAY
    jump = None if chosen.jump_told_for == yesterday else jump_on(chosen.site.pk, yesterday)
    if jump is None:
        return 0
    lines = [
        f"Ngày {yesterday:%d/%m/%Y}, {_name(chosen.site)} có {_grouped(jump[0])} lượt xem; ngày này các tuần "
        f"trước có khoảng {_grouped(jump[1])}.",
        "",
        "Có thể một bài được nhiều người chia sẻ, cũng có thể có máy tự động. Hãy xem trang nào, giờ nào, "
        "và cột “Nghi bất thường”:",
        f"{_address('visits:dashboard')}?site={chosen.site.pk}&ky=7-ngay",
    ]
    _send(people, f"Lượt xem tăng vọt ngày {yesterday:%d/%m/%Y}", lines)
    _remember(chosen, jump_told_for=yesterday)
    return len(people)


def _kpi_line(kpi: Kpi) -> str:
    estimate = " (ước tính)" if kpi.is_estimate else ""
    compared = (
        f"; {kpi.before} so với kỳ trước, {kpi.year_before} so với năm trước" if kpi.before else ""
    )
    return f"- {kpi.name}{estimate}: {_grouped(kpi.value)}{kpi.unit}{compared}"


def _send(people: list[str], subject: str, lines: list[str]) -> None:
    """One letter each: nobody needs to know who else gets it."""
    for person in people:
        send_mail(settings.EMAIL_SUBJECT_PREFIX + subject, "\n".join(lines), None, [person])


def _remember(chosen: VisitSettings, **what: Any) -> None:
    VisitSettings.objects.filter(pk=chosen.pk).update(**what)


def _address(name: str) -> str:
    return f"{settings.PUBLIC_URL}{reverse(name)}"


def _name(site: Site) -> str:
    return str(site.site_name or site.hostname)


def _grouped(number: int) -> str:
    return f"{number:,}".replace(",", ".")
