"""TCVN3 and VNI letters become Unicode, and nothing else changes."""

import pytest

from manuscripts.html.elements import elements_from_html
from manuscripts.old_letters import in_unicode, pieces_in_unicode
from tests.manuscripts.word import documents as made
from tests.manuscripts.word.reading import read

DECREE = [
    "QUYẾT ĐỊNH",
    "Về việc ban hành Quy chế quản lý nghĩa trang nhân dân",
    "Căn cứ Luật Tổ chức chính quyền địa phương; theo đề nghị của công chức địa chính xã.",
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế gồm 4 chương, 15 điều.",
]
PLAN = [
    "Kế hoạch phòng, chống lũ ống, lũ quét và sạt lở đất",
    "Trưởng thôn đôn đốc hộ dân ở ven suối dời nhà trước ngày 15 tháng 6.",
    "Lực lượng dự bị: 40 người, 2 xe tải, 100 bộ áo phao, đèn pin và loa cầm tay.",
]
NOTICE = [
    "Lịch tiêm phòng vắc xin cho đàn trâu, bò, lợn vụ xuân hè",
    "Những hộ nuôi chó phải xích giữ, đủ tuổi tiêm thì đưa đến nhà văn hóa thôn.",
]
TO_TCVN3 = str.maketrans(
    "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ",
    "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢§£¤¥¦",
)


def typed(words):
    """The words as somebody typed them in .VnTime, which has no capitals with tones."""
    kept = "".join(one if one in "ĂÂĐÊÔƠƯ" or one.isascii() else one.lower() for one in words)
    return kept.translate(TO_TCVN3)


@pytest.mark.parametrize("lines", [DECREE, PLAN, NOTICE], ids=["decree", "plan", "notice"])
def test_a_text_in_tcvn3_arrives_in_unicode(lines):
    document = made.new_document(None, None)
    for line in lines:
        run = document.add_paragraph().add_run(typed(line))
        run.font.name = ".VnTime"
    manuscript = read(document).manuscript
    said = " ".join([manuscript.title, manuscript.lead, *manuscript.paragraphs]).casefold()
    for line in lines[1:]:
        assert line.casefold().rstrip(".") in said
    assert not set(said) & set("¸µ¶¹¨©®«¬")


def test_the_words_tell_where_no_typeface_is_named():
    assert in_unicode("UBND x· T©n Hßa tæ chøc héi nghÞ") == "UBND xã Tân Hòa tổ chức hội nghị"
    assert in_unicode("Uûy ban nhaân daân xaõ Taân Hoøa") == "Ủy ban nhân dân xã Tân Hòa"


@pytest.mark.parametrize(
    "words",
    ["Hà Nam có tin vui", "São Paulo, café très naïve", "© 2024 ½ kg", "Xã Mẫu đổi mới", "Müller"],
)
def test_other_words_stay_as_they_are(words):
    assert in_unicode(words) == words


def test_capital_typefaces_and_split_letters_are_read():
    assert pieces_in_unicode([("céng hßa", ".VnTimeH")]) == ["CỘNG HÒA"]
    pieces = [("To", "VNI-Times"), ("å chöùc", "VNI-Times"), (" Xã Mẫu", "Arial")]
    assert "".join(pieces_in_unicode(pieces)) == "Tổ chức Xã Mẫu"


def test_old_pages_may_mix_both_kinds():
    html = "<p><font face='.VnTime'>Tr\u00adëng th«n ®«n ®èc</font></p><p>Trưởng thôn nhắc lại</p>"
    assert [element.text for element in elements_from_html(html)] == [
        "Trưởng thôn đôn đốc",
        "Trưởng thôn nhắc lại",
    ]
