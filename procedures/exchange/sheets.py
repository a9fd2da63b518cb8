"""The workbook's layout: written by the export, read by the import, one table for both."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices

from procedures.choices import Channel, Kind, Level, OfficialField, PaperKind, Role, State, TimeUnit
from procedures.exchange import cells

CODE, SINCE = "Mã thủ tục", "Áp dụng từ ngày"


@dataclass(frozen=True)
class Column:
    """One column: its heading, the record's key, how a cell is read, whether it may be empty."""

    heading: str
    key: str
    read: Callable[[object], Any]
    required: bool = False
    optional: bool = False
    """Whether a sheet may lack the column: workbooks of an older version do."""
    labels: dict[str, str] | None = None
    """For choices: value -> label, used by the export."""
    width: int = 20


@dataclass(frozen=True)
class Sheet:
    """One sheet; `group` is the column that says which outer row a nested row belongs to."""

    title: str
    part: str
    columns: tuple[Column, ...]
    group: str = ""
    nested: str = ""
    nested_columns: tuple[Column, ...] = ()

    @property
    def headings(self) -> list[str]:
        """The first row."""
        keys = [CODE, SINCE, *([self.group] if self.group else [])]
        return [*keys, *(column.heading for column in (*self.columns, *self.nested_columns))]


def _choice(
    heading: str, key: str, choices: type[TextChoices], empty: str = "", **kwargs: Any
) -> Column:
    labels = {str(value): str(label) for value, label in choices.choices if value}
    read = cells.one_of(choices.choices, str(empty))
    return Column(heading, key, read, labels=labels, **kwargs)


def _several(heading: str, key: str, choices: type[TextChoices]) -> Column:
    labels = {str(value): str(label) for value, label in choices.choices}
    return Column(heading, key, cells.some_of(choices.choices), labels=labels)


MAIN = Sheet(
    "Thủ tục",
    "",
    (
        Column("Áp dụng đến hết ngày", "valid_to", cells.day),
        Column("Số quyết định", "decision_number", cells.text),
        Column("Tên thủ tục", "name", cells.text, required=True, width=60),
        _several("Cấp thực hiện", "levels", Level),
        _choice("Loại thủ tục", "kind", Kind),
        Column("Lĩnh vực", "subject_areas", cells.sorted_words),
        Column("Số bộ hồ sơ", "number_of_sets", cells.number),
        Column("Yêu cầu, điều kiện thực hiện", "conditions", cells.text, width=60),
        Column("Từ khóa", "keywords", cells.text),
        Column("Mô tả", "description", cells.text, width=60),
        _choice("Tình trạng", "state", State, empty=State.ACTIVE),
        Column("Ghi chú về tình trạng", "state_note", cells.text),
        Column("Thay bằng thủ tục", "replaced_by", cells.optional_code),
        Column("Mã trong địa chỉ của Cổng", "uuid", cells.uuid),
        Column("Việc trong đời sống", "life_events", cells.sorted_words),
        Column("Thủ tục liên quan", "related", cells.codes),
        Column("Địa chỉ nguồn", "source_url", cells.text),
        Column("Nguồn của từng con số", "sources", cells.text, width=60),
        Column("Đồng bộ ngày", "synchronised_on", cells.day),
        _several("Phần cần đối chiếu", "unverified", OfficialField),
        Column("Dữ liệu mẫu", "is_sample", cells.yes_no),
    ),
)
PARTS = (
    Sheet(
        "Trình tự",
        "steps",
        (
            Column("Tên bước", "name", cells.text, width=30),
            Column("Nội dung", "text", cells.text, required=True, width=80),
        ),
    ),
    Sheet(
        "Cách thức",
        "methods",
        (
            _choice("Hình thức nộp", "channel", Channel, required=True),
            Column("Thời hạn", "time_amount", cells.number),
            _choice("Đơn vị thời hạn", "time_unit", TimeUnit, empty=TimeUnit.WORKING_DAY),
            Column("Thời hạn bằng chữ", "time_text", cells.text),
            Column("Nói thêm về thời hạn", "time_note", cells.text, width=40),
            Column("Mô tả", "description", cells.text, width=40),
        ),
        group="Cách thức số",
        nested="fees",
        nested_columns=(
            Column("Tên khoản", "name", cells.text),
            Column("Số tiền (đồng)", "amount", cells.money),
            Column("Số tiền bằng chữ", "amount_text", cells.text, optional=True),
            Column("Tính theo", "unit", cells.text),
            Column("Miễn, giảm, điều kiện", "note", cells.text, width=40),
            Column("Nghị quyết của địa phương", "local_decision", cells.text),
        ),
    ),
    Sheet(
        "Hồ sơ",
        "cases",
        (Column("Trường hợp", "name", cells.text, width=40),),
        group="Trường hợp số",
        nested="papers",
        nested_columns=(
            Column("Tên giấy tờ", "name", cells.text, required=True, width=60),
            _choice("Loại", "kind", PaperKind, required=True),
            Column("Bản chính", "originals", cells.number, required=True),
            Column("Bản sao", "copies", cells.number, required=True),
            Column("Khi nào cần", "condition", cells.text, width=40),
            Column("Tên tệp mẫu đơn", "form_name", cells.text),
            Column("Có biểu mẫu điện tử", "has_electronic_form", cells.yes_no),
        ),
    ),
    Sheet(
        "Đối tượng", "subjects", (Column("Đối tượng", "name", cells.text, required=True, width=60),)
    ),
    Sheet(
        "Cơ quan",
        "agencies",
        (
            _choice("Vai trò", "role", Role, required=True),
            Column("Tên cơ quan", "name", cells.text, required=True, width=60),
        ),
    ),
    Sheet("Kết quả", "results", (Column("Kết quả", "name", cells.text, required=True, width=60),)),
    Sheet(
        "Căn cứ",
        "legal_bases",
        (
            Column("Số, ký hiệu", "number", cells.text),
            Column("Trích yếu", "abstract", cells.text, width=60),
            Column("Ngày ban hành", "issued_on", cells.day),
            Column("Cơ quan ban hành", "issuer", cells.text),
            Column("Địa chỉ văn bản", "url", cells.text),
        ),
    ),
)
SHEETS = (MAIN, *PARTS)
