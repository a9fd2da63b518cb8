"""What a record of a procedure holds, and the rows that it becomes.

A record is a dict of plain values. A key that is absent was not stated by the source: what the
database has stays. Lists of rows are lists of dicts, nested rows (`fees`, `papers`) inside them.
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

from django.db.models import Model

from procedures import models

Row: TypeAlias = dict[str, Any]
"""A row of a part: column -> plain value; rows nested in it stand under their part's name."""
Record: TypeAlias = dict[str, Any]
"""What a source states of one procedure: part -> plain value or rows. Values have passed a reader."""


@dataclass(frozen=True)
class Rows:
    """Rows of a version: their model, the columns that count, and the rows nested in each."""

    model: type[Model]
    fields: tuple[str, ...]
    owner: str = "version"
    nested: str = ""


ROWS = {
    "steps": Rows(models.Step, ("name", "text")),
    "methods": Rows(
        models.SubmissionMethod,
        ("channel", "time_amount", "time_unit", "time_text", "time_note", "description"),
        nested="fees",
    ),
    "cases": Rows(models.DossierCase, ("name",), nested="papers"),
    "subjects": Rows(models.Subject, ("name",)),
    "agencies": Rows(models.Agency, ("role", "name")),
    "results": Rows(models.Result, ("name",)),
    "legal_bases": Rows(models.LegalBasis, ("number", "abstract", "issued_on", "issuer", "url")),
}
NESTED = {
    "fees": Rows(
        models.Fee, ("name", "amount", "amount_text", "unit", "note", "local_decision"), "method"
    ),
    "papers": Rows(
        models.Paper,
        ("name", "kind", "originals", "copies", "condition", "form_name", "has_electronic_form"),
        "case",
    ),
}
VERSION_FIELDS = (
    "valid_from", "valid_to", "decision_number", "name", "levels", "kind", "number_of_sets",
    "conditions", "keywords", "description", "source_url", "sources", "unverified", "is_sample",
)  # fmt: skip
PROCEDURE_FIELDS = ("uuid", "state", "state_note")
PROCEDURE_LINKS = ("life_events", "related", "replaced_by")

PART_LABELS = {
    "valid_from": "Áp dụng từ ngày",
    "valid_to": "Áp dụng đến hết ngày",
    "decision_number": "Số quyết định",
    "name": "Tên thủ tục",
    "levels": "Cấp thực hiện",
    "kind": "Loại thủ tục",
    "subject_areas": "Lĩnh vực",
    "steps": "Trình tự thực hiện",
    "methods": "Cách thức, thời hạn, phí",
    "cases": "Thành phần hồ sơ",
    "subjects": "Đối tượng thực hiện",
    "agencies": "Cơ quan",
    "results": "Kết quả thực hiện",
    "legal_bases": "Căn cứ pháp lý",
    "number_of_sets": "Số bộ hồ sơ",
    "conditions": "Yêu cầu, điều kiện",
    "keywords": "Từ khóa",
    "description": "Mô tả",
    "source_url": "Địa chỉ nguồn",
    "sources": "Nguồn của từng con số",
    "unverified": "Phần cần đối chiếu",
    "is_sample": "Dữ liệu mẫu",
    "uuid": "Mã trong địa chỉ của Cổng",
    "state": "Tình trạng",
    "state_note": "Ghi chú về tình trạng",
    "replaced_by": "Thay bằng thủ tục",
    "life_events": "Việc trong đời sống",
    "related": "Thủ tục liên quan",
}


FIELD_OF_PART = {
    "decision_number": "decision",
    "name": "name",
    "kind": "kind",
    "steps": "steps",
    "methods": "methods",
    "cases": "papers",
    "subjects": "subjects",
    "agencies": "agencies",
    "results": "results",
    "legal_bases": "bases",
    "conditions": "conditions",
}
"""Which mark "cần đối chiếu" (`OfficialField`) speaks of which part."""
CONTENT_PARTS = ("steps", "methods", "cases")
"""A record with none of these is a name in a list, not a procedure that a resident can use."""


def has_content(record: Record) -> bool:
    """Whether a record says anything of what a resident has to do."""
    return any(record.get(part) for part in CONTENT_PARTS)
