"""Kinds of old pages and rows that were read wrongly once; names and texts are invented."""

import io
import json

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from legacy.broken_letters import mended_words
from legacy.readers import read_source
from legacy.refusals import LeftOutError
from legacy.survey.kinds import Kind
from legacy.survey.second_opinion import second_opinion
from legacy.survey.survey import Survey
from manuscripts.manuscript import Manuscript

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


def test_one_broken_byte_is_mended_or_named_where_it_stands(tmp_path):
    content = page(PAGES["title repeated below"]).encode()
    mendable, other = content.index("Lớp".encode()) + 2, content.index("miễn".encode())
    (tmp_path / "a.html").write_bytes(content[:mendable] + content[mendable + 1 :])
    broken = content[:other] + b"\xe1" + content[other:]
    (tmp_path / "b.html").write_bytes(broken.replace(b"12/03/2024", b"13/03/2024"))
    with Survey([tmp_path], opinions=False) as survey:
        mended, named = survey.look()
        words = " ".join(survey.manuscript(mended).paragraphs)
    assert (words.startswith("Lớp học kéo dài"), mended.doubts) == (True, [])
    assert [("chữ hỏng ở" in doubt, "học phí" in doubt) for doubt in named.doubts] == [(True, True)]


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


BROKEN = {
    "a byte too many in a word said elsewhere": ("được mi\ufffdễn học phí, miễn hết", "được miễn học phí, miễn hết"),
    "a letter lost, said elsewhere": ("mi\ufffd\ufffdn phí; Miễn phí", "miễn phí; Miễn phí"),
    "capitals": ("MI\ufffdN; miễn", "MIỄN; miễn"),
    "two words fit": ("mi\ufffdn; miễn, miền", "mi\ufffdn; miễn, miền"),
    "no word fits": ("mi\ufffdn học phí", "mi\ufffdn học phí"),
    "nothing but the letter": ("a \ufffd b", "a \ufffd b"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_word_is_mended_where_only_one_fits(kind):
    broken, mended = BROKEN[kind]
    assert mended_words(broken) == mended


def test_rows_of_joomla_get_sections_people_tags_and_addresses():
    dump = (
        "INSERT INTO `jos_content` (`id`,`title`,`alias`,`introtext`,`fulltext`,`catid`,`created_by`,`created_by_alias`,"  # noqa: S608 - a dump to be read, nothing runs it
        f"`publish_up`,`state`) VALUES (7,'{TITLE}','day-nghe','<p>{LEAD}</p>','<p>{SECOND}</p>',3,9,'','2024-03-12 01:00:00',1);\n"
        "INSERT INTO `jos_categories` (`id`,`title`,`alias`,`path`) VALUES (3,'Kinh tế','kinh-te','kinh-te');\n"
        "INSERT INTO `jos_users` (`id`,`name`,`username`) VALUES (9,'Lò Thị Mẫu','lomau');\n"
        "INSERT INTO `jos_tags` (`id`,`title`) VALUES (4,'dạy nghề');\n"
        "INSERT INTO `jos_contentitem_tag_map` (`type_alias`,`content_item_id`,`tag_id`) VALUES ('com_content.article',7,4);\n"
        "INSERT INTO `jos_modules` (`id`,`title`,`content`) VALUES (1,'Chân trang','<p>Bản quyền của xã.</p>');\n"
    )
    (_, found), *others = read_source(dump, ".sql")
    assert (found.section, found.author, found.tags) == ("Kinh tế", "Lò Thị Mẫu", ["dạy nghề"])
    assert (found.lead, found.paragraphs) == (LEAD, [SECOND])
    assert "/index.php?option=com_content&view=article&id=7" in found.addresses
    assert "/kinh-te/7-day-nghe" in found.addresses
    assert others == []


def test_rows_of_wordpress_get_terms_counts_people_cover_and_addresses():
    dump = (
        "INSERT INTO `wp_posts` (`ID`,`post_title`,`post_name`,`post_content`,`post_date`,`post_type`,`post_status`,`post_author`,`guid`) "  # noqa: S608 - a dump to be read, nothing runs it
        f"VALUES (5,'{TITLE}','day-nghe','{TEXT}','2024-03-12 08:00:00','post','publish',2,''),"
        "(6,'anh','anh','','2024-03-12 08:00:00','attachment','inherit',2,'http://x.vn/wp-content/uploads/a.jpg');\n"
        "INSERT INTO `wp_postmeta` (`meta_id`,`post_id`,`meta_key`,`meta_value`) VALUES (1,5,'_thumbnail_id','6'),(2,5,'post_views_count','321');\n"
        "INSERT INTO `wp_users` (`ID`,`user_login`,`display_name`) VALUES (2,'lo','Lò Thị Mẫu');\n"
        "INSERT INTO `wp_terms` (`term_id`,`name`,`slug`) VALUES (1,'Kinh tế','kinh-te'),(2,'nghề','nghe');\n"
        "INSERT INTO `wp_term_taxonomy` (`term_taxonomy_id`,`term_id`,`taxonomy`) VALUES (11,1,'category'),(12,2,'post_tag');\n"
        "INSERT INTO `wp_term_relationships` (`object_id`,`term_taxonomy_id`) VALUES (5,11),(5,12);\n"
        "INSERT INTO `wp_options` (`option_name`,`option_value`) VALUES ('permalink_structure','/%category%/%year%/%postname%/');\n"
    )
    found = next(outcome for _, outcome in read_source(dump, ".sql"))
    assert (found.section, found.tags, found.views, found.author) == (
        "Kinh tế",
        ["nghề"],
        321,
        "Lò Thị Mẫu",
    )
    assert [picture.src for picture in found.figures] == ["http://x.vn/wp-content/uploads/a.jpg"]
    assert found.addresses == ["/?p=5", "/kinh-te/2024/day-nghe/"]


def test_two_modules_of_nukeviet_number_their_articles_alike():
    dump = "".join(
        f"INSERT INTO `nv4_vi_{module}_rows` (`id`,`catid`,`title`,`alias`,`hometext`,`publtime`,`status`) VALUES (1,1,'Bài {module}','b','',1699925400,1);\n"  # noqa: S608 - a dump to be read, nothing runs it
        f"INSERT INTO `nv4_vi_{module}_detail` (`id`,`bodyhtml`) VALUES (1,'<p>Chữ của {module} ở đây, rất dài.</p>');\n"
        f"INSERT INTO `nv4_vi_{module}_1` (`id`,`catid`,`title`,`hometext`,`publtime`) VALUES (1,1,'Bài {module}','Tóm tắt',1699925400);\n"
        for module in ("news", "thongbao")
    )  # fmt: skip
    found = [outcome for _, outcome in read_source(dump, ".sql")]
    assert [(one.title, "".join([one.lead, *one.paragraphs])) for one in found] == [
        ("Bài news", "Chữ của news ở đây, rất dài."), ("Bài thongbao", "Chữ của thongbao ở đây, rất dài."),
    ]  # fmt: skip


def test_the_second_reader_is_not_blamed_for_what_all_pages_say():
    ours = Manuscript(title=TITLE, lead=LEAD)
    menu = " ".join(f"mục số {n}" for n in range(60))
    kinds = [second_opinion("", ours, False, own).doubts for own in (lambda _: menu, lambda _: LEAD, lambda _: "Tác giả: Mẫu")]  # fmt: skip
    assert [bool(doubts) for doubts in kinds] == [True, False, False]
