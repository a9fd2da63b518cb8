"""Takes a table of an old portal's addresses and makes each of them lead to a page here.

The table is CSV (comma, semicolon or tab) with two columns: the old address and the new one. Both
may be whole addresses or paths; a query such as `?nv=news&op=Tin-tuc/bai-12` belongs to the address.
A new address that is a page of this site is stored as that page, so that it survives later moves.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.http import Http404
from django.test import RequestFactory
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

_HEADINGS = {"cu", "cũ", "old", "old_path", "tu", "từ", "dia_chi_cu", "địa chỉ cũ"}
_MAX_PATH = 255


@dataclass
class Outcome:
    """What an import did or would do; `problems` are Vietnamese lines with their line numbers."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    number: int
    old: str
    new: str


def read_rows(text: str) -> Iterator[Row]:
    """Rows of the table, its heading and blank lines left out."""
    lines = text.removeprefix("\ufeff").splitlines()
    delimiter = max(",;\t", key=lambda sign: sum(line.count(sign) for line in lines))
    for number, cells in enumerate(csv.reader(lines, delimiter=delimiter), start=1):
        old, new, *_ = [*(cell.strip() for cell in cells), "", ""]
        is_heading = number == 1 and old.casefold() in _HEADINGS
        if (old or new) and not is_heading:
            yield Row(number, old, new)


def take_over(rows: Iterable[Row], site: Site) -> Outcome:
    """Store a redirect per row on `site`; lines with a problem are named and left out."""
    outcome = Outcome()
    seen: dict[str, int] = {}
    for row in rows:
        problem = _problem(row, site, seen)
        if problem:
            outcome.problems.append(f"Dòng {row.number}: {problem}")
            continue
        old = _old_path(row.old)
        seen[old] = row.number
        _store(old, row.new, site, outcome)
    return outcome


def _problem(row: Row, site: Site, seen: dict[str, int]) -> str | None:
    """What is wrong with a line, in Vietnamese, or None."""
    if not row.old or not row.new:
        return "thiếu địa chỉ cũ hoặc địa chỉ mới. Mỗi dòng cần đủ hai cột."
    try:
        return _old_problem(_old_path(row.old), site, seen) or _new_problem(row.new, site)
    except ValueError:  # `http://[xa.gov.vn/bai` is no address
        return "có địa chỉ viết sai nên không đọc được. Hãy chép lại địa chỉ từ trình duyệt."


def _old_problem(old: str, site: Site, seen: dict[str, int]) -> str | None:
    if len(old) > _MAX_PATH:
        return f"địa chỉ cũ dài quá {_MAX_PATH} ký tự."
    if old in seen:
        return f"địa chỉ cũ “{old}” đã có ở dòng {seen[old]}."
    if "?" not in old and page_at(old, site):
        return f"“{old}” đang là một trang ở đây, nên không chuyển đi được."
    return None


def _new_problem(new: str, site: Site) -> str | None:
    if not new.startswith(("/", "http://", "https://")):
        return f"địa chỉ mới “{new}” phải bắt đầu bằng / hoặc https://."
    if _own_path(new, site) and not page_at(_own_path(new, site), site):
        return f"không có trang nào ở “{new}”. Hãy kiểm tra lại địa chỉ mới."
    return None


def _store(old: str, new: str, site: Site, outcome: Outcome) -> None:
    page = page_at(_own_path(new, site), site) if _own_path(new, site) else None
    page_id = page.pk if page else None
    target = {
        "redirect_page_id": page_id,
        "redirect_link": "" if page else new,
        "is_permanent": True,
    }
    redirect = Redirect.objects.filter(site=site, old_path=old).first()
    if redirect is None:
        Redirect.objects.create(site=site, old_path=old, **target)
        outcome.created += 1
    elif all(getattr(redirect, name) == value for name, value in target.items()):
        outcome.unchanged += 1
    else:
        Redirect.objects.filter(pk=redirect.pk).update(automatically_created=False, **target)
        outcome.changed += 1


def page_at(path: str, site: Site) -> Page | None:
    """The published page of `site` that answers at `path`, or None."""
    parts = [part for part in path.split("?", maxsplit=1)[0].split("/") if part]
    try:
        page, _, _ = site.root_page.specific.route(RequestFactory().get(path), parts)
    except Http404:
        return None
    return page


def _own_path(new: str, site: Site) -> str:
    """The path of an address on this site; empty for one elsewhere."""
    parts = urlsplit(new)
    if parts.hostname and parts.hostname != site.hostname:
        return ""
    return parts.path or "/"


def _old_path(old: str) -> str:
    """As the redirect middleware will look it up."""
    parts = urlsplit(old if "//" in old else f"//x/{old.lstrip('/')}")
    return Redirect.normalise_path(f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}")
