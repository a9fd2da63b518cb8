"""Old portals of six kinds, written by a generator that knows the right answers.

The themes follow what NukeViet, Joomla, WordPress, SharePoint, Liferay/VNPT and DNN print around an
article; every word of the articles is made up here.
"""

import json
import random
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from PIL import Image

WHO = ["Ủy ban nhân dân xã", "Hội Phụ nữ xã", "Đoàn Thanh niên xã", "Trạm Y tế xã", "Công an xã",
       "Hội Nông dân xã", "Ban Chỉ huy Quân sự xã", "Trường Tiểu học xã"]  # fmt: skip
DID = ["tổ chức buổi tập huấn", "ra quân dọn vệ sinh", "khánh thành nhà văn hóa", "trao quà cho hộ khó khăn",
       "kiểm tra công tác phòng cháy", "họp bàn kế hoạch vụ xuân", "tiêm phòng cho đàn gia súc",
       "hướng dẫn nộp hồ sơ trực tuyến", "tuyên truyền an toàn giao thông", "khởi công đường liên thôn"]  # fmt: skip
WHERE = [
    "thôn Nà Mẫu",
    "thôn Khuổi Mẫu",
    "thôn Mẫu Một",
    "bản Mẫu Thượng",
    "thôn Đồi Mẫu",
    "xóm Mẫu Hạ",
]
TAIL = ["với sự tham gia của hơn {n} hộ dân trong vùng", "bằng nguồn góp công của {n} gia đình",
        "trong thời gian {n} ngày liên tục", "nhằm giúp {n} hộ có nước sạch để dùng",
        "theo kế hoạch đã thông qua từ đầu năm, gồm {n} việc phải làm"]  # fmt: skip
OPEN = ["Theo trưởng thôn,", "Bên cạnh đó,", "Cũng trong dịp này,", "Tại buổi làm việc,", "Đến nay,",
        "Thời gian tới,", "Nhờ vậy,", "Qua rà soát,"]  # fmt: skip
PEOPLE = ["Lò Văn Mẫu", "Giàng Thị Mẫu", "Hoàng Mẫu Sơn", "Vừ Mí Mẫu"]
SECTIONS = ["Nông thôn mới", "Kinh tế - xã hội", "Thông báo", "An ninh - quốc phòng"]
MENU = ["Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Thủ tục hành chính", "Hỏi đáp", "Liên hệ"]
KINDS = ("nukeviet", "joomla", "wordpress", "sharepoint", "liferay", "dnn")


@dataclass
class Truth:
    """One article as it was written."""

    number: int
    title: str
    section: str
    author: str
    date: str
    views: int
    paragraphs: list[str]
    picture: str = ""
    caption: str = ""
    file: str = ""
    path: str = ""
    short: bool = False
    tags: list[str] = field(default_factory=list)


def sentence(rng: random.Random, opening: str = "") -> str:
    """One sentence of its own."""
    words = f"{rng.choice(WHO)} đã {rng.choice(DID)} tại {rng.choice(WHERE)} {rng.choice(TAIL)}"
    return f"{opening} {words}.".strip().format(n=rng.randint(3, 900))


def article(rng: random.Random, number: int) -> Truth:
    """An article; every third is a notice of a sentence or two."""
    short = number % 3 == 0
    count = rng.randint(1, 2) if short else rng.randint(4, 8)
    paragraphs = [
        " ".join(
            sentence(rng, rng.choice(OPEN) if n else "")
            for _ in range(1 if short else rng.randint(1, 3))
        )
        for n in range(count)
    ]
    moment = datetime.fromisoformat("2021-01-04T07:30") + timedelta(
        hours=number * 29, minutes=rng.randint(1, 59)
    )
    return Truth(
        number, f"{rng.choice(WHO)} {rng.choice(DID)} đợt {number} năm {moment.year}", rng.choice(SECTIONS),
        rng.choice(PEOPLE), moment.isoformat(), rng.randint(20, 9000), paragraphs,
        "" if short else f"anh-{number}.jpg", "" if short else f"Quang cảnh đợt {number} tại {rng.choice(WHERE)}",
        f"vb-{number}.pdf" if number % 4 == 0 else "", short=short,
        tags=["nông thôn mới", "xã Mẫu"] if number % 2 else [],
    )  # fmt: skip


