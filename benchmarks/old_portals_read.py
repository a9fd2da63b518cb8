"""How well whole old portals are read: six kinds, against trafilatura and readability in one run.

    python benchmarks/old_portals_read.py [pages of each kind]

Prints for each kind what was found, lost and wrongly made, the share of right fields, and the F1 of
the bodies' words for the three readers on the same pages; at the end the CPU per article. `pip install
readability-lxml` for its column; it is in no requirements file.
"""

import os
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")

import django

django.setup()

import trafilatura  # noqa: E402
from bs4 import BeautifulSoup  # noqa: E402

from benchmarks.old_portals import KINDS, write_portal  # noqa: E402
from legacy.survey.kinds import Kind  # noqa: E402
from legacy.survey.survey import Survey  # noqa: E402

try:
    from readability import Document
except ImportError:
    Document = None


def f1(found: str, wanted: str) -> float:
    """Of words, in any order."""
    one, two = (Counter(re.findall(r"\w+", text.lower())) for text in (found, wanted))
    common = sum((one & two).values())
    return 2 * common / (one.total() + two.total()) if one or two else 1.0


def other_readers(page: str) -> dict[str, str]:
    """The text as trafilatura and readability see it."""
    texts = {"trafilatura": trafilatura.extract(page, include_comments=False) or ""}
    if Document is not None:
        try:
            texts["readability"] = BeautifulSoup(Document(page).summary(), "lxml").get_text(" ")
        except Exception:  # another's reader may fail on a page: that counts as nothing read
            texts["readability"] = ""
    return texts


def measure(kind: str, pages: int, scores: dict) -> dict:
    """One portal."""
    with tempfile.TemporaryDirectory() as folder:
        truths = write_portal(kind, Path(folder), pages)
        by_title = {one.title: one for one in truths}
        begun = time.process_time()
        with Survey([folder]) as survey:
            found = [one for one in survey.look() if one.kind is Kind.ARTICLE]
            seconds = time.process_time() - begun
            right = Counter()
            wrong = [one.name for one in found if one.title not in by_title]
            seen = {}
            for one in found:
                truth = by_title.get(one.title)
                if truth is None or truth.number in seen:
                    continue
                seen[truth.number] = one
                score(survey.manuscript(one), truth, one, right, scores)
        doubts = sum(bool(one.doubts) for one in found)
    lost = len(truths) - len(seen)
    double = len(found) - len(wrong) - len(seen)
    return {"found": len(seen), "lost": lost, "wrong": len(wrong) + double, "doubts": doubts, "right": right,
            "all": len(truths), "ms": seconds / len(truths) * 1000, "names": wrong[:3]}  # fmt: skip


def score(read, truth, one, right: Counter, scores: dict) -> None:
    """Fields and bodies of one article."""
    right["date"] += (
        bool(read.published_at) and read.published_at.strftime("%Y-%m-%d") == truth.date[:10]
    )
    right["author"] += read.author == truth.author
    right["section"] += read.section == truth.section
    right["lead"] += read.lead == truth.paragraphs[0]
    right["file"] += truth.file in "".join(getattr(e, "href", "") for e in read.body)
    right["picture"] += truth.picture in "".join(p.src for p in read.figures)
    right["address"] += truth.path in one.addresses
    wanted = " ".join([*truth.paragraphs, truth.caption])
    ours = " ".join([read.lead, *read.paragraphs, *(p.caption for p in read.figures)])
    texts = {"import_portal": ours, **other_readers(one.path.read_text(encoding="utf-8"))}
    for name, text in texts.items():
        scores.setdefault((name, truth.short), []).append(f1(text, wanted))


def main(pages: int) -> None:
    """Every kind, then the readers side by side."""
    scores: dict = {}
    for kind in KINDS:
        told = measure(kind, pages, scores)
        fields = " ".join(
            f"{name} {count / told['all']:.3f}" for name, count in told["right"].items()
        )
        print(f"{kind:11} {told['found']}/{told['all']} found, {told['lost']} lost, {told['wrong']} wrong, "
              f"{told['doubts']} in doubt, {told['ms']:.0f} ms CPU; {fields} {told['names']}")  # fmt: skip
    for name in ("import_portal", "trafilatura", "readability"):
        short, long = scores.get((name, True), []), scores.get((name, False), [])
        if short:
            both = sum(short + long) / len(short + long)
            print(f"F1 {name:14} all {both:.3f}  short {sum(short) / len(short):.3f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 300)
