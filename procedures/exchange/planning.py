"""Compares records with the database; nothing is written here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from procedures.exchange.problems import Problem, Remark
from procedures.exchange.records import record_of
from procedures.exchange.structure import FIELD_OF_PART, PART_LABELS, Record, has_content
from procedures.exchange.wording import changed_lines, in_words
from procedures.models import OfficialField, Procedure, ProcedureVersion

CREATED, UPDATED, UNCHANGED, REFUSED = "created", "updated", "unchanged", "refused"
CHUNK = 200
"""Records compared at once: two handfuls of queries each."""
_ALWAYS_APART = {"code", "synchronised_on", "place", "remarks", "doubts", "is_national"}


@dataclass(frozen=True)
class Difference:
    """A part of the sheet before and after: the lines that differ."""

    part: str
    before: str
    after: str
    lost: int = 0
    """Rows that stand now and are gone afterwards, where the source empties the part."""

    @property
    def label(self) -> str:
        """The part's name on the official sheet."""
        return PART_LABELS[self.part]

    @property
    def empties(self) -> bool:
        """Whether something stands now and nothing will."""
        return bool(self.before) and not self.after


@dataclass
class Plan:
    """What an import would do to one version of one procedure."""

    action: str
    record: Record
    version: ProcedureVersion | None = None
    differences: list[Difference] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    before: Record | None = None
    """The record of `version` as it stands."""

    @property
    def code(self) -> str:
        """The procedure's code."""
        return str(self.record.get("code", ""))

    @property
    def title(self) -> str:
        """Code and name, as the file says it, else as it stands here."""
        name = self.record.get("name") or (self.version.name if self.version else "")
        return f"{self.code} {name}".strip()

    @property
    def is_name_only(self) -> bool:
        """Whether the procedure would stand here with a name and nothing else."""
        return not has_content(self.record) and not (self.version and self.version.has_content)


def plan_record(record: Record) -> Plan:
    """What writing `record` would do: create, update, leave, or refuse."""
    return next(plan_records([record]))


def plan_records(records: Sequence[Record]) -> Iterator[Plan]:
    """The plans of many records, in their order, in chunks of few queries."""
    for start in range(0, len(records), CHUNK):
        chunk = records[start : start + CHUNK]
        shelf = _Shelf(chunk)
        yield from (shelf.plan(record) for record in chunk)


class _Shelf:
    """What stands of the procedures that a chunk names."""

    def __init__(self, records: Sequence[Record]) -> None:
        codes = [record["code"] for record in records]
        related = ("procedure__life_events", "procedure__related")
        found = ProcedureVersion.objects.whole().filter(procedure__code__in=codes)
        found = found.select_related("procedure__replaced_by").prefetch_related(*related)
        self.versions: dict[str, list[ProcedureVersion]] = {}
        for version in found:
            self.versions.setdefault(version.procedure.code, []).append(version)
        links = {
            code
            for record in records
            for code in [*record.get("related", []), record.get("replaced_by")]
        }
        self.known = set(
            Procedure.objects.filter(code__in=links - {None, ""}).values_list("code", flat=True)
        )
        uuids = [record["uuid"] for record in records if record.get("uuid")]
        owners = Procedure.objects.filter(uuid__in=uuids).values_list("uuid", "code")
        self.owners = {str(uuid): code for uuid, code in owners}

    def plan(self, record: Record) -> Plan:
        """Create, update or leave; an address that another procedure has is left out and named."""
        record = self._with_own_address(record)
        version = _target(self.versions.get(record["code"], []), record)
        if version is None:
            return Plan(CREATED, _with_marks(record, {}))
        before = record_of(version)
        if _adds_nothing(record, version):
            return Plan(UNCHANGED, record | {"synchronised_on": None}, version, before=before)
        record = _with_marks(record, before)
        differences = differences_between(before, self._without_unknown_codes(record))
        return Plan(
            UPDATED if differences else UNCHANGED, record, version, differences, before=before
        )

    def _with_own_address(self, record: Record) -> Record:
        owner = self.owners.get(record.get("uuid") or "")
        if owner in (None, record["code"]):
            return record
        reason = f"mã trong địa chỉ của Cổng đã thuộc thủ tục {owner}, bỏ qua mã này. Hãy kiểm tra lại tệp nguồn."
        remark = Remark(record.get("place", "tệp"), reason, record["code"])
        kept = {part: value for part, value in record.items() if part != "uuid"}
        return kept | {"remarks": [*record.get("remarks", []), remark]}

    def _without_unknown_codes(self, record: Record) -> Record:
        """Links to procedures that are not in the list cannot be kept, so they are no difference."""
        kept = dict(record)
        if "related" in record:
            kept["related"] = [code for code in record["related"] if code in self.known]
        if "replaced_by" in record:
            kept["replaced_by"] = (
                record["replaced_by"] if record["replaced_by"] in self.known else ""
            )
        return kept


def differences_between(before: Record, after: Record) -> list[Difference]:
    """Parts that `after` states otherwise than `before`."""
    return [
        Difference(
            part,
            *changed_lines(in_words(part, before.get(part)), in_words(part, value)),
            lost=_lost(before.get(part), value),
        )
        for part, value in after.items()
        if part not in _ALWAYS_APART and comparable(value) != comparable(before.get(part))
    ]


def comparable(value: object) -> object:
    """Lists of words compare without regard to order; rows keep theirs."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return sorted(value)
    return value


def _lost(before: object, after: object) -> int:
    """Rows, nested ones too, of a part that becomes empty."""
    if after or not isinstance(before, list):
        return 0
    return sum(
        1 + sum(len(value) for value in row.values() if isinstance(value, list))
        if isinstance(row, dict)
        else 1
        for row in before
    )


def _target(versions: list[ProcedureVersion], record: Record) -> ProcedureVersion | None:
    """The version that the record speaks of: by its first day, else the one in force."""
    if "valid_from" in record:
        return next((one for one in versions if one.valid_from == record["valid_from"]), None)
    today = timezone.localdate()
    current = [one for one in versions if one.is_in_force(today)]
    if current:
        return max(current, key=lambda one: (one.valid_from is not None, one.valid_from or today))
    return max(versions, key=lambda one: one.pk, default=None)


def _with_marks(record: Record, before: Record) -> Record:
    """The marks that the text has afterwards: doubts of this reading, and those not read anew.

    A sample stops being one when national text has replaced all that it said of the matter.
    """
    doubts = set(record.get("doubts", []))
    if not record.get("is_national"):
        if not doubts:
            return record
        marks = doubts | set(
            record["unverified"] if "unverified" in record else before.get("unverified", [])
        )
        return record | {"unverified": _in_order(marks)}
    read = {FIELD_OF_PART[part] for part in record if part in FIELD_OF_PART}
    read |= {"times", "fees"} if "methods" in record else set()
    marks = doubts | (set(before.get("unverified", [])) - read)
    marked = record | ({"unverified": _in_order(marks)} if has_content(record) or doubts else {})
    unread = [
        part for part in ("steps", "methods", "cases") if before.get(part) and part not in record
    ]
    if before.get("is_sample") and has_content(record) and not unread:
        marked |= {"is_sample": False, "sources": "", "unverified": _in_order(doubts)}
    return marked


def _adds_nothing(record: Record, version: ProcedureVersion) -> bool:
    """A list of names says nothing of a procedure whose content stands here."""
    return record.get("is_national", False) and not has_content(record) and version.has_content


def _in_order(marks: set[str]) -> list[str]:
    return [field.value for field in OfficialField if field.value in marks]