def body_of(one: Truth, first: int, host: str) -> str:
    """The paragraphs from `first` on, the picture after the first of them, the document at the end."""
    parts = [f'<p style="text-align:justify">{words}</p>' for words in one.paragraphs[first:]]
    if one.picture:
        shown = f'<p style="text-align:center"><img src="{host}/uploads/{one.picture}?w=600" width="600"><br><em>{one.caption}</em></p>'
        parts.insert(1, shown)
    if one.file:
        parts.append(
            f'<p><a href="/uploads/{one.file}">Tải về văn bản kèm theo số {one.number}</a></p>'
        )
    return "".join(parts)


def around(
    kind: str, title: str, inside: str, others: list[Truth], head: str = "", cls: str = ""
) -> str:
    """Menu, side columns and footer of a theme."""
    menu = "".join(f'<li><a href="/{n}">{label}</a></li>' for n, label in enumerate(MENU))
    most = "".join(
        f'<li><a href="{o.path}">{o.title}</a><p>{o.paragraphs[0][:120]}</p></li>'
        for o in others[:5]
    )
    side = (
        f'<div class="box"><h3>Tin đọc nhiều</h3><ul>{most}</ul></div><div class="box"><h3>Thời tiết</h3>'
        "<div>Hà Nội</div><div>Đà Nẵng</div></div><div class='box'><h3>Thống kê</h3><ul><li>Đang truy cập: 7</li>"
        "<li>Hôm nay: 120</li></ul></div>"
    )
    wrap = {
        "nukeviet": '<div class="container"><div class="row"><div class="col-md-18">{}</div><div class="col-md-6">{}</div></div></div>',
        "joomla": '<div class="row-fluid"><main id="content" class="span9">{}</main><div id="aside" class="span3">{}</div></div>',
        "wordpress": '<div id="page"><main class="site-main">{}</main><aside class="widget-area">{}</aside></div>',
        "sharepoint": '<form id="aspnetForm"><table width="100%"><tr><td class="giua">{}</td><td class="phai">{}</td></tr></table></form>',
        "liferay": '<div class="portlet-layout"><div class="portlet-column span9">{}</div><div class="portlet-column span3">{}</div></div>',
        "dnn": '<form id="Form"><div id="dnn_ContentPane">{}</div><div id="dnn_RightPane">{}</div></form>',
    }[kind]
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title} - Xã Mẫu</title>{head}</head>'
        f'<body class="{cls}"><div class="top"><a href="/">CỔNG THÔNG TIN ĐIỆN TỬ XÃ MẪU</a></div><ul class="menu">{menu}</ul>'
        f"{wrap.format(inside, side)}<div class='chan-trang'><p>Cơ quan chủ quản: UBND xã Mẫu</p><p>Địa chỉ: thôn Mẫu Một. "
        "Điện thoại: 0219 000 000</p></div></body></html>"
    )


