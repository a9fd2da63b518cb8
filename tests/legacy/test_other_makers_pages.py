"""Pages as other makers of portals write them: fields, files, films, pictures and letters all arrive."""

import pytest

from legacy.readers import read_source
from legacy.survey.addresses import without_session
from legacy.survey.kinds import Kind
from legacy.survey.survey import Survey
from manuscripts.shown import shown

TITLE = "Xã Mẫu mở lớp dạy nghề"
LEAD = "Sáng nay, xã Mẫu mở lớp dạy nghề cho bà con thôn Mẫu Một, có hai mươi học viên tham gia."
SECOND = "Lớp học kéo dài ba tháng, học viên được miễn học phí và hỗ trợ tiền ăn, đi lại trong thời gian học."
TEXT = f"<p>{LEAD}</p><p>{SECOND}</p>"
OTHERS = "".join(
    f"<li><a href=/tin/{n}>Đoàn xã Mẫu tổ chức đêm hội trăng rằm lần thứ {n}</a></li>"
    for n in range(4)
)


def page(inside, title=TITLE, head=""):
    menu = "<ul class=menu><li><a href=/>Trang chủ</a></li><li><a href=/tin>Tin tức</a></li></ul>"
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title} - Xã Mẫu</title>{head}</head>"
        f"<body>{menu}{inside}<h3>Tin khác</h3><ul>{OTHERS}</ul></body></html>"
    )


def article(text=TEXT, title=TITLE, date="12/03/2024", head="", below=""):
    inside = f"<h1>{title}</h1><p class=date>{date}</p><div class=noidung>{text}</div>{below}"
    return page(inside, title, head)


def read(content):
    return next(outcome for _, outcome in read_source(content, ".html"))


FACTS = {
    "facts parted by slashes": (
        f"<h1>{TITLE}</h1><p>Tác giả: Lò Thị Mẫu / 12 Tháng Ba 2024 / Chuyên mục: Kinh tế / Số lượt xem: 154</p>"
        f"<div class=article-content>{TEXT}</div>",
        ("Lò Thị Mẫu", "Kinh tế", 154),
    ),
    "lead and text of one class": (
        f"<h1>{TITLE}</h1><p>12/03/2024</p><div class='ms-rtestate-field sapo'>{LEAD}</div>"
        f"<div class=ms-rtestate-field><p>{SECOND}</p></div>",
        ("", "", None),
    ),
    "a number beside an eye": (
        f"<h1>{TITLE}</h1><div><span>12/03/2024</span> <span class=view><i></i> 154</span></div>"
        f"<div class=content-detail>{TEXT}</div>",
        ("", "", 154),
    ),
    "the lead as a heading": (
        f"<h1>{TITLE}</h1><p>12/03/2024</p><h2 class=sapo>{LEAD}</h2><div class=noidung><p>{SECOND}</p></div>",
        ("", "", None),
    ),
    "an hour of the afternoon in words": (
        f"<h1>{TITLE}</h1><p>12 Tháng Ba 2024, 2:05 chiều</p><div class=noidung>{TEXT}</div>",
        ("", "", None),
    ),
}


@pytest.mark.parametrize("kind", FACTS)
def test_each_maker_names_the_parts_in_his_own_way(kind):
    inside, facts = FACTS[kind]
    found = read(page(inside))
    assert (found.title, found.lead, found.paragraphs) == (TITLE, LEAD, [SECOND])
    assert (found.author, found.section, found.views) == facts
    clock = "2024-03-12T14:05" if "afternoon" in kind else "2024-03-12T00:00"
    assert found.published_at.isoformat().startswith(clock)


GREY = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
PICTURES = {
    "only a set": "<img srcset='/a-300.jpg 300w, /a.jpg 1200w'>",
    "a lazy set": f"<img src='{GREY}' data-srcset='/a-300.jpg 300w, /a.jpg 900w'>",
    "a lazy one beside its noscript": f"<img src='{GREY}'><noscript><img src=/a.jpg></noscript>",
    "sources around it": f"<picture><source srcset=/b.jpg><img src='{GREY}' data-src=/a.jpg></picture>",
    "a telephone page": "<amp-img src=/a.jpg width=600></amp-img>",
    "a base": "<img src=a.jpg>",
}


@pytest.mark.parametrize("kind", PICTURES)
def test_a_picture_is_found_where_readers_saw_it(kind):
    text = f"<p>{LEAD}</p>{PICTURES[kind]}<p>{SECOND}</p>"
    found = read(article(text, head="<base href=/>"))
    assert [figure.src for figure in found.figures] == ["/a.jpg"]


@pytest.mark.parametrize(
    ("film", "address"),
    [
        ("<iframe src='//www.youtube.com/embed/abc123'></iframe>", "https://www.youtube.com/watch?v=abc123"),
        ("<video controls><source src='https://xa.example/v.mp4'></video>", "https://xa.example/v.mp4"),
    ],
)  # fmt: skip
def test_a_film_stays_as_a_link(film, address):
    assert f'href="{address}"' in shown(read(article(f"<p>{LEAD}</p>{film}<p>{SECOND}</p>")))


