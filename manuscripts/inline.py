"""Runs of inline text: how a paragraph split over many spans becomes one again.

Word and old editors cut a sentence into dozens of spans, sometimes between a letter
and its combining mark. Runs that look alike are joined before the HTML is written,
so that only meaningful tags are left.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import groupby

from manuscripts.elements import escaped
from pages.clean_text import clean_text

TAG_ORDER = ("b", "i", "s", "sup", "sub")
GAP = r"[ \t]*(?:\u00a0[ \t]*){6,}"
GAP_BEFORE_SIGNATURE = re.compile(rf"(?:^|(?<=[.!?…/\"”)])){GAP}(?=[^\u00a0\n]{{2,60}}$)")


@dataclass(frozen=True)
class Run:
    """A piece of text in one style: `marks` from TAG_ORDER, `href` for a link."""

    text: str
    marks: frozenset[str] = frozenset()
    href: str = ""

    def alike(self, other: "Run") -> bool:
        """Whether both look and link the same."""
        return self.marks == other.marks and self.href == other.href


def with_text(run: Run, text: str) -> Run:
    """The run with other words; itself when they are the same, as they nearly always are."""
    return run if run.text == text else Run(text, run.marks, run.href)


def tidy(runs: list[Run]) -> list[Run]:
    """Join runs that look alike, clean their text, trim both ends."""
    joined = join_alike(stick_marks_to_letters(runs))
    cleaned = [with_text(run, clean_text(signature_apart(run.text))) for run in joined]
    return trimmed(single_blanks(join_alike(cleaned)))


def text_of(runs: list[Run]) -> str:
    """The words of the runs."""
    return "".join(run.text for run in runs)


def html_of(runs: list[Run]) -> str:
    """The runs as HTML; neighbours that lead to one place are one link."""
    return "".join(
        link_html(list(group), href) for href, group in groupby(runs, lambda run: run.href)
    )


def link_html(runs: list[Run], href: str) -> str:
    """Runs that lead to one place, in one link; white space at either end stays outside."""
    html = "".join(run_html(run) for run in runs)
    words = html.strip()
    if not href or not words:
        return html
    before, _, after = html.partition(words)
    address = escaped(href).replace('"', "&quot;")
    return f'{before}<a href="{address}">{words}</a>{after}'


def wholly(runs: list[Run], mark: str) -> bool:
    """True when every visible letter of the runs carries the mark."""
    spoken = [run for run in runs if run.text.strip()]
    return bool(spoken) and all(mark in run.marks for run in spoken)


def run_html(run: Run) -> str:
    """The run's words between its tags; white space at either end stays outside."""
    words = run.text.strip()
    if not words:
        return escaped(run.text)
    before, _, after = run.text.partition(words)
    html = escaped(words)
    for tag in reversed(TAG_ORDER):
        html = f"<{tag}>{html}</{tag}>" if tag in run.marks else html
    return escaped(before) + html + escaped(after)


def join_alike(runs: list[Run]) -> list[Run]:
    """Neighbours in the same style become one run; a blank takes its neighbour's style."""
    joined: list[Run] = []
    for run in filter(lambda run: run.text, runs):
        if joined and (joined[-1].alike(run) or not run.text.strip()):
            joined[-1] = with_text(joined[-1], joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined


def stick_marks_to_letters(runs: list[Run]) -> list[Run]:
    """Move a combining mark that opens a run back to the letter it belongs to."""
    stuck: list[Run] = []
    for run in runs:
        if run.text[:1].isascii():
            stuck.append(run)
            continue
        letters = run.text.lstrip("".join(filter(unicodedata.combining, set(run.text))))
        marks = run.text[: len(run.text) - len(letters)]
        if marks and stuck:
            stuck[-1] = with_text(stuck[-1], stuck[-1].text + marks)
        stuck.append(with_text(run, letters) if marks and stuck else run)
    return stuck


def single_blanks(runs: list[Run]) -> list[Run]:
    """No blank at the start of a run when the run before it ends with one."""
    single: list[Run] = []
    for run in runs:
        blank_before = single and single[-1].text.endswith((" ", "\n"))
        single.append(with_text(run, run.text.lstrip(" ")) if blank_before else run)
    return single


def trimmed(runs: list[Run]) -> list[Run]:
    """Without white space at either end of the whole."""
    runs = [run for run in runs if run.text]
    while runs and not runs[0].text.strip():
        runs = runs[1:]
    while runs and not runs[-1].text.strip():
        runs = runs[:-1]
    if runs:
        runs[0] = with_text(runs[0], runs[0].text.lstrip())
        runs[-1] = with_text(runs[-1], runs[-1].text.rstrip())
    return runs


def signature_apart(text: str) -> str:
    """No-break spaces that pushed a short signature to the right edge mean a new line."""
    return GAP_BEFORE_SIGNATURE.sub("\n", text)