def page_of(kind: str, one: Truth, others: list[Truth], host: str) -> str:
    """An article in its theme."""
    day = datetime.fromisoformat(one.date)
    lead, rest = one.paragraphs[0], body_of(one, 1, host)
    more = "".join(
        f'<li><a href="{o.path}">{o.title}</a> <span>({datetime.fromisoformat(o.date):%d/%m/%Y})</span></li>'
        for o in others[5:9]
    )
    tags = ", ".join(f'<a rel="tag" href="/tag/{n}">{tag}</a>' for n, tag in enumerate(one.tags))
    head = (
        f'<link rel="canonical" href="{host}{one.path}">'
        if kind not in {"sharepoint", "dnn"}
        else ""
    )
    inside = {
        "nukeviet": lambda: (
            f'<ul class="breadcrumb"><li><a href="/">Trang nhất</a></li><li><a href="/tt">Tin tức</a></li><li><a href="/m">{one.section}</a></li></ul>'
            f'<div class="news_column panel"><h1 class="title">{one.title}</h1><div><span class="h5">Thứ ba - {day:%d/%m/%Y %H:%M}</span>'
            f'<ul><li><a href="/print{one.path}">In ra</a></li></ul></div><div class="hometext">{lead}</div>'
            f'<div id="news-bodyhtml" class="bodytext">{rest}</div><p class="text-right"><strong>Tác giả: </strong>{one.author}</p></div>'
            f'<div class="panel">Lượt xem: {one.views}</div><div class="panel"><strong>Từ khóa: </strong>{tags}</div><p class="h3">Những tin cũ hơn</p><ul class="related">{more}</ul>'
        ),
        "joomla": lambda: (
            f'<ul class="breadcrumb"><li><a href="/">Trang chủ</a></li><li><span>{one.section}</span></li></ul><div class="item-page">'
            f'<div class="page-header"><h2 itemprop="headline">{one.title}</h2></div><dl class="article-info"><dt>Chi tiết</dt>'
            f'<dd class="createdby">Viết bởi: <span>{one.author}</span></dd><dd>Chuyên mục: <a>{one.section}</a></dd>'
            f'<dd class="published"><time datetime="{day:%Y-%m-%dT%H:%M:00+07:00}">Được đăng: {day.day} Tháng {day.month} {day.year}</time></dd>'
            f'<dd class="hits">Lượt xem: {one.views}</dd></dl><div itemprop="articleBody"><p>{lead}</p>{rest}</div>'
            f'<ul class="tags">{tags}</ul><ul class="pager"><li><a>Trước</a></li><li><a>Tiếp</a></li></ul></div><h3>Bài viết tương tự</h3><ul>{more}</ul>'
        ),
        "wordpress": lambda: (
            f'<article class="post"><header class="entry-header"><h1 class="entry-title">{one.title}</h1><div class="entry-meta">'
            f'<span class="posted-on">{day.day} Tháng {day.month}, {day.year}</span> <span class="byline">bởi {one.author}</span> '
            f'<span class="cat-links"><a>{one.section}</a></span></div></header><div class="entry-content"><p>{lead}</p>{rest}'
            f'<div class="sharedaddy"><h3>Chia sẻ:</h3><ul><li>Facebook</li></ul></div></div><footer class="entry-footer">Thẻ: {tags}</footer></article>'
            f'<div id="comments"><h3>Trả lời</h3><p>Email của bạn sẽ không được hiển thị công khai.</p></div>'
        ),
        "sharepoint": lambda: (
            f'<div class="duong-dan">Trang chủ &gt; Tin tức &gt; {one.section}</div><div class="tieude">{one.title}</div><div>{day:%d/%m/%Y %H:%M}</div>'
            f'<div>{lead}</div><div>{rest}</div><div style="text-align:right"><b>{one.author}</b></div><div>Lượt xem: {one.views}</div>'
            f"<div>Các tin khác</div><ul>{more}</ul>"
        ),
        "liferay": lambda: (
            f'<div class="dd_chuyenmuc"><span><a href="/">Home</a></span><span class="tintuc"><p>{one.section}</p></span></div>'
            f'<div class="asset-full-content-title">{one.title}</div><div class="assetPublishDate">{day:%d/%m/%Y} | {day:%H:%M}</div>'
            f'<div class="asset-content"><p class="sapo"><strong>{lead}</strong></p><div class="journal-content-article">{rest}</div>'
            f'<p align="right"><strong><em>{one.author}</em></strong></p></div><div><a>Print</a> <a>Send email</a></div><div>Tin khác</div><ul>{more}</ul>'
        ),
        "dnn": lambda: (
            f'<div class="DnnModule"><div class="News-detail"><div class="cat-title"><a>{one.section}</a></div><span id="dnn_ctr_lblTitle" class="title-news">{one.title}</span>'
            f'<br><span class="date-news">{day:%d/%m/%Y %H:%M:%S}</span><div class="sum-news">{lead}</div><div id="dnn_divContent" class="content-news">{rest}</div>'
            f'<div class="author-news"><span>{one.author}</span></div><div class="tool"><a>In tin</a> | <a>Gửi email</a></div><div>Lượt xem: {one.views}</div>'
            f'<div class="other"><div>CÁC TIN KHÁC</div><ul>{more}</ul></div></div></div>'
        ),
    }[kind]()
    return around(
        kind, one.title, inside, others, head, "single single-post" if kind == "wordpress" else ""
    )


