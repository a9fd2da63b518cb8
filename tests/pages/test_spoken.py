"""Short forms spoken out."""

import json
import re
from pathlib import Path

import pytest

from pages.spoken import ABBREVIATIONS, spoken

SCRIPT = Path("pages/static/pages/20-page-tools.js")


def test_the_page_and_the_loudspeaker_know_the_same_short_forms():
    table = re.search(r"ABBREVIATIONS = (\{.*?\});", SCRIPT.read_text(encoding="utf-8"), re.S)
    assert json.loads(table[1]) == ABBREVIATIONS


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("UBND xã họp", "Ủy ban nhân dân xã họp"),
        ("Phó CT HĐND, ĐT 0219", "Phó chủ tịch Hội đồng nhân dân, điện thoại 0219"),
        ("THÔNG BÁO của MTTQ", "THÔNG BÁO của Mặt trận Tổ quốc"),
        ("CTy TPHCM", "CTy TPHCM"),
        ("Cải cách hành chính (CCHC) năm nay", "Cải cách hành chính năm nay"),
        ("KT-XH\n  quý IV", "kinh tế xã hội quý IV"),
    ],
)
def test_only_whole_short_forms_are_said_in_full(written, said):
    assert spoken(written) == said
