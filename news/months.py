"""How many articles a list has in each month: what readers pick from, and the way to any page of it.

One grouped query tells how long the list is and in which month its hundredth page lies, so that
page is found through the index of dates within that month, however many articles came after it
(benchmarks/many_pages.py). Months are those of commune time.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from django.db.models import CharField, Func
from django.utils import timezone

from visits.periods import Period, month_end


@dataclass(frozen=True, slots=True)
class Month:
    """A month that has articles; `value` (`2026-11`) stands in the address, `name` on the screen."""

    value: str
    count: int

    @property
    def name(self):
        """`11/2026`."""
        return f"{self.value[5:]}/{self.value[:4]}"

    @property
    def period(self):
        """Its days."""
        first = date.fromisoformat(f"{self.value}-01")
        return Period(first, month_end(first))


class MonthIn(Func):
    """SQL for the month (`2026-11`) of a moment, without a call of Python for each row.

    Django's own TruncMonth is such a call on SQLite: 45 ms for 2,500 articles, this is 3 ms. SQLite
    knows no time zones, so it gets the commune's distance from UTC, which has been +7 hours since
    1975 (IANA time zone database, Asia/Ho_Chi_Minh).
    """

    output_field = CharField()

    def as_sqlite(self, compiler, connection, **context):
        """Text that SQLite stores is `2026-11-24 07:00:00` in UTC."""
        minutes = int((timezone.localtime().utcoffset() or timedelta()).total_seconds() // 60)
        template = f"SUBSTR(DATETIME(%(expressions)s, '{minutes:+d} minutes'), 1, 7)"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler, connection, **context):
        """PostgreSQL knows the zone by its name."""
        zone = timezone.get_current_timezone_name()
        template = f"TO_CHAR(%(expressions)s AT TIME ZONE '{zone}', 'YYYY-MM')"
        return self.as_sql(compiler, connection, template=template, **context)


def keys_between(articles, months, start, stop):
    """The primary keys number `start` to `stop` of `articles`, newest first; `months` are theirs.

    Only the months in which these lie are read.
    """
    ends = list(accumulate(month.count for month in months))
    newest, oldest = bisect_right(ends, start), bisect_left(ends, stop)
    if start >= stop:
        return []
    skipped = ends[newest] - months[newest].count
    span = Period(months[oldest].period.first, months[newest].period.last)
    keys = articles.within(span).newest().values_list("pk", flat=True)
    return list(keys[start - skipped : stop - skipped])


def asked_month(text):
    """`2023-11` as it is; anything that is no month -> ""."""
    try:
        date.fromisoformat(f"{text}-01")
    except ValueError:
        return ""
    return text if len(text) == len("2023-11") else ""
