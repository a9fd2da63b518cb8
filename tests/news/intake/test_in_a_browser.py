"""The whole way in a real Chromium: files in, a draft to look through; and pasting from Word."""

import json

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

PASTE = """([html, text]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  const editor = document.querySelector("[data-contentpath='body'] .public-DraftEditor-content");
  editor.focus();
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


def paste(page, html):
    page.evaluate(PASTE, [html, "chữ thường"])
    page.wait_for_function(  # the editor hands its words to the form with a short delay
        "[...document.querySelectorAll('[name^=body-]')].some(i => i.value.includes(' '))"
    )


def saved_body(page, article):
    """Save the draft as an editor does, and give the text that the revision then holds."""
    before = article.latest_revision_id
    if not page.get_by_role("button", name="Lưu bản nháp").count():  # behind the first action
        page.get_by_role("button", name="Thao tác khác").last.click()
    page.get_by_role("button", name="Lưu bản nháp").first.click()
    page.locator(".messages li.success").first.wait_for(timeout=60_000)
    article = ArticlePage.objects.get(pk=article.pk)
    assert article.latest_revision_id != before
    body = article.latest_revision.content["body"]
    return "".join(block["value"] for block in json.loads(body) if block["type"] == "text")


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
    assert (
        "<li" in html.split("Thôn Tà Lủng")[0][-40:]
    )  # the words after it stay where the cursor was
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