FILES = {
    "a list with sizes": "<b>Tệp đính kèm:</b><ul><li><a href=/u/a.docx>Kế hoạch</a> (25 KB)</li></ul>",
    "a table": "<table border=1><tr><td>1</td><td><a href=/u/a.pdf>Kế hoạch</a></td><td>Tải về</td></tr></table>",
    "a line": "<p>Tài liệu: <a href=/u/a.pdf>Kế hoạch</a>, xem thêm</p>",
}


@pytest.mark.parametrize("kind", FILES)
def test_files_below_the_text_come_along(kind):
    found = read(article(below=FILES[kind]))
    assert [element.title for element in found.body if hasattr(element, "href")] == ["Kế hoạch"]


def test_files_in_a_table_and_behind_a_script_keep_their_links():
    table = (
        "<table border=1><tr><td>1</td><td><a href=/u/a.pdf>Kế hoạch</a></td></tr>"
        "<tr><td>2</td><td>Tờ trình</td></tr></table>"
    )
    button = "<p><a href='/Download.aspx?id=15&amp;file=qd.pdf'>Tải về</a></p>"
    found = read(article(f"{TEXT}{table}{button}"))
    assert found.body[-1].href == "/Download.aspx?id=15&file=qd.pdf"
    assert '/u/a.pdf">Kế hoạch</a>' in found.body[-2].rich[0, 1]


def survey(folder, **files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with Survey([folder], opinions=False) as looked:
        return {
            one.name.rpartition("/")[2]: (
                one,
                looked.manuscript(one) if one.kind is Kind.ARTICLE else None,
            )
            for one in looked.look()
        }


def test_a_long_article_on_two_pages_is_one(tmp_path):
    later = article(f"<p>{SECOND}</p><p>Trang: 1 2</p>").replace("noidung>", "noidung>\n")
    found = survey(
        tmp_path, **{"dai.html": article(f"<p>{LEAD}</p>"), "dai.html?page=2": later, "x.html": article(title="Bài khác của xã Mẫu")}
    )  # fmt: skip
    one, manuscript = found["dai.html"]
    assert (manuscript.lead, manuscript.paragraphs) == (LEAD, [SECOND])
    assert "/dai.html?page=2" in one.addresses
    assert found["dai.html?page=2"][0].kind is Kind.PRINT


def test_letters_of_old_servers_are_mended(tmp_path):
    tcvn3 = (
        "<html><head><title>x</title></head><body><h1>UBND x· T©n Hßa häp bµn</h1><p>12/03/2024</p>"
        "<p>S¸ng 21/11, UBND x· T©n Hßa tæ chøc héi nghÞ triÓn khai c«ng t¸c c¶i c¸ch hµnh chÝnh.</p></body></html>"
    )
    twice = article(title="Bài viết của xã").encode().decode("latin-1").encode()
    found = survey(tmp_path, **{"a.html": tcvn3.encode("cp1252"), "b.html": twice})
    assert found["a.html"][1].title == "UBND xã Tân Hòa họp bàn"
    assert (found["b.html"][1].title, found["b.html"][1].lead) == ("Bài viết của xã", LEAD)


def test_monthly_notices_are_articles_and_registers_and_faults_are_not(tmp_path):
    rows = "".join(
        f"<tr><td>{n}</td><td><a href=/u/{n}.pdf>Kế hoạch {n}</a></td></tr>" for n in range(6)
    )
    month = (
        "UBND xã thông báo lịch tiếp công dân tháng {0}: ngày 10/{0} và ngày 20/{0} tại trụ sở xã."
    )
    found = survey(
        tmp_path,
        **{
            "3.html": article(f"<p>{month.format(3)}</p>", "Lịch tiếp công dân", "01/03/2024"),
            "4.html": article(f"<p>{month.format(4)}</p>", "Lịch tiếp công dân", "01/04/2024"),
            "van-ban.html": page(f"<h1>Văn bản chỉ đạo</h1><table>{rows}</table>", "Văn bản"),
            "500.html": "<html><head><title>Runtime Error</title></head><body><h1>Server Error in '/'</h1>"
            "<h2>Runtime Error</h2><p>Description: An application error occurred on the server.</p></body></html>",
        },
    )
    kinds = {name: one.kind for name, (one, _) in found.items()}
    assert kinds == {
        "3.html": Kind.ARTICLE,
        "4.html": Kind.ARTICLE,
        "van-ban.html": Kind.LIST,
        "500.html": Kind.SYSTEM,
    }


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("/chi-tiet;jsessionid=A1B2C3?id=5", "/chi-tiet?id=5"),
        ("/(S(abcd1234efgh5678))/tin.aspx?id=5", "/tin.aspx?id=5"),
        ("/tin.php?PHPSESSID=0123456789abcdef0123&id=5", "/tin.php?id=5"),
        ("/tin.php?sid=4&id=5", "/tin.php?sid=4&id=5"),
    ],
)
def test_what_a_server_noted_of_a_visitor_is_no_address(written, asked):
    assert without_session(written) == asked
