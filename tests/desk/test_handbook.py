"""The handbook that opens in the admin is whole, and its pictures are there."""

import re

import pytest
from django.urls import reverse

from desk import handbook


@pytest.fixture
def page(board, as_):
    return as_(board.contributor).get(reverse("handbook")).content.decode()


def test_both_parts_stand_in_the_table_of_contents_and_on_the_page(page):
    for heading in ("Viết một bài", "Nhuận bút", "Nhập bài từ tệp Word"):
        (number,) = re.findall(rf'<a href="#muc-(\d+)">{heading}</a>', page)
        assert f'<h2 id="muc-{number}">{heading}</h2>' in page


def test_nothing_of_the_source_shows(page):
    body = page[page.index('class="nice-padding handbook"') :]
    assert not re.findall(r"\*|^#+ |```|\]\(|\|---", body, re.MULTILINE)


def test_every_picture_is_there(page, board, as_):
    addresses = re.findall(r'class="handbook__picture" src="([^"]+)"', page)
    assert len(addresses) >= 10
    for address in addresses:
        assert as_(board.contributor).get(address)["Content-Type"] == "image/png"
    named = {handbook.PICTURES / f"{address.split('/')[-1]}" for address in addresses}
    assert set(handbook.PICTURES.glob("*.png")) == named


def test_what_the_handbook_tells_people_to_press_exists():
    root = handbook.FOLDER.parent
    places = [*root.glob("templates/**/*.html"), *root.glob("desk/*.py"), *root.glob("news/*.py")]
    program = "".join(file.read_text(encoding="utf-8") for file in places)
    words = "".join(file.read_text(encoding="utf-8") for file in handbook.FILES)
    for name in ("Viết bài mới", "Trả lại", "Lấy lại", "Chốt bảng", "Ghi nhận", "Đặt bắt buộc"):
        assert f"**{name}" in words
        assert name in program
