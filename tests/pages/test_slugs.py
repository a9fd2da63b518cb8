import json
import subprocess
from shutil import which

import pytest
from wagtail.coreutils import get_js_regex

from pages.slugs import MAX_LENGTH, ascii_slug, slug_formatters
from tests.missing import need


def test_d_with_stroke_and_all_marks_become_plain_letters():
    assert ascii_slug("Xã Tả Lủng đẩy mạnh công tác CCHC") == "xa-ta-lung-day-manh-cong-tac-cchc"
    assert ascii_slug("ĐƯỜNG DÂY NÓNG") == "duong-day-nong"


def test_decomposed_letters_give_the_same_slug_as_composed_ones():
    import unicodedata

    title = "Chuyển đổi số ở Mèo Vạc"
    assert ascii_slug(unicodedata.normalize("NFD", title)) == ascii_slug(title)


def test_a_long_title_is_cut_between_words():
    slug = ascii_slug("tuyên truyền " * 40)
    assert len(slug) <= MAX_LENGTH
    assert slug.split("-")[-1] in ("tuyen", "truyen")


def test_a_title_without_latin_letters_gives_an_empty_slug():
    assert ascii_slug("通知 …") == ""


TITLES = [
    "Xã Tả Lủng đẩy mạnh CCHC", "🎉 Chào mừng 🇻🇳 năm mới!", "🎉", "tuyên truyền " * 40, "a" * 300,
    "Giá 5.000 € – 10 % “rẻ” hơn…", "  --Họp thôn--  ", "m² và ½ ngày, №5 ™", "𝐇𝐨̣𝐩 𝐭𝐡𝐨̂𝐧", "Ｈọp\u3000thôn",
    "Họp\u2028thôn\x0bNà\x85Lạn", "Ho\u0323p tho\u0302n", "đ" * 130, "通知 ngày 1", "Straße ñ ø œ", "a_b__c",
    "ngày\u200b1\ufeff2", f"{'b' * 119} cuối", f"{'b' * 120} cuối", f"{'b' * 121} cuối", "ĐỒNG VĂN – ỦY BAN",
]  # fmt: skip
"""Emoji, length, letters in another dress, marks of every kind."""


def test_the_live_field_writes_what_the_program_writes():
    need(which("node"), "Không có node. Cài: apt install nodejs")
    pairs = [[get_js_regex(pattern), new] for pattern, new in slug_formatters()]
    # Wagtail's `w-slug` does just this with its formatters, then Django's old `urlify`.
    script = """
      const [pairs, titles] = JSON.parse(require("fs").readFileSync(0, "utf8"));
      const live = (title) => pairs
        .reduce((said, [[source, flags], to]) => said.replaceAll(new RegExp(source, flags), to), title.trim())
        .toLowerCase().replace(/[^-\\w\\s]/g, "").replace(/[-\\s]+/g, "-").substring(0, 255).replace(/-+$/g, "");
      console.log(JSON.stringify(titles.map(live)));
    """
    said = subprocess.run(
        ["node", "-e", script],
        input=json.dumps([pairs, TITLES]),
        text=True,
        capture_output=True,
        check=True,
    )
    assert json.loads(said.stdout) == [ascii_slug(title) for title in TITLES]


@pytest.mark.parametrize("mark", ["\u2028", "\x0b", "\x85", "\u3000"])
def test_words_on_two_lines_are_two_words(mark):
    assert ascii_slug(f"Họp{mark}thôn") == "hop-thon"
