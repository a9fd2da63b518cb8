"""What a person reads who compares two imports: words, not codes; the lines that differ."""

from procedures.choices import Channel, PaperKind, Role, State, TimeUnit
from procedures.exchange.planning import differences_between
from procedures.exchange.structure import PART_LABELS
from procedures.exchange.wording import changed_lines, in_words
from procedures.models import Level, OfficialField
from tests.procedures.making import make_record

CODES = {
    code
    for choices in (Channel, TimeUnit, PaperKind, Role, State, Level, OfficialField)
    for code in choices.values
}


def test_no_code_of_the_database_is_shown():
    record = make_record(unverified=["fees", "bases"])
    said = [in_words(part, record.get(part)) for part in PART_LABELS]
    words = {word.strip(",;:–() ") for text in said for word in text.split()}
    assert words & CODES == set()


def test_each_row_is_a_line_and_a_nested_row_names_its_owner():
    record = make_record()
    assert in_words("methods", record["methods"]).split("\n") == [
        "Trực tiếp, 3 ngày làm việc",
        "– Trực tiếp: Lệ phí, 0 đồng, Miễn khi khai đúng hạn.",
    ]
    assert in_words("cases", record["cases"]) == (
        "Tờ khai đăng ký khai sinh, Nộp, bản chính 1, bản sao 0, mẫu tk.doc"
    )


def test_of_a_long_table_only_the_changed_line_is_shown():
    old = make_record(steps=[{"name": f"Bước {n}", "text": "x" * 200} for n in range(20)])
    steps = [dict(step) for step in old["steps"]]
    steps[17]["text"] = "Nộp tại quầy."
    (difference,) = differences_between(old, {"steps": steps})
    assert difference.label == "Trình tự thực hiện"
    assert difference.before == f"Bước 17, {'x' * 200}"
    assert difference.after == "Bước 17, Nộp tại quầy."


def test_where_only_the_order_changed_all_lines_are_shown():
    assert changed_lines("a\nb", "b\na") == ("a\nb", "b\na")
