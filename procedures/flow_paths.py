"""Walks a flow: a path is the numbers of the answers given, an outcome what they select."""

from dataclasses import dataclass, field
from itertools import islice

from search.folding import folded_text

MANY_PATHS = 300


@dataclass
class Outcome:
    """What a case comes to; empty texts mean: as the guide says."""

    papers: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)
    fee: str = ""
    place: str = ""
    time: str = ""
    working_days: int | None = None
    notes: list[str] = field(default_factory=list)
    guide: object = None


class Flow:
    """The questions of a guide; `always` are the papers that everybody brings."""

    def __init__(self, stream):
        children = list(stream or [])
        self.questions = [one.value for one in children if one.block_type == "question"]
        self.always = [
            line for one in children if one.block_type == "always" for line in _lines(one.value)
        ]

    def walk(self, path):
        """(answered, next number): pairs of question and answer, and the question that comes, or None.

        Raises `LookupError` where the path names an answer that there is not.
        """
        answered, number = [], 1 if self.questions else None
        for choice in path:
            if number is None:
                raise LookupError(choice)
            question = self.questions[number - 1]
            answers = list(question["answers"])
            if not 1 <= choice <= len(answers):
                raise LookupError(choice)
            answer = answers[choice - 1]
            answered.append((question, answer))
            number = answer["next"]
            if number is not None and number > len(self.questions):
                raise LookupError(choice)
        return answered, number

    def outcome(self, answered):
        """What the answers select; a later answer's fee, place and time win."""
        found = Outcome(papers=list(self.always))
        for _, answer in answered:
            found.papers += _lines(answer["papers"])
            found.cases += [answer["case"]] if answer["case"] else []
            found.notes += [answer["note"]] if answer["note"] else []
            for name in ("fee", "place", "time"):
                setattr(found, name, answer[name] or getattr(found, name))
            if answer["working_days"] is not None:
                found.working_days = answer["working_days"]
            found.guide = answer["guide"] or found.guide
        found.papers = list(dict.fromkeys(found.papers))
        return found

    def paths(self):
        """Every path from the first question to an end."""

        def from_here(path):
            _, number = self.walk(path)
            if number is None:
                yield path
                return
            for choice in range(1, len(list(self.questions[number - 1]["answers"])) + 1):
                yield from from_here((*path, choice))

        return islice(from_here(()), MANY_PATHS) if self.questions else iter(())


def paths_and_faults(page):
    """For the editor: (labels, papers) of every path, and sentences on what is wrong."""
    flow = Flow(page.flow)
    papers = national_papers(page.version)
    paths, ends, reached = [], [], set()
    for path in flow.paths():
        answered, _ = flow.walk(path)
        outcome = flow.outcome(answered)
        chosen = chosen_papers(outcome, page.version)
        reached |= {paper.pk for paper, _ in chosen if paper}
        labels = [answer["label"] for _, answer in answered]
        paths.append((labels, [text for _, text in chosen], outcome.guide))
        if not chosen and not outcome.guide:
            ends.append(" → ".join(labels))
    faults = [f"Đường “{end}” kết thúc mà không có giấy tờ nào." for end in ends]
    if flow.questions:
        faults += [
            f"Không đường nào tới giấy: {paper.name[:100]}"
            for paper in papers
            if paper.pk not in reached
        ]
        asked = {id(question) for path in flow.paths() for question, _ in flow.walk(path)[0]}
        faults += [
            f"Câu hỏi {n}: không đường nào tới."
            for n, one in enumerate(flow.questions, 1)
            if id(one) not in asked
        ]
    return paths, faults


def national_papers(version):
    """The papers of a version that are papers: no remarks."""
    if version is None:
        return []
    papers = [paper for case in version.cases.all() for paper in case.papers.all()]
    return [paper for paper in papers if paper.is_paper]


def chosen_papers(outcome, version):
    """(national paper or None, its text) of an outcome, in its order, each once."""
    papers = national_papers(version)
    found = []
    for line in outcome.papers:
        wanted = folded_text(line)
        match = next(
            (paper for paper in papers if folded_text(paper.name).startswith(wanted)), None
        )
        match = match or next(
            (paper for paper in papers if wanted in folded_text(paper.name)), None
        )
        found.append((match, match.name if match else line))
    for name in outcome.cases:
        for case in version.cases.all() if version else ():
            if folded_text(case.name).startswith(folded_text(name)):
                found += [(paper, paper.name) for paper in case.papers.all() if paper.is_paper]
    return list({text: (paper, text) for paper, text in found}.values())


def _lines(text):
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
