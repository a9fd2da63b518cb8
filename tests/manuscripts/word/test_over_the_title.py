"""What writers put over and around a title, in more words than one file has: it is never the title itself."""

import pytest

from manuscripts.shown import shown
from tests.manuscripts.word import documents as made
from tests.manuscripts.word.bare import bare, cell, field, p, picture, run, table
from tests.manuscripts.word.reading import read

BOLD, CENTRED, RIGHT = "<w:b/>", '<w:jc w:val="center"/>', '<w:jc w:val="right"/>'
TITLE = "Xã Mẫu họp dân bàn việc"
STATE = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
PICTURE = {
    "parts": {"word/media/1.png": made.picture(kind="PNG")},
    "relations": [("i1", "image", "media/1.png", False)],
}


def centred(words):
    return p(run(words, BOLD), looks=CENTRED)


def article(*above, below=""):
    return read(
        bare("".join(above) + centred(TITLE) + below + p(made.LEAD) + p(made.SENTENCE), whole=True)
    ).manuscript


LINES = [
    "Tin ngày 20/11/2025", "Sáng ngày 20/11/2025", "Tin tức ngày 20/11/2025", "Ngày 20 tháng 11", "20/11",
    "TIN, BÀI ĐĂNG CỔNG TTĐT", "Tin hoạt động thôn Nà Lạn", "Bài viết tuyên truyền", "TIN VẮN", "Tiêu đề:",
    "BẢN TIN TRUYỀN THANH", "Tin bài gửi đăng trang thông tin điện tử xã", "BÀI DỰ THI", "Tin thời sự:",
    "Chuyên mục: Nông thôn mới", "Kính gửi anh Nam phòng Văn hóa", "Gửi anh chị bài viết ạ", "Dear anh Nam",
]  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_dates_labels_and_greetings_are_no_title(line):
    found = article(centred(line))
    assert (found.title, found.lead, found.paragraphs) == (TITLE, made.LEAD, [made.SENTENCE])


def test_a_label_above_running_text_is_the_only_title_there_is():
    content = bare(centred("BẢN TIN TRUYỀN THANH") + p(made.LEAD) + p(made.SENTENCE), whole=True)
    assert read(content).manuscript.title == "BẢN TIN TRUYỀN THANH"


@pytest.mark.parametrize("above", [True, False])
def test_who_wrote_it_may_stand_over_or_under_the_title(above):
    signed = p("Tin, ảnh: Lò Văn Mẫu", looks=RIGHT)
    found = article(signed) if above else article(below=signed)
    assert (found.title, found.lead, found.author) == (TITLE, made.LEAD, "Lò Văn Mẫu")


LONG = (
    "Đoàn công tác của Huyện ủy Mẫu thăm, tặng quà gia đình chính sách trên địa bàn xã Mẫu nhân dịp kỷ niệm "
    "ngày Thương binh Liệt sĩ"
)
TITLES = {
    "closed with a full stop": (centred("Xã Mẫu họp dân."), "Xã Mẫu họp dân"),
    "a colon at the end of its first line": (
        centred("XÃ MẪU:") + centred("HỌP DÂN BÀN VIỆC LÀM ĐƯỜNG"),
        "XÃ MẪU: HỌP DÂN BÀN VIỆC LÀM ĐƯỜNG",
    ),
    "long and plain": (p(LONG), LONG),
}


@pytest.mark.parametrize("kind", TITLES)
def test_a_title_is_one_however_it_was_typed(kind):
    typed, title = TITLES[kind]
    found = read(bare(typed + p(made.LEAD) + p(made.SENTENCE), whole=True)).manuscript
    assert (found.title, found.lead, found.paragraphs) == (title, made.LEAD, [made.SENTENCE])


def test_named_parts_lose_their_names():
    lines = (
        f"Tên bài: {TITLE}",
        f"Sapo: {made.LEAD}",
        "Nội dung:",
        made.SENTENCE,
    )
    found = read(bare("".join(map(p, lines)), whole=True)).manuscript
    assert (found.title, found.lead, found.paragraphs) == (TITLE, made.LEAD, [made.SENTENCE])


