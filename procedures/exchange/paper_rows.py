"""Turns a source's list of papers into cases: headings among the papers become kinds or cases."""

import re

from procedures.exchange.structure import Row
from procedures.prose import tidy

KIND_BY_HEADING = (
    (re.compile("xuất trình", re.I), "show"),
    (re.compile("lưu ý|ghi chú", re.I), "note"),
    (re.compile("phải nộp|bao gồm|thành phần hồ sơ|giấy tờ nộp|hồ sơ gồm", re.I), "submit"),
)
MANY = 99
"""More originals than anybody hands in: a number that a machine has read out of a name."""
LONGEST_CASE = 500
_HEADING = re.compile(r"^[\s*\-–+•]*+(.{3,160}?)\s*+:\s*$", re.S)
_NOTE = re.compile(r"^[\s*\-–+•]*(lưu ý|ghi chú)\b", re.I)


class Cases:
    """Collects papers in the order of the source."""

    def __init__(self) -> None:
        self.found: dict[str, list[Row]] = {}
        self.name, self.kind = "", "submit"

    def heading(self, text: str) -> None:
        """A heading: a kind of papers within one case, or a case of its own."""
        title = tidy(text).strip(" :-–*+•")
        kind = next((kind for pattern, kind in KIND_BY_HEADING if pattern.search(title)), None)
        short = len(title) <= LONGEST_CASE
        self.name = "" if kind or not short else title
        self.kind = kind or "submit"
        self.found.setdefault(self.name, [])

    def add(self, paper: Row) -> None:
        """A paper under the last heading; a heading that the source lists as a paper is none."""
        name = paper["name"]
        if _is_heading(paper):
            self.heading(name)
            return
        kind = "note" if _NOTE.match(name) else self.kind
        row = {
            "originals": 0, "copies": 0, "condition": "", "form_name": "",
            "has_electronic_form": False, **paper, "name": re.sub(r"^[\s\-–•*+]+", "", name) or name,
            "kind": kind,
        }  # fmt: skip
        self.found.setdefault(self.name, []).append(row)

    @property
    def rows(self) -> list[Row]:
        """The cases that hold anything; a lone heading without papers is dropped."""
        return [{"name": name, "papers": papers} for name, papers in self.found.items() if papers]


def _is_heading(paper: Row) -> bool:
    if paper.get("originals") or paper.get("copies") or paper.get("form_name"):
        return False
    found = _HEADING.match(paper["name"])
    return bool(found) and "\n" not in tidy(paper["name"])


def quantity(value: object) -> tuple[int, str]:
    """(number, doubt) of originals or copies from a number, `x`, or text."""
    if value in (None, "", False):
        return 0, ""
    if value is True or str(value).strip().lower() in ("x", "có"):
        return 1, ""
    try:
        number = float(str(value).strip())
    except ValueError:
        return 1, f"số lượng “{str(value)[:40]}” không phải một con số; ghi tạm là 1."
    if not 0 <= number <= MANY or not number.is_integer():
        return 1, f"số lượng “{str(value)[:40]}” bất thường; ghi tạm là 1."
    return int(number), ""