def write_portal(kind: str, folder: Path, pages: int = 300, seed: int = 7) -> list[Truth]:
    """The mirror of one portal, as wget leaves it; two thirds of the pages are articles."""
    rng = random.Random(f"{kind}{seed}")  # noqa: S311 - texts, not secrets
    host = f"http://xamau-{kind}.gov.vn"
    top = folder / f"xamau-{kind}.gov.vn"
    truths = [article(rng, n) for n in range(1, pages * 2 // 3 + 1)]
    ending = {"sharepoint": ".aspx", "dnn": ".aspx", "wordpress": "/index.html", "liferay": ""}.get(
        kind, ".html"
    )
    for one in truths:
        one.path = f"/tin-tuc/bai-{one.number}{ending}".replace("/index.html", "/")
    for one in truths:
        others = rng.sample(truths[:40], 9)
        others[:5] = truths[:5]
        put(top, f"/tin-tuc/bai-{one.number}{ending}", page_of(kind, one, others, host))
        for name, content in (
            (one.picture, photo_of(one.number)),
            (one.file, document_of(one.number)),
        ):
            if name:
                put(top, f"/uploads/{name}", content)
    write_rest(kind, top, truths, pages - len(truths))
    return truths


def photo_of(number: int) -> bytes:
    """A small photograph like no other."""
    colours = random.Random(number).randbytes(12)  # noqa: S311 - colours, not secrets
    photo = Image.frombytes("RGB", (2, 2), colours).resize((160, 120), Image.Resampling.BICUBIC)
    file = BytesIO()
    photo.save(file, "JPEG")
    return file.getvalue()


def document_of(number: int) -> bytes:
    """A small document like no other."""
    return f"%PDF-1.4\n1 0 obj<</N {number}>>endobj\ntrailer<<>>\n%%EOF".encode()


def put(top: Path, address: str, content: str | bytes) -> None:
    """A file at its place in the mirror."""
    path = top / address.lstrip("/")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def write_rest(kind: str, top: Path, truths: list[Truth], count: int) -> None:
    """Lists with paging, print copies, search pages, a sign-in page and plain pages."""
    lists = count * 5 // 10
    for n in range(lists):
        some = [truths[(n * 7 + k) % len(truths)] for k in range(8)]
        items = "".join(
            f'<div class="item"><h3><a href="{o.path}">{o.title}</a></h3><p>{datetime.fromisoformat(o.date):%d/%m/%Y %H:%M}</p>'
            f"<p>{o.paragraphs[0]}</p></div>" for o in some
        )  # fmt: skip
        title = SECTIONS[n % 4]
        cls = "archive category" if kind == "wordpress" else ""
        put(
            top,
            f"/muc-{n % 4}/so-{n}.html",
            around(kind, title, f"<h1>{title}</h1>{items}", truths, "", cls),
        )
    for n in range(count * 3 // 10):
        one = truths[n * 2 % len(truths)]
        words = "".join(f"<p>{p}</p>" for p in one.paragraphs)
        moment = datetime.fromisoformat(one.date)
        copy = f"<h2>{one.title}</h2><p>{moment:%d/%m/%Y %H:%M}</p>{words}"
        put(
            top,
            f"/print/tin-tuc/bai-{one.number}.html",
            f"<html><head><meta charset=utf-8><title>{one.title}</title></head><body>{copy}</body></html>",
        )
    left = count - lists - count * 3 // 10
    for n in range(left - 4):
        found = "".join(
            f'<div><h4><a href="{o.path}">{o.title}</a></h4></div>' for o in truths[n : n + 6]
        )
        put(
            top,
            f"/tim-kiem/index.html?q=tu-{n}",
            around(kind, "Kết quả tìm kiếm", f"<h1>Kết quả tìm kiếm</h1>{found}", truths),
        )
    form = '<h1>Đăng nhập</h1><input name="u"><input type="password" name="p">'
    put(top, "/dang-nhap.html", around(kind, "Đăng nhập", form, truths))
    put(
        top,
        "/index.html",
        around(
            kind,
            "Trang chủ",
            "".join(
                f'<div class="tin"><h3><a href="{o.path}">{o.title}</a></h3><p>{o.paragraphs[0]}</p></div>'
                for o in truths[:9]
            ),
            truths,
        ),
    )
    for name, title in (("gioi-thieu", "Giới thiệu chung"), ("lien-he", "Liên hệ")):
        about = f"<h1>{title}</h1><p>Xã Mẫu có sáu thôn bản, trụ sở đặt tại thôn Mẫu Một, mở cửa giờ hành chính các ngày trong tuần.</p>"
        put(top, f"/{name}.html", around(kind, title, about, truths))


def write_truths(truths: list[Truth], path: Path) -> None:
    """The right answers beside the mirror."""
    path.write_text(
        json.dumps([asdict(one) for one in truths], ensure_ascii=False), encoding="utf-8"
    )
