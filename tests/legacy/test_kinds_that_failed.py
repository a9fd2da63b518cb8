"""Kinds of old pages and rows that were read wrongly once; names and texts are invented."""

import io
import json

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from legacy.readers import read_source
from legacy.refusals import LeftOutError
from legacy.survey.kinds import Kind
from legacy.survey.survey import Survey

LEAD = "Sáng nay, xã Mẫu mở lớp dạy nghề cho bà con thôn Mẫu Một, có hai mươi học viên tham gia."
SECOND = "Lớp học kéo dài ba tháng và được miễn học phí."
TEXT = f"<p>{LEAD}</p><p>{SECOND}</p>"
TITLE = "Xã Mẫu mở lớp dạy nghề"
WEATHER = "<div class=o><h3>Thời tiết</h3><div>Hà Nội</div><div>Đà Nẵng</div></div>"
PAGES = {
    "text in an element for printing": f"<h1>{TITLE}</h1><p>12/03/2024</p><div id=printContent>{TEXT}</div>",
    "everything in an element for printing": f"<div id=print-area><h1>{TITLE}</h1><p>12/03/2024</p>{TEXT}</div>",
    "title repeated below": f"<h1>{TITLE}</h1><p>12/03/2024</p><div class=noidung>{TEXT}</div>"
    f"<div class=phan-hoi><h3>Gửi phản hồi cho bài viết</h3><h4>{TITLE}</h4><p>Mời bà con.</p></div>",
    "one lump parted by single breaks": f"<h1>{TITLE}</h1><p>12/03/2024</p><div class=chitiet>{LEAD}<br>{SECOND}</div>",
    "text beside an image table": f"<h1>{TITLE}</h1><p>12/03/2024</p><div class=chitiet><table><tr><td>"
    f"<img src=a.jpg></td></tr></table>{LEAD}<br><br>{SECOND}</div>",
    "by a person and a month in words": f"<h1>{TITLE}</h1><p>Bởi Lò Thị Mẫu</p><p>12 Tháng Ba, 2024</p>{TEXT}",
    "by an account": f"<h1>{TITLE}</h1><p>Viết bởi: Super User</p><p>Được đăng: 12 Tháng 3 2024</p>{TEXT}",
    "weather below": f"<h1>{TITLE}</h1><p>12/03/2024</p><div class=entry-content>{TEXT}</div>{WEATHER}",
}


def one(content, ending=".html"):
    """The only article of a source."""
    return next(outcome for _, outcome in read_source(content, ending))


def page(inside):
    """A bare page."""
    return f"<!doctype html><html><head><meta charset=utf-8><title>{TITLE} - Xã Mẫu</title></head><body>{inside}</body></html>"


@pytest.mark.parametrize("kind", PAGES)
def test_lead_text_and_day_are_right(kind):
    found = one(page(PAGES[kind]))
    assert (found.title, found.lead, found.paragraphs) == (TITLE, LEAD, [SECOND])
    assert found.published_at.date().isoformat() == "2024-03-12"
    assert found.author == ("Lò Thị Mẫu" if "person" in kind else "")


def test_hidden_crumbs_name_no_section_where_others_are_shown():
    crumbs = (
        "<ul class=breadcrumb style='display:none'><li>Trang chủ</li><li>Mục ẩn</li></ul>"
        "<div class=breadcrumb><a>Trang chủ</a> » <a>Kinh tế</a></div>"
    )
    assert one(page(crumbs + PAGES["title repeated below"])).section == "Kinh tế"


def test_one_broken_byte_does_not_cost_the_page(tmp_path):
    content = page(PAGES["title repeated below"]).encode()
    place = content.index("miễn".encode())
    (tmp_path / "a.html").write_bytes(content[:place] + b"\xe1" + content[place:])
    with Survey([tmp_path], opinions=False) as survey:
        found = survey.look()[0]
    assert found.kind is Kind.ARTICLE
    assert "trong trang có chữ hỏng" in found.doubts


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"date": "Tue, 05 Mar 2024 20:10:00 +0000"}, "2024-03-06"),
        ({"date": "5 Tháng Ba, 2024"}, "2024-03-05"),
        ({"date": "0000-00-00 00:00:00"}, None),
        ({"date_gmt": "2024-03-05T20:10:00"}, "2024-03-06"),
        ({"created": "2024-03-05 20:10:00", "introtext": "", "fulltext": "<p>a</p>", "catid": 1}, "2024-03-06"),
    ],
)  # fmt: skip
def test_moments_of_rows_are_brought_to_commune_time(fields, day):
    found = one(json.dumps([{"title": TITLE, "content": TEXT, **fields}]), ".json")
    assert (found.published_at and found.published_at.date().isoformat()) == day


