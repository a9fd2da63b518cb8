"""The whole way in a real Chromium: files in, a draft to look through; and pasting from Word."""

import json
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.models import User
from news.models import ArticlePage
from tests import factories
from tests.browsing import accessibility_faults
from tests.manuscripts.word import documents as made

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

PASTED_FROM_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style>p.MsoNormal{margin:0;font-size:14.0pt;font-family:"Times New Roman"}</style></head>
<body lang=VI><!--StartFragment-->
<p class=MsoNormal align=center style='text-align:center'><b><span style='font-size:14.0pt;color:red'>I. Tình hình chung<o:p></o:p></span></b></p>
<p class=MsoNormal style='text-indent:36.0pt'><span style='font-size:14.0pt;mso-fareast-language:VI'>&nbsp;&nbsp;&nbsp;&nbsp;Bà con đã&nbsp;&nbsp; nhận đủ <b>giống lúa</b><a href="file:///C:/Users/DELL/Downloads/kh.doc#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a> theo <a href="https://tinh.example/kh">kế hoạch</a>.<o:p></o:p></span></p>
<p class=MsoNormal><span style='font-size:14.0pt'><o:p>&nbsp;</o:p></span></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><span style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span>Thôn Há Súng</p>
<ul type=disc><li class=MsoNormal style='mso-list:l0 level1 lfo1'>Thôn Tà Lủng</li></ul>
<!--EndFragment--></body></html>"""

PASTED_FROM_DOCS = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1234">
<p dir="ltr" style="line-height:1.38;margin-top:0pt"><span style="font-size:11pt;font-family:Arial;font-weight:400;white-space:pre-wrap;">Từ Google&nbsp;Docs: </span><span style="font-size:11pt;font-weight:700">đậm</span></p><br></b>"""

EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><body><table border=0><!--StartFragment--><col span=2>
<tr height=20><td>Thôn</td><td>Số hộ</td></tr><tr><td>Nà Phung</td><td align=right>1.052</td></tr><!--EndFragment--></table></body></html>"""
WORD_TABLE = """<html xmlns:w="urn:schemas-microsoft-com:office:word"><body><!--StartFragment--><p class=MsoNormal>Lịch trực:</p>
<table class=MsoNormalTable><tr><td><p class=MsoNormal>Thứ hai<o:p></o:p></p></td><td><p class=MsoNormal>Ông Páo</p></td></tr></table>
<p class=MsoNormal>Hết lịch.</p><!--EndFragment--></body></html>"""
DOCS_LIST = """<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1"><p dir="ltr"><span style="font-weight:700">
Giấy tờ cần mang</span></p><ul><li dir="ltr"><p dir="ltr"><span>Căn cước</span></p></li><li dir="ltr"><p dir="ltr"><span>Sổ hộ khẩu cũ</span></p></li></ul></b>"""
ZALO = "<div><span>Kính gửi bà con</span><br><span>7h sáng mai họp thôn</span></div>"
WEB = """<h2>Thời tiết</h2><p>Mưa <b>to</b>, ngập 20 m<sup>2</sup>.</p><img src="https://trang.example/mua.png">"""

CURSOR = """where => {
  const words = document.querySelector("[data-contentpath='body'] .public-DraftEditor-content");
  words.focus();
  const text = words.querySelector("[data-text]")?.firstChild;
  if (text) getSelection().collapse(text, where === "end" ? text.length : 0);
  document.dispatchEvent(new Event("selectionchange"));
}"""
PASTE = """([html, text]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  const editor = document.querySelector("[data-contentpath='body'] .public-DraftEditor-content");
  editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def section():
    return factories.make_section(factories.make_home(), "Tin tức")


@pytest.fixture
def signed_in(section, page_at):
    """Opens pages as an editor; the session is made without the login form."""
    user = User.objects.create_superuser("bien-tap", "bt@xa.test", "mat-khau-rat-dai-123")
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value

    def open_page(width, **options):
        page = page_at(width, **options)
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": cookie,
                    "domain": "127.0.0.1",
                    "path": "/",
                }
            ]
        )
        return page

    return open_page


