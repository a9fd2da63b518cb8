"""The royalty sheet of a month: every article of the report, a coefficient, whole đồng.

amount = coefficient × unit value + pictures × picture coefficient × unit value, each rounded half
up to a whole đồng (NĐ 18/2014/NĐ-CP; there is no smaller coin). Tax is left to the accountant.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Sum as DatabaseSum
from django.utils import timezone

from desk.models import PenName, RoyaltyBudget, RoyaltyDecision, RoyaltySheet, RoyaltyTable
from desk.reports import NOBODY, article_rows, month_of, year_of


@dataclass(frozen=True, slots=True)
class RoyaltyRow:
    """One article on the sheet."""

    page_id: int
    title: str
    published_on: str
    """`dd/mm/yyyy`."""
    section: str
    author: str
    payee: str
    genre: str
    coefficient: str
    """A decimal number as text, so that a signed sheet keeps it exactly."""
    pictures: int
    picture_coefficient: str
    unit_value: int
    amount: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A month: the rows, what they sum up to, and who signed it when."""

    month: date
    rows: list
    signed: RoyaltySheet | None = None
    changes: tuple = ()
    """What has changed among the articles since the sheet was signed, in words."""

    @property
    def total(self):
        """In đồng."""
        return sum(row.amount for row in self.rows)

    @property
    def payees(self):
        """`(name, articles, amount)` per person, by name."""
        found = defaultdict(lambda: [0, 0])
        for row in self.rows:
            found[row.payee][0] += 1
            found[row.payee][1] += row.amount
        return sorted((name, count, amount) for name, (count, amount) in found.items())


def sheet(site, month):
    """The sheet of the month around a day: the signed one, else what the articles give now."""
    month = month.replace(day=1)
    now = _rows(site, month_of(month))
    signed = RoyaltySheet.objects.filter(site=site, month=month).first()
    if signed is None:
        return Sheet(month, now)
    kept = [RoyaltyRow(**row) for row in signed.rows]
    return Sheet(month, kept, signed, tuple(_changes(kept, now)))


def close(site, month, user):
    """Sign the sheet of a month that is over; it is never changed again."""
    current = sheet(site, month)
    if current.signed or month_of(current.month).last >= timezone.localdate():
        return None
    return RoyaltySheet.objects.create(
        site=site,
        month=current.month,
        rows=[asdict(row) for row in current.rows],
        total=current.total,
        closed_by=user,
    )


def spent(site, year):
    """Đồng of the year so far: signed months as signed, open ones as they stand."""
    signed = RoyaltySheet.objects.filter(site=site, month__year=year)
    months = set(signed.values_list("month", flat=True))
    total = signed.aggregate(sum=DatabaseSum("total"))["sum"] or 0
    today = timezone.localdate()
    rows = _rows(site, year_of(today.replace(year=year, month=1, day=1)))
    open_rows = [row for row in rows if _month_of_row(row) not in months]
    return total + Sheet(date(year, 1, 1), open_rows).total


def _month_of_row(row):
    return datetime.strptime(row.published_on, "%d/%m/%Y").date().replace(day=1)  # noqa: DTZ007 - a day


def budget_of(site, year):
    """The commune's money for the year, or None."""
    return RoyaltyBudget.objects.filter(site=site, year=year).first()


def tables_of(site):
    """The commune's rate tables with their rates."""
    return RoyaltyTable.objects.filter(site=site).prefetch_related("rates")


def table_on(day, tables):
    """Which of the rate tables is in force on a day, or None."""
    valid = [table for table in tables if table.valid_from <= day]
    return max(valid, key=lambda table: table.valid_from, default=None)


def _rows(site, period):
    articles = article_rows(site, period)
    tables = list(tables_of(site))
    names = {_key(pen.name): pen for pen in PenName.objects.filter(site=site)}
    ids = [article.page_id for article in articles]
    decisions = {made.page_id: made for made in RoyaltyDecision.objects.filter(page__in=ids)}
    return [
        _royalty(
            article,
            table_on(timezone.localdate(article.published_at), tables),
            names.get(_key(article.author)),
            decisions.get(article.page_id),
        )
        for article in articles
    ]


def _royalty(article, table, pen, decision):
    is_paid = bool(article.author) and (pen is None or pen.paid)
    coefficient = _coefficient(article, table, decision) if is_paid else Decimal(0)
    pictures = _pictures(article, table, decision) if is_paid else 0
    unit = table.unit_value if table else 0
    each = table.picture_coefficient if table else Decimal(0)
    return RoyaltyRow(
        page_id=article.page_id,
        title=article.title,
        published_on=f"{timezone.localtime(article.published_at):%d/%m/%Y}",
        section=article.section,
        author=article.author or NOBODY,
        payee=pen.full_name if pen else article.author or NOBODY,
        genre=article.genre,
        coefficient=_plain(coefficient),
        pictures=pictures,
        picture_coefficient=_plain(each),
        unit_value=unit,
        amount=in_dong(coefficient * unit) + in_dong(each * pictures * unit),
        note=decision.note if decision else "",
    )


def in_dong(amount):
    """A sum of money rounded half up to a whole đồng."""
    return int(Decimal(amount).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _coefficient(article, table, decision):
    if decision and decision.coefficient is not None:
        return decision.coefficient
    rates = {rate.genre: rate.coefficient for rate in table.rates.all()} if table else {}
    return rates.get(article.genre_key, Decimal(0))


def _pictures(article, table, decision):
    if decision and decision.pictures is not None:
        return decision.pictures
    return min(article.pictures, table.paid_pictures) if table else 0


def _plain(number):
    """`1.50` -> `1.5`, `10` -> `10`."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _key(name):
    return " ".join(name.split()).casefold()


def _changes(kept, now):
    before = {row.page_id: row for row in kept}
    after = {row.page_id: row for row in now}
    for page_id in after.keys() - before.keys():
        yield f"Có thêm bài “{after[page_id].title}”."
    for page_id in before.keys() - after.keys():
        yield f"Bài “{before[page_id].title}” không còn trong tháng này."
    for page_id in before.keys() & after.keys():
        if before[page_id].amount != after[page_id].amount:
            yield f"Bài “{before[page_id].title}”: nay tính ra {after[page_id].amount} đồng."
