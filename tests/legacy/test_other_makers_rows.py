"""Rows as other systems and exports write them: every shape is one article with its day."""

import html
import json

import pytest

from legacy.readers import read_source
from manuscripts.shown import shown

TITLE = "Xã Mẫu mở lớp dạy nghề"
LEAD = "Sáng nay, xã Mẫu mở lớp dạy nghề cho bà con thôn Mẫu Một, có hai mươi học viên tham gia."
SECOND = "Lớp học kéo dài ba tháng, học viên được miễn học phí và hỗ trợ tiền ăn, đi lại trong thời gian học."
TEXT = f"<p>{LEAD}</p><p>{SECOND}</p>"
ESCAPED = html.escape(TEXT)
ROOT = "<?xml version='1.0'?><root default-locale=\"vi_VN\">{}</root>"
ROWS = {
    "Strapi": {"id": 1, "attributes": {"title": TITLE, "content": TEXT, "publishedAt": "2024-03-12T01:00:00Z"}},
    "Drupal": {"title": [{"value": TITLE}], "body": [{"value": TEXT}], "created": [{"value": "2024-03-12T01:00:00Z"}]},
    "a list under other names": {"ket_qua": {"ds": [{"title": TITLE, "content": TEXT, "date": "2024-03-12"}]}},
    ".NET": {"TieuDe": TITLE, "TomTat": LEAD, "NoiDung": f"<p>{SECOND}</p>", "NgayDang": "/Date(1710205200000)/"},
    "a spreadsheet": {"title": TITLE, "content": TEXT, "date": 45363},
    "SharePoint": {"Title": TITLE, "PublishingPageContent": TEXT, "ArticleStartDate": "2024-03-12T01:00:00Z"},
    "Liferay": {
        "title": ROOT.format(f'<Title language-id="vi_VN">{TITLE}</Title>'),
        "content": ROOT.format(f"<dynamic-element><dynamic-content><![CDATA[{TEXT}]]></dynamic-content></dynamic-element>"),
        "displayDate": "2024-03-12 08:00:00",
    },
    "text escaped once too often": {"title": TITLE, "content": ESCAPED, "date": "2024-03-12"},
}  # fmt: skip
TABLES = {
    "RSS": (
        '<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item>'
        f"<title>{TITLE}</title><pubDate>Tue, 12 Mar 2024 08:00:00 +0700</pubDate>"
        f"<content:encoded><![CDATA[{TEXT}]]></content:encoded></item></channel></rss>",
        ".xml",
    ),
    "Blogger": (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry><category term="'
        'http://schemas.google.com/blogger/2008/kind#settings"/><title>x</title></entry><entry><category term="'
        f'http://schemas.google.com/blogger/2008/kind#post"/><title>{TITLE}</title>'
        f'<published>2024-03-12T08:00:00+07:00</published><content type="html">{ESCAPED}</content></entry></feed>',
        ".xml",
    ),
    "phpMyAdmin": (
        '<?xml version="1.0"?><pma_xml_export><database><table name="bai"><column name="tieu_de">'
        f'{TITLE}</column><column name="noi_dung">{ESCAPED}</column><column name="ngay_dang">2024-03-12</column>'
        "</table></database></pma_xml_export>",
        ".xml",
    ),
    "SQL Server": (
        "INSERT [dbo].[News] ([Id],[Title],[Content],[CreatedDate]) VALUES (1, "  # noqa: S608 - a dump to be read, nothing runs it
        f"N'{TITLE}', N'{TEXT}', CAST(N'2024-03-12T08:00:00.000' AS DateTime))\nGO\n",
        ".sql",
    ),
    "SQL Server's own moments": (
        "INSERT [dbo].[News] ([Title],[Content],[CreatedDate]) VALUES ("  # noqa: S608 - the same
        f"N'{TITLE}', N'{TEXT}', CAST(0x0000B1310083D600 AS DateTime))\nGO\n",
        ".sql",
    ),
    "PostgreSQL": (
        f"INSERT INTO public.articles (title, content, published_at) VALUES ('{TITLE}', E'{TEXT}\\n', "  # noqa: S608 - the same
        "'2024-03-12 08:00:00'::timestamp);\n",
        ".sql",
    ),
}


def only(content, ending):
    """The article among the outcomes."""
    return next(one for _, one in read_source(content, ending) if hasattr(one, "body"))


@pytest.mark.parametrize("system", [*ROWS, *TABLES])
def test_every_shape_is_one_article(system):
    known = TABLES.get(system) or (json.dumps([ROWS[system]] if "list" not in system else ROWS[system]), ".json")  # fmt: skip
    found = only(*known)
    assert (found.title, found.lead, found.paragraphs) == (TITLE, LEAD, [SECOND])
    assert found.published_at.date().isoformat() == "2024-03-12"


def test_covers_terms_and_films_come_along():
    row = {
        "title": TITLE, "content": f"{TEXT}[embed]https://www.youtube.com/watch?v=abc123[/embed]",
        "date": "2024-03-12", "images": json.dumps({"image_intro": "a.jpg", "image_fulltext": "b.jpg#x"}),
        "_embedded": {"wp:term": [[{"name": "Kinh tế", "taxonomy": "category"}], [{"name": "lê", "taxonomy": "post_tag"}]]},
    }  # fmt: skip
    found = only(json.dumps([row]), ".json")
    assert (found.section, found.tags) == ("Kinh tế", ["lê"])
    assert [figure.src for figure in found.figures] == ["b.jpg"]
    assert 'href="https://www.youtube.com/watch?v=abc123"' in shown(found)