def test_what_was_thrown_away_is_left_out_and_a_draft_stays_one():
    rows = [{"title": TITLE, "content": TEXT, "status": status} for status in ("trash", "draft")]
    (_, thrown), (_, draft) = read_source(json.dumps(rows), ".json")
    assert isinstance(thrown, LeftOutError)
    assert draft.is_draft


def test_nested_and_otherwise_named_fields_are_read():
    row = {"title": {"rendered": "Bài &#8211; một"}, "content": {"rendered": TEXT}, "sourcetext": "Báo Mẫu",
           "excerpt": {"rendered": "<p>Tóm tắt <b>đậm</b></p>"}, "keywords": "lê, mẫu"}  # fmt: skip
    found = one(json.dumps(row), ".json")
    assert (found.title, found.lead, found.source) == ("Bài – một", "Tóm tắt đậm", "Báo Mẫu")
    assert (found.paragraphs, found.tags) == ([LEAD, SECOND], ["lê", "mẫu"])


def test_captions_of_wordpress_become_captions():
    words = f'{LEAD}\n\n[caption id="a"]<img src="/a.jpg" /> Vườn lê[/caption]\n\n{SECOND}'
    found = one(json.dumps({"title": TITLE, "content": words}), ".json")
    assert [picture.caption for picture in found.figures] == ["Vườn lê"]
    assert found.paragraphs == [SECOND]


def test_tables_of_nukeviet_are_put_together():
    dump = (
        "CREATE TABLE `nv4_vi_news_rows` (\n  `id` int,\n  `catid` int,\n  `title` varchar(250),\n"
        "  `alias` varchar(250),\n  `publtime` int,\n  `status` int,\n  PRIMARY KEY (`id`)\n);\n"
        "INSERT INTO `nv4_vi_news_rows` VALUES (1,2,'Bài \\'một\\'; (a), b','bai-mot',1699925400,1);\n"
        f"INSERT INTO `nv4_vi_news_detail` (`id`,`bodyhtml`) VALUES (1,'{TEXT}');\n"
        "INSERT INTO `nv4_vi_news_cat` (`catid`,`title`,`alias`) VALUES (2,'Tin xã','tin-xa');\n"
    )
    found = one(dump, ".sql")
    assert (found.title, found.section, found.lead) == ("Bài 'một'; (a), b", "Tin xã", LEAD)
    assert found.addresses == ["/tin-xa/bai-mot-1.html", "/news/tin-xa/bai-mot-1.html"]


def test_a_wordpress_export_gives_tags_address_and_local_time():
    export = (
        '<?xml version="1.0"?><rss xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:wp="http://wordpress.org/export/1.2/"><channel><item><title>Bài</title>'
        "<link>https://xamau.gov.vn/ngay-hoi/</link><pubDate>Tue, 14 Nov 2023 01:30:00 +0000</pubDate>"
        f"<content:encoded><![CDATA[{TEXT}]]></content:encoded><wp:post_date>2023-11-14 08:30:00</wp:post_date>"
        '<wp:post_type>post</wp:post_type><wp:status>publish</wp:status><category domain="post_tag">lê</category>'
        "</item></channel></rss>"
    )
    found = one(export, ".xml")
    assert found.published_at.isoformat() == "2023-11-14T08:30:00+07:00"
    assert (found.tags, found.addresses[0]) == (["lê"], "https://xamau.gov.vn/ngay-hoi/")


def test_pages_of_an_archive_keep_their_addresses(tmp_path):
    answer = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.0")
    with (tmp_path / "a.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        content = io.BytesIO(page(PAGES["title repeated below"]).encode())
        address = "http://xamau.gov.vn/tin/xem.php?id=5"
        writer.write_record(
            writer.create_warc_record(address, "response", content, http_headers=answer)
        )
    with Survey([tmp_path], opinions=False) as survey:
        found = survey.look()
        assert [(one.kind, one.addresses) for one in found] == [
            (Kind.ARTICLE, ["/tin/xem.php?id=5"])
        ]


def test_a_saved_page_with_its_parts_is_read(tmp_path):
    whole = (
        "Snapshot-Content-Location: http://xamau.gov.vn/tin/mot.html\nMIME-Version: 1.0\n"
        'Content-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: text/html; charset=utf-8\n'
        "Content-Transfer-Encoding: 8bit\nContent-Location: http://xamau.gov.vn/tin/mot.html\n\n"
        f"{page(PAGES['title repeated below'])}\n--b--\n"
    )
    (tmp_path / "a.mht").write_text(whole)
    with Survey([tmp_path], opinions=False) as survey:
        found = survey.look()
        assert [(one.kind, one.addresses) for one in found] == [(Kind.ARTICLE, ["/tin/mot.html"])]
        assert survey.manuscript(found[0]).lead == LEAD