@pytest.fixture
def word_file(tmp_path):
    document = made.new_document()
    for number in (1, 2, 3):
        made.add_picture(
            document, made.picture(colour=(number * 60, 90, 40)), f"Ảnh: Việc thứ {number}"
        )
    document.add_paragraph("Một", style="List Number")
    document.add_paragraph("Hai", style="List Number")
    document.add_table(rows=2, cols=2).cell(0, 0).text = "Thôn"
    document.add_paragraph(made.SENTENCE)
    made.add_xml(document, made.text_box("Đường dây nóng: 0219.3888.999"))
    made.add_right(document, "Bài, ảnh: Dương Hạnh")
    path = tmp_path / "cai-cach.docx"
    path.write_bytes(made.content_of(document))
    return str(path)


@pytest.fixture
def old_file(tmp_path):
    path = tmp_path / "thong-bao-cu.doc"
    path.write_bytes(made.old_word())
    return str(path)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
@pytest.mark.parametrize("width", [360, 1280])
def test_two_files_become_a_draft_and_a_reason(
    signed_in, section, word_file, old_file, width, script
):
    page = signed_in(width, java_script_enabled=script)
    page.goto(reverse("import_word"))
    assert not script or accessibility_faults(page) == []
    page.set_input_files("input[type=file]", [word_file, old_file])
    if script:
        assert "thong-bao-cu.doc" in page.locator("[data-word-list]").inner_text()
    page.get_by_role("button", name="Nhập thành bài nháp").click()
    page.wait_for_url(f"**{reverse('import_word_report')}")
    words = page.locator("main").inner_text()
    assert "3 ảnh, 3 chú thích" in words
    assert "tác giả: Dương Hạnh" in words
    assert "Không nhận: thong-bao-cu.doc" in words
    assert not script or accessibility_faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth") if script else True
    article = ArticlePage.objects.get()
    assert not article.live
    assert [block.block_type for block in article.body] == ["figure"] * 3 + [
        "text",
        "table",
        "text",
    ]


