"""What a procedure is called beside its national name."""

import pytest

from procedures.content import plain_words
from procedures.naming import names_of, parts_of

LONG_NAMES = [
    ("Thủ tục cấp biển số xe thực hiện bằng dịch vụ công toàn trình", ["cấp biển số xe"]),
    ("Báo mất hộ chiếu phổ thông (thực hiện tại cấp xã)", ["Báo mất hộ chiếu phổ thông"]),
    ("Lập tổ hợp tác; đổi tên tổ hợp tác", ["Lập tổ hợp tác", "đổi tên tổ hợp tác"]),
    (". Đăng ký nuôi cá lồng thuộc thẩm quyền của xã", ["Đăng ký nuôi cá lồng"]),
    ("Đăng ký khai sinh", []),
    ("Tách hộ (cấp xã)", []),
]


@pytest.mark.parametrize(("name", "parts"), LONG_NAMES)
def test_the_part_that_says_the_thing_stands_alone(name, parts):
    assert parts_of(name) == parts


def test_an_abbreviation_is_found_in_full():
    assert "Hưởng chế độ tai nạn lao động" in names_of("9.000001", "Hưởng chế độ TNLĐ")


def test_everyday_names_need_the_national_name_that_they_expect():
    assert "đào giếng" in names_of("1.001662", "Đăng ký khai thác nước dưới đất")
    assert names_of("1.001662", "Một việc khác") == []


def test_no_everyday_name_is_written_twice_and_every_entry_has_some():
    for code, entry in plain_words._everyday().items():
        assert entry["names"], code
        assert len(set(entry["names"])) == len(entry["names"]), code