def test_a_remark_in_brackets_under_the_title_is_no_lead():
    found = article(below=p(run("(Tin từ thôn Nà Lạn)", "<w:i/>"), looks=CENTRED))
    assert (found.lead, found.paragraphs) == (
        made.LEAD,
        ["(Tin từ thôn Nà Lạn)", made.SENTENCE],
    )


def letter(left, kind, *above):
    head = table([cell("".join(map(p, lines))) for lines in (left, STATE)])
    return read(
        bare("".join(above) + head + kind + p(made.LEAD) + p(made.SENTENCE), whole=True)
    ).manuscript


def test_the_matter_of_a_letter_may_be_written_out():
    found = letter(["UBND XÃ MẪU", "Số: 88/UBND-VP", "Về việc mời họp giao ban"], "")
    assert found.title == "Công văn về việc mời họp giao ban"


@pytest.mark.parametrize("matter", ["(V/v cắt điện ngày 15/5)", "V/v: cắt điện ngày 15/5"])
def test_the_matter_of_a_notice_is_written_out_in_its_title(matter):
    kind = centred("THÔNG BÁO") + centred(matter)
    found = letter(["UBND XÃ MẪU", "Số: 8/TB-UBND"], kind, p(run("DỰ THẢO", BOLD)))
    assert found.title == "Thông báo về việc cắt điện ngày 15/5"


SHOWN = {
    "letters of mathematics": (p("𝗧𝗵𝗼̂𝗻 𝘔ẫ𝘶: 𝟏𝟐 hộ"), "<p>Thôn Mẫu: 12 hộ</p>"),
    "letters of Japanese screens": (p("ＵＢＮＤ xã"), "<p>UBND xã</p>"),
    "a broken reference": (
        p("Xem mục ", field(" REF _R1 \\h ", "Error! Reference source not found."), "2."),
        "<p>Xem mục 2.</p>",
    ),
    "a name never filled in": (p("Kính gửi ông ", field(" MERGEFIELD Ten ", "«Ten»"), "."), "<p>Kính gửi ông .</p>"),
}  # fmt: skip


@pytest.mark.parametrize("kind", SHOWN)
def test_words_come_as_a_reader_needs_them(kind):
    inner, wanted = SHOWN[kind]
    assert wanted in shown(read(bare(inner)).manuscript)


@pytest.mark.parametrize(
    ("target", "part"),
    [
        ("media/%E1%BA%A3nh.png", "word/media/ảnh.png"),
        ("media/1.png", "word/Media/1.PNG"),
        ("media\\1.png", "word/media/1.png"),
    ],
)
def test_a_part_is_found_by_its_name_however_it_is_written(target, part):
    content = bare(
        p(picture()),
        parts={part: made.picture(kind="PNG")},
        relations=[("i1", "image", target, False)],
    )
    assert "<figure>" in shown(read(content).manuscript)


@pytest.mark.parametrize(
    "words",
    ["(Ảnh: Lò Văn Mẫu)", "Quang cảnh họp dân. Ảnh: Lò Văn Mẫu", "Quang cảnh (Ảnh: CTV)",
     "Chú thích ảnh: Quang cảnh"],
)  # fmt: skip
def test_a_plain_line_with_a_credit_is_a_caption(words):
    found = read(bare(p(picture()) + p(words) + p(made.SENTENCE), **PICTURE)).manuscript
    assert [figure.caption for figure in found.figures] == [words]


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Lò Văn Mẫu./.", "Lò Văn Mẫu"),
        ("T/h: Lò Mẫu", "Lò Mẫu"),
        ("BBT (tổng hợp)", "BBT (tổng hợp)"),
    ],
)
def test_more_ways_to_sign(line, author):
    body = centred(TITLE) + p(made.LEAD) + p(made.SENTENCE) + p(run(line, BOLD), looks=RIGHT)
    assert read(bare(body, whole=True)).manuscript.author == author
