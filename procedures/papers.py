"""The papers of one case as a person gets them together: by kind, special cases apart."""

import re
import zlib
from dataclasses import dataclass

PAPER_HEADINGS = {
    "submit": "Giấy tờ phải nộp",
    "show": "Giấy tờ mang theo để xuất trình",
    "electronic": "Không phải nộp nếu cơ quan tra được trên hệ thống",
    "note": "Lưu ý",
}
HEADINGS_OF_SPECIAL_CASES = {
    "submit": "Chỉ nộp khi thuộc trường hợp riêng",
    "show": "Chỉ mang theo khi thuộc trường hợp riêng",
}
"""Papers that most people do not need stand apart, so that nobody fetches them in vain."""
_SPECIAL_CONDITION = re.compile(r"chỉ (\w+ )?(khi|nếu|với|đối với|trong trường hợp)\b", re.I)
_SPECIAL_NAME = re.compile(r"(trong |đối với )?trường hợp\b|nếu\b", re.I)

LONGEST_PAPER, SHORTEST_HEAD = 320, 25
"""Letters of a name that are shown at once, and those that a head has at least."""
_ENUMERATION = re.compile(r"(?:(?P<end>[:.])|(?<!\s))\s*(?:(?=[-–+*•]\s)|\n)|(?<=[:.;])\s")

_BETWEEN = re.compile(r"(?<!\s)\s+(?=[+•]\s)")
"""Items that the portal has put on one line."""


@dataclass(frozen=True)
class PaperGroup:
    """Papers of one kind within a case."""

    kind: str
    heading: str
    papers: list

    @property
    def is_checklist(self):
        """Remarks are read, not ticked."""
        return self.kind != "note"

    @property
    def is_folded(self):
        """Remarks, and papers that most people do not need, wait below their heading."""
        return self.kind == "note" or self.heading in HEADINGS_OF_SPECIAL_CASES.values()


def paper_groups(case, forms):
    """The case's papers by kind, in the order in which a person needs them; special cases apart."""
    papers = list(case.papers.all())
    for paper in papers:
        paper.document = forms.get(paper.form_name)
        paper.head, paper.rest = parted(paper.name)
        paper.mark = f"{zlib.crc32(f'{case.name}|{paper.name}'.encode()):08x}"
    groups = [
        PaperGroup(kind, heading, [paper for paper in papers if _belongs(paper, kind, heading)])
        for kind, heading in _headings()
    ]
    return [group for group in groups if group.papers]


def parted(name):
    """(what it is, what else the law says of it): a paper that is told on a page of its own is not read.

    Cut where the enumeration begins, else at a word; the head of a short name is all of it.
    """
    name = name.strip()
    if len(name) <= LONGEST_PAPER:
        return name, ""
    found = _ENUMERATION.search(name, SHORTEST_HEAD, LONGEST_PAPER)
    if found:
        head = name[: found.start()].rstrip(" ,;") + (found["end"] or "")
        return head, _BETWEEN.sub("\n", name[found.end() :].strip())
    head = name[:LONGEST_PAPER].rpartition(" ")[0]
    return f"{head}…", f"… {name[len(head) :].strip()}"


def _headings():
    for kind, heading in PAPER_HEADINGS.items():
        yield kind, heading
        if kind in HEADINGS_OF_SPECIAL_CASES:
            yield kind, HEADINGS_OF_SPECIAL_CASES[kind]


def _belongs(paper, kind, heading):
    special = HEADINGS_OF_SPECIAL_CASES.get(kind)
    if paper.kind in HEADINGS_OF_SPECIAL_CASES and not paper.is_paper:
        return kind == "note"
    return paper.kind == kind and (special is None or _is_special(paper) == (heading == special))


def _is_special(paper):
    """Whether the national text says that only some people need this paper."""
    return bool(_SPECIAL_CONDITION.match(paper.condition) or _SPECIAL_NAME.match(paper.name))
