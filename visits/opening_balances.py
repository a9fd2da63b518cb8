"""Views that an old portal had counted, read from a table of addresses: entered once, shown apart.

The file is CSV (UTF-8) with the columns `dia_chi` (address on the old or the new site, or `*` for the
whole old portal), `luot_xem` (whole number) and, if wanted, `nguon` (where the figure comes from).
Every row is checked before any is written; one wrong row and nothing is.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO, TypeAlias
from urllib.parse import unquote, urlsplit

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from visits.models import OpeningBalance

Row: TypeAlias = dict[str, str | None]
"""Column -> cell; None where the line is too short."""
WHOLE_SITE = "*"
_COLUMNS = ("dia_chi", "luot_xem")
_MOST_DIGITS = 12
_NUMBER = re.compile(r"\d{1,3}([. ]\d{3})+|\d+")


class FileProblem(Exception):  # noqa: N818 - the word of the file's owner
    """The file as a whole cannot be read; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be taken; `line` counts from 1, the header included."""

    line: int
    message: str


def read_balances(
    path: str, site: Site, source: str, entered_by: str
) -> tuple[list[OpeningBalance], list[Problem]]:
    """(balances, problems) for a file; nothing is written. Raises `FileProblem`."""
    balances: list[OpeningBalance] = []
    problems: list[Problem] = []
    seen: dict[int | None, int] = {}
    taken = set(OpeningBalance.objects.filter(site_id=site.pk).values_list("page_id", flat=True))
    for line, row in _rows(path):
        balance = _balance(row, site, source, entered_by)
        if isinstance(balance, str):
            problems.append(Problem(line, balance))
        elif balance.page_id in seen:
            problems.append(Problem(line, f"Cùng một trang với dòng {seen[balance.page_id]}."))
        elif balance.page_id in taken:
            problems.append(
                Problem(line, "Số của trang này đã nhập trước đây; không nhập lần hai.")
            )
        else:
            seen[balance.page_id] = line
            balances.append(balance)
    return balances, problems


def enter(balances: Iterable[OpeningBalance]) -> None:
    """Write all balances, or none of them."""
    with transaction.atomic():
        for balance in balances:
            balance.save()


def _rows(path: str) -> Iterator[tuple[int, Row]]:
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, dialect=_dialect(file))
            missing = [name for name in _COLUMNS if name not in (reader.fieldnames or [])]
            if missing:
                raise FileProblem(
                    f"Thiếu cột {', '.join(missing)}. Dòng đầu của tệp phải là: dia_chi,luot_xem,nguon"
                )
            yield from enumerate(reader, start=2)
    except FileNotFoundError:
        raise FileProblem(f"Không có tệp {path}.") from None
    except (UnicodeDecodeError, csv.Error, IsADirectoryError, PermissionError):
        raise FileProblem(
            f"Không đọc được {path}. Hãy lưu bảng tính thành tệp CSV UTF-8 rồi thử lại."
        ) from None


def _dialect(file: TextIO) -> str | type[csv.Dialect]:
    """Excel on a Vietnamese computer writes semicolons."""
    first = file.readline()
    file.seek(0)
    return (
        "excel"
        if first.count(",") >= first.count(";")
        else type("Semicolon", (csv.excel,), {"delimiter": ";"})
    )


def _balance(row: Row, site: Site, source: str, entered_by: str) -> OpeningBalance | str:
    """The balance of a row, or what is wrong with it."""
    address = (row.get("dia_chi") or "").strip()
    number = (row.get("luot_xem") or "").strip()
    if not address:
        return "Thiếu địa chỉ trang."
    if not _NUMBER.fullmatch(number):
        return f"Số lượt xem “{number[:40]}” không phải số nguyên, ví dụ đúng: 1234."
    digits = re.sub(r"\D", "", number)
    if len(digits) > _MOST_DIGITS:
        return f"Số lượt xem {number[:40]} lớn quá mức có thể."
    views = int(digits)
    page = None
    if address != WHOLE_SITE:
        page = find_page(address, site)
        if page is None:
            return f"Không tìm thấy trang nào ứng với địa chỉ {address}."
    return OpeningBalance(
        site_id=site.pk, page=page, url=address[:500], views=views,
        source=((row.get("nguon") or "").strip() or source)[:200], entered_by=entered_by[:150],
    )  # fmt: skip


def find_page(address: str, site: Site) -> Page | None:
    """The page at an address of the old portal (by its redirect) or of this one, else None."""
    try:
        parts = urlsplit(address)
    except ValueError:  # `http://[xa.gov.vn/bai`: no address
        return None
    path, query = unquote(parts.path) or "/", parts.query
    if "\x00" in path:
        return None  # which no database can look for
    old_path = Redirect.normalise_path(f"{path}?{query}" if query else path)
    redirect = (
        Redirect.objects.filter(old_path=old_path, redirect_page__isnull=False)
        .filter(site__in=[site.pk])
        .first()
        or Redirect.objects.filter(
            old_path=old_path, site=None, redirect_page__isnull=False
        ).first()
    )
    if redirect:
        return redirect.redirect_page
    if query:
        return None
    url_path = site.root_page.url_path + path.strip("/") + ("/" if path.strip("/") else "")
    return Page.objects.filter(url_path=url_path).first()