def test_files_can_be_dropped_on_the_form(signed_in, word_file):
    page = signed_in(1280)
    page.goto(reverse("import_word"))
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["x"], "tha-vao.docx"));
          document.querySelector("[data-word-drop]").dispatchEvent(
            new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }"""
    )
    assert "tha-vao.docx" in page.locator("[data-word-list]").inner_text()


def paste(page, html, cursor="end", until="i => i.value.includes(' ')"):
    """Paste at the end (or start) of the words; wait until a field of the body is as it should be."""
    page.evaluate(CURSOR, cursor)
    page.wait_for_timeout(300)  # the editor hears of a new place of the cursor a moment later
    page.evaluate(PASTE, [html, "chữ thường"])
    page.wait_for_function(  # the editor hands its words to the form with a short delay
        f"[...document.querySelectorAll('[name^=body-]')].some({until})"
    )


def saved_blocks(page, article):
    """Save the draft as an editor does, and give the blocks that the revision then holds."""
    before = article.latest_revision_id
    if not page.get_by_role("button", name="Lưu bản nháp").count():  # behind the first action
        page.get_by_role("button", name="Thao tác khác").last.click()
    page.get_by_role("button", name="Lưu bản nháp").first.click()
    page.locator(".messages li.success").first.wait_for(timeout=60_000)
    article = ArticlePage.objects.get(pk=article.pk)
    assert article.latest_revision_id != before
    return json.loads(article.latest_revision.content["body"])


def saved_body(page, article):
    """Save the draft, and give the text of all its paragraphs."""
    blocks = saved_blocks(page, article)
    return "".join(block["value"] for block in blocks if block["type"] == "text")


def cells(block):
    return [row["values"] for row in block["value"]["rows"]]


def bare(html):
    """Rich text without the keys that the editor gives its blocks."""
    return re.sub(r' data-block-key="[^"]*"', "", html)


@pytest.fixture
def open_article(signed_in, section):
    article = factories.make_article(
        section, body=json.dumps([{"type": "text", "value": "<p>x</p>"}])
    )
    article.save_revision()
    page = signed_in(1280)
    page.goto(reverse("wagtailadmin_pages:edit", args=[article.pk]))
    page.wait_for_selector("[data-contentpath='body'] .public-DraftEditor-content")
    return page, article


def test_words_pasted_from_word_stay_words(open_article):
    page, article = open_article
    paste(page, PASTED_FROM_WORD)
    html = saved_body(page, article)
    assert "<b>giống lúa</b>[1] theo" in html
    assert '<a href="https://tinh.example/kh">kế hoạch</a>' in html
    assert "Bà con đã nhận đủ" in html
    assert "Thôn Tà Lủng</li>" in html
    for trace in (
        "\u00a0",
        "&nbsp;",
        "file:",
        "C:/",
        "Mso",
        "mso-",
        "14.0pt",
        "style=",
        "o:p",
        "_ftn",
    ):
        assert trace not in html


def test_words_pasted_from_google_docs_stay_words(open_article):
    page, article = open_article
    paste(page, PASTED_FROM_DOCS)
    html = saved_body(page, article)
    assert "Từ Google Docs: <b>đậm</b>" in html
    for trace in ("\u00a0", "11pt", "style=", "docs-internal"):
        assert trace not in html


def test_a_table_of_excel_becomes_a_table_block_below_the_words(open_article):
    page, article = open_article
    paste(page, EXCEL, until="i => i.value === '1.052'")
    words, table = saved_blocks(page, article)
    assert bare(words["value"]) == "<p>x</p>"
    assert cells(table) == [["Thôn", "Số hộ"], ["Nà Phung", "1.052"]]


def test_words_table_words_of_word_keep_their_order_at_the_cursor(open_article):
    page, article = open_article
    paste(page, WORD_TABLE, cursor="start", until="i => i.value === 'Ông Páo'")
    before, table, after, rest = saved_blocks(page, article)
    texts = [bare(one["value"]) for one in (before, after, rest)]
    assert texts == ["<p>Lịch trực:</p>", "<p>Hết lịch.</p>", "<p>x</p>"]
    assert cells(table) == [["Thứ hai", "Ông Páo"]]


@pytest.mark.parametrize("cursor", ["start", "end"])
def test_a_list_of_google_docs_stays_one_and_leaves_the_words_around_alone(open_article, cursor):
    page, article = open_article
    paste(page, DOCS_LIST, cursor)
    html = bare(saved_body(page, article))
    pasted = "<p><b>Giấy tờ cần mang</b></p><ul><li>Căn cước</li><li>Sổ hộ khẩu cũ</li></ul>"
    assert html == (f"{pasted}<p>x</p>" if cursor == "start" else f"<p>x</p>{pasted}")


def test_lines_of_zalo_and_a_web_page_s_words_come_and_its_picture_is_named(open_article):
    page, article = open_article
    paste(page, ZALO)
    paste(page, WEB, until="i => i.value.includes('Thời tiết')")
    assert "mua.png" in page.locator("[data-paste-status]").inner_text()
    html = bare(saved_body(page, article))
    for words in (
        "Kính gửi bà con",
        "7h sáng mai họp thôn",
        "<h2>Thời tiết</h2>",
        "<b>to</b>",
        "m<sup>2</sup>",
    ):
        assert words in html
    assert "con7h" not in html


def test_a_word_file_dropped_on_the_words_offers_the_import(open_article):
    page, _ = open_article
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.items.add(new File(["x"], "bai.docx"));
          document.querySelector(".Draftail-Editor .public-DraftEditor-content").dispatchEvent(
            new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }"""
    )
    link = page.get_by_role("link", name="Mở “Nhập từ Word” ở thẻ mới")
    assert link.get_attribute("href") == reverse("import_word")
