"""Sheets that officials sign: on paper nothing is cut off."""

import pytest

from tests.factories import make_article
from tests.journeys import newsroom

pytestmark = pytest.mark.browser
PAPER = 703
"""Pixels between the margins of an upright A4 sheet."""
CUT_OFF = """paper => [...document.querySelectorAll(".report-sheet")]
    .filter(sheet => sheet.getBoundingClientRect().right > paper)
    .map(sheet => sheet.innerText.slice(0, 60))"""


@pytest.mark.parametrize(
    "address",
    ["tin-bai/?tu=2026-05-01&den=2026-05-31", "nhuan-but/?thang=2026-05"],
    ids=["articles", "royalties"],
)
def test_a_sheet_fits_on_paper(page_at, board, address):
    for number in range(3):
        make_article(
            board.news, f"Chợ phiên xã mở quầy thanh toán không tiền mặt lần {number}",
            at=(2026, 5, 5), author="Trang thông tin điện tử xã", source="Cổng thông tin điện tử tỉnh",
        )  # fmt: skip
    page = page_at(PAPER)
    newsroom.sign_in(page, board.chief)
    page.goto(f"/quan-tri/reports/{address}")
    page.emulate_media(media="print")
    assert page.locator(".report-sheet tbody tr").count() >= 3
    assert page.evaluate(CUT_OFF, PAPER) == []
    assert page.get_by_text("Thủ trưởng đơn vị").is_visible()
    assert not page.get_by_role("button", name="In", exact=True).is_visible()
