import json
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from legacy.readers import ENDINGS, read_source
from legacy.reading import described, read_file
from legacy.source_files import files_under

LEAD = "Sáng ngày 12/10, UBND xã Bản Mẫu tổ chức lễ ra quân hưởng ứng Ngày Chuyển đổi số quốc gia."


def read(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_file(path))


@pytest.mark.parametrize(
    ("name", "content", "line", "reason"),
    [
        ("a.txt", f"{LEAD}{LEAD}", 1, "không tìm thấy tiêu đề"),
        ("a.txt", "", 1, "không tìm thấy tiêu đề"),
        ("a.txt", f"Tiêu đề bài\n\n31/02/2023 08:32\n\n{LEAD}", 3, "không có ngày giờ “31/02/2023 08:32”"),
        ("a.txt", b"%PDF-1.7\n", 1, "tệp nhị phân"),
        ("a.html", b"<p>x</p>\n\x00", 2, "tệp nhị phân"),
        ("a.txt", "Tiêu đề\n\nchữ ".encode() + b"\xe1\xbb", 3, "chữ không phải Unicode"),
        ("a.jpg", b"\xff\xd8\xff\xe0", 1, "tệp nhị phân"),
        ("a.md", "---\ntitle: Bài\ndate: 2023-02-30\n---\nNội dung.", 3, "không có ngày giờ"),
        ("a.md", "---\ntitle: [\n---\nNội dung.", 2, "phần đầu bài"),
        ("a.md", "---\ntitle: Bài\n---\n", 1, "bài không có nội dung"),
        ("a.md", f"---\ntitle: {'a' * 256}\n---\nNội dung.", 1, "dài quá 255"),
        ("a.html", f"<h1>Tiêu đề</h1>\n<p>21/13/2023</p>\n<p>{LEAD}</p>", 2, "không có ngày giờ"),
    ],
)  # fmt: skip
def test_what_cannot_be_trusted_is_refused_by_line_and_reason(
    tmp_path, name, content, line, reason
):
    (refused,) = read(tmp_path, name, content)
    assert refused.manuscript is None
    assert refused.line == line
    assert reason in refused.reason


def test_one_bad_line_of_json_does_not_spoil_the_others(tmp_path):
    rows = [
        json.dumps({"title": "Bài một", "content": LEAD}),
        "{hỏng",
        json.dumps({"title": "", "content": LEAD}),
        json.dumps({"title": "Bài hai", "content": LEAD, "date": "32/01/2023"}),
        json.dumps({"title": "Bài ba", "content": LEAD, "views": "nhiều"}),
        json.dumps({"title": "Bài bốn", "content": f"<p>{LEAD}</p>\ud800"}),
    ]
    reads = read(tmp_path, "a.jsonl", "\n".join(rows))
    assert [one.line for one in reads] == [1, 2, 3, 4, 5, 6]
    assert [bool(one.manuscript) for one in reads] == [True, False, False, False, False, True]
    assert reads[0].name.endswith("a.jsonl:1")


def test_a_file_is_read_by_what_it_holds_not_by_its_name(tmp_path):
    (article,) = read(tmp_path, "a.txt", f"<html><h1>Tiêu đề bài</h1><p>{LEAD}</p></html>")
    assert article.manuscript.title == "Tiêu đề bài"
    (article,) = read(tmp_path, "b.txt", f'---json\n{{"title": "Tiêu đề bài"}}\n---\n{LEAD}')
    assert article.manuscript.title == "Tiêu đề bài"


def test_folders_are_searched_once_without_notes_and_hidden_files(tmp_path):
    for name in ("b.txt", "a/c.md", "README.md", ".an.txt", "anh.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = files_under([tmp_path, tmp_path / "b.txt"])
    assert [path.name for path in found] == ["c.md", "b.txt"]


@given(st.text(max_size=400), st.sampled_from(sorted(ENDINGS)))
@settings(deadline=None)
def test_any_text_is_read_or_refused(content, ending):
    for line, outcome in read_source(content, ending):
        assert line >= 1
        if hasattr(outcome, "title"):
            words = json.dumps(
                [*outcome.paragraphs, outcome.title, outcome.lead], ensure_ascii=False
            )
            assert unicodedata.is_normalized("NFC", words)


@given(st.binary(max_size=300), st.sampled_from(sorted(ENDINGS)))
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path, content, ending):
    path = tmp_path / f"a{ending}"
    path.write_bytes(content)
    for read_one in read_file(path):
        assert read_one.reason or described(read_one)["title"]
