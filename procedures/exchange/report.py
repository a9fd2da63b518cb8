"""What an import did, or would do."""

from collections import Counter
from dataclasses import dataclass, field

from procedures.exchange.planning import (
    CREATED,
    REFUSED,
    UNCHANGED,
    UPDATED,
    Difference,
    Plan,
)
from procedures.exchange.problems import Problem

LABELS = {CREATED: "Thêm mới", UPDATED: "Cập nhật", UNCHANGED: "Không đổi", REFUSED: "Không nhập"}


@dataclass
class Report:
    """What an import did, or would do."""

    plans: list[Plan] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    file_remarks: list[Problem] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    marked: int = 0
    """Parts that came in as text only and are marked "cần đối chiếu"."""

    @property
    def counts(self) -> dict[str, int]:
        """Number of procedures by action; refused ones are counted by code."""
        found = Counter(plan.action for plan in self.plans)
        refused = {problem.code or problem.place for problem in self.problems}
        found[REFUSED] = len(refused | {plan.code for plan in self.plans if plan.action == REFUSED})
        return {action: found.get(action, 0) for action in LABELS}

    @property
    def all_problems(self) -> list[Problem]:
        """Faults of the file and of single plans: what did not come in."""
        return [*self.problems, *(one for plan in self.plans for one in plan.problems)]

    @property
    def remarks(self) -> list[Problem]:
        """What came in as text, or stayed as it was, each with its place."""
        found = [
            *self.file_remarks,
            *(one for plan in self.plans for one in plan.record.get("remarks", [])),
        ]
        return list(dict.fromkeys(found))

    @property
    def names_only(self) -> int:
        """How many procedures would stand here without any content."""
        return sum(plan.is_name_only for plan in self.plans)

    @property
    def emptied(self) -> list[tuple[Plan, Difference]]:
        """(plan, difference) of parts that the files empty."""
        return [(plan, one) for plan in self.plans for one in plan.differences if one.empties]
