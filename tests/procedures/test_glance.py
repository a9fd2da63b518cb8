"""Fee and time in words."""

from types import SimpleNamespace

import pytest

from procedures.fees import fee_summary, fee_words
from procedures.models import Channel, SubmissionMethod
from procedures.times import time_summary


def fee(amount, unit="", note="", name="", local=""):
    return SimpleNamespace(
        amount_text="", name=name, amount=amount, unit=unit, note=note, local_decision=local
    )


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (fee(0), "Miễn phí"),
        (fee(8000, "bản"), "8.000 đồng một bản"),
        (fee(1_250_000), "1.250.000 đồng"),
        (fee(None, local="Nghị quyết 05/NQ-HĐND"), "Mức phí do tỉnh quy định"),
        (fee(None), "Chưa ghi số tiền"),
    ],
)
def test_an_amount_is_said_in_whole_dong(one, words):
    assert fee_words(one) == words


def test_the_first_fee_leads_and_others_are_announced():
    line, note, is_free = fee_summary([fee(0, note="Trong 60 ngày."), fee(8000, "bản")])
    assert (line, is_free) == ("Miễn phí nếu đúng hạn", True)
    assert note == "Trong 60 ngày. Còn khoản khác, xem ở dưới."


@pytest.mark.parametrize(
    ("one", "line"),
    [
        (fee(0), "Miễn phí"),
        (fee(0, note="Không thu phí."), "Miễn phí"),
        (fee(0, note="Miễn lệ phí"), "Miễn phí"),
        (fee(0, name="Lệ phí khi đúng hạn"), "Miễn phí nếu đúng hạn"),
        (fee(0, note="Khai trong thời hạn 60 ngày từ ngày sinh."), "Miễn phí nếu đúng hạn"),
        (
            fee(0, note="Miễn cho công dân Việt Nam cư trú ở trong nước (Luật Hộ tịch, Điều 11)."),
            "Miễn phí cho công dân Việt Nam cư trú ở trong nước",
        ),
        (fee(0, note=f"Miễn cho {'người ' * 20}."), "Miễn phí khi đủ điều kiện"),
        (fee(0, note="Chỉ lần cấp đầu."), "Miễn phí khi đủ điều kiện"),
        (
            fee(8000, "bản", note="Miễn cho hộ nghèo."),
            "8.000 đồng một bản, có trường hợp được miễn",
        ),
        (
            fee(None, note="Miễn cho hộ nghèo.", local="NQ 05"),
            "Mức phí do tỉnh quy định, có trường hợp được miễn",
        ),
        (fee(2000, "trang", note="Tối đa 200.000 đồng một bản."), "2.000 đồng một trang"),
    ],
)
def test_the_line_never_hides_a_condition_or_an_exemption(one, line):
    assert fee_summary([one])[0] == line


@pytest.mark.parametrize(
    ("said", "note"),
    [
        ("VNĐ(lệ phí hải quan 20.000 đồng/ tờ khai hải quan.)", ""),
        (",000 VNĐ (theo Thông tư); 50.000 VNĐ một lần", ""),
        ("", "(từ 20.000 đồng đối với hàng hóa xuất khẩu)"),
        ("Lệ phí: 5 nghìn đồng một lượt.", ""),
        ("Thu 30.000đ.", "Miễn phí"),
        ("", "10 USD"),
    ],
)
def test_a_price_in_the_text_beside_a_bare_nought_is_not_free(said, note):
    line, _, is_free = fee_summary([fee(0, note=note)], said=said)
    assert not is_free
    assert line != "Miễn phí"


@pytest.mark.parametrize(
    "said",
    ["Nộp tại quầy 3.", "Trong 20 ngày làm việc.", "Nhà số 5 đường Lê Lợi", "Mẫu 01 đính kèm"],
)
def test_a_number_that_is_no_price_leaves_it_free(said):
    assert fee_summary([fee(0)], said=said) == ("Miễn phí", "", True)


def test_an_exemption_that_stands_with_another_fee_is_announced():
    _, note, _ = fee_summary([fee(8000, "bản"), fee(None, note="Miễn cho hộ nghèo.")])
    assert "miễn, giảm" in note


def test_the_same_fee_on_every_channel_is_one_fee():
    assert fee_summary([fee(8000, "bản"), fee(8000, "bản")]) == ("8.000 đồng một bản", "", False)


def test_no_fee_says_nothing():
    assert fee_summary([]) == ("", "", False)


def test_another_channels_time_is_named_with_it():
    direct = SubmissionMethod(channel=Channel.DIRECT, time_amount=3)
    online = SubmissionMethod(channel=Channel.ONLINE, time_text="Trong ngày")
    assert time_summary([direct, online]) == ("3 ngày làm việc", "Trực tuyến: Trong ngày.")
