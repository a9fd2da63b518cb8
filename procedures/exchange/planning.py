"""Compares records with the database; nothing is written here."""

from dataclasses import dataclass, field

from django.utils import timezone

from procedures.exchange.problems import Problem
from procedures.exchange.records import record_of
from procedures.exchange.structure import PART_LABELS
from procedures.exchange.wording import changed_lines, in_words
from procedures.models import Procedure, ProcedureVersion

CREATED, UPDATED, UNCHANGED, REFUSED = "created", "updated", "unchanged", "refused"
_ALWAYS_APART = {"code", "synchronised_on", "place"}


@dataclass(frozen=True)
class Difference:
    """A part of the sheet before and after: the lines that differ."""

    part: str
    before: str
    after: str

    @property
    def label(self):
        """The part's name on the official sheet."""
        return PART_LABELS[self.part]


@dataclass
class Plan:
    """What an import would do to one version of one procedure."""

    action: str
    record: dict
    version: ProcedureVersion | None = None
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def code(self):
        """The procedure's code."""
        return self.record.get("code", "")

    @property
    def title(self):
        """Code and name, as the file says it, else as it stands here."""
        name = self.record.get("name") or (self.version.name if self.version else "")
        return f"{self.code} {name}".strip()


def plan_record(record):
    """What writing `record` would do: create, update, leave, or refuse."""
    procedure = Procedure.objects.filter(code=record["code"]).first()
    problems = _conflicts(record, procedure)
    if problems:
        return Plan(REFUSED, record, problems=problems)
    version = _target(procedure, record) if procedure else None
    if version is None:
        return Plan(CREATED, record)
    differences = differences_between(record_of(version), _without_unknown_codes(record))
    return Plan(UPDATED if differences else UNCHANGED, record, version, differences)


def differences_between(before, after):
    """Parts that `after` states otherwise than `before`."""
    return [
        Difference(part, *changed_lines(in_words(part, before.get(part)), in_words(part, value)))
        for part, value in after.items()
        if part not in _ALWAYS_APART and comparable(value) != comparable(before.get(part))
    ]


def comparable(value):
    """Lists of words compare without regard to order; rows keep theirs."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return sorted(value)
    return value


def _target(procedure, record):
    """The version that the record speaks of: by its first day, else the one in force."""
    versions = ProcedureVersion.objects.whole().filter(procedure=procedure)
    if "valid_from" in record:
        return versions.filter(valid_from=record["valid_from"]).first()
    today = timezone.localdate()
    return versions.in_force(today).first() or versions.order_by("-pk").first()


def _without_unknown_codes(record):
    """Links to procedures that are not in the list cannot be kept, so they are no difference."""
    links = [*record.get("related", []), record.get("replaced_by") or ""]
    known = set(Procedure.objects.filter(code__in=links).values_list("code", flat=True))
    kept = dict(record)
    if "related" in record:
        kept["related"] = [code for code in record["related"] if code in known]
    if "replaced_by" in record:
        kept["replaced_by"] = record["replaced_by"] if record["replaced_by"] in known else ""
    return kept


def _conflicts(record, procedure):
    """An address on the national portal belongs to one procedure."""
    uuid = record.get("uuid")
    if not uuid:
        return []
    owner = Procedure.objects.filter(uuid=uuid).exclude(code=record["code"]).first()
    if owner is None:
        return []
    reason = f"mã trong địa chỉ của Cổng đã thuộc thủ tục {owner.code}. Hãy kiểm tra lại tệp nguồn."
    return [Problem(record.get("place", "tệp"), reason, record["code"])]
