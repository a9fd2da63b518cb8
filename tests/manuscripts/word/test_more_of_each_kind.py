"""One more file of each kind that was once lost, as other habits write it: what Word draws is in the article."""

import pytest

from manuscripts.shown import shown
from tests.manuscripts.word import documents as made
from tests.manuscripts.word.bare import (
    DECLARED,
    OPENING,
    SHOWN_CLOSING,
    TITLE,
    bare,
    cell,
    field,
    in_list,
    level,
    numbering,
    p,
    picture,
    run,
    styled,
    table,
)
from tests.manuscripts.word.reading import read

PICTURE = {"word/media/1.png": made.picture(kind="PNG")}
ONE = [("i1", "image", "media/1.png", False)]
FIGURE = '<figure><img src="ảnh-1" alt=""></figure>'
HEADING = '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>'
COUNTED = numbering(level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)"))
BREAK = "<w:r><w:br/></w:r>"
CENTRED = '<w:jc w:val="center"/>'


def font(name):
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def control(inner, properties):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def tick(sign, on, looks=""):
    return control(run(sign, looks), f'<w14:checkbox><w14:checked w14:val="{on}"/></w14:checkbox>')


def frame(inner):
    return (
        '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name=""/><a:graphic><a:graphicData>'
        f"{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def power(base, exponent):
    return (
        f"<m:sSup><m:e><m:r><m:t>{base}</m:t></m:r></m:e>"
        f"<m:sup><m:r><m:t>{exponent}</m:t></m:r></m:sup></m:sSup>"
    )


CASES = {
    "TCVN3 in a link in a cell": (
        bare(
            table(
                [
                    "Thôn",
                    cell(
                        p(
                            field(
                                'HYPERLINK "https://xa.example/"',
                                run("Cæng dÞch vô c«ng", font(".VnArial")),
                            )
                        )
                    ),
                ]
            )
        ),
        '<table><tr><td>Thôn</td><td><p><a href="https://xa.example/">Cổng dịch vụ công</a></p></td></tr></table>',
    ),
    "VNI in capitals": (
        bare(p(run("COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", font("VNI-Helve-Condense")))),
        "<p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>",
    ),
    "VNI in a list": (
        bare(
            p(run("Phaùt trieån kinh teá", font("VNI-Times")), looks=in_list(1))
            + p(run("Baûo veä moâi tröôøng", font("VNI-Times")), looks=in_list(1)),
            lists=COUNTED,
        ),
        "<ol><li>Phát triển kinh tế</li><li>Bảo vệ môi trường</li></ol>",
    ),
    "ticks with a sign of their own": (
        bare(p(tick("\uf0fe", 1, font("Wingdings")), " Đạt ", tick("☐", 0), " Không")),
        "<p>☑ Đạt ☐ Không</p>",
    ),
    "a date that was chosen": (
        bare(p("Ngày: ", control(run("05/03/2024"), "<w:date/>"))),
        "<p>Ngày: 05/03/2024</p>",
    ),
    "struck words of a heading": (
        bare(p(run("Điểm 1 "), run("đã bãi bỏ", "<w:strike/>"), looks=styled("H")), styles=HEADING),
        "<h2>Điểm 1 <s>đã bãi bỏ</s></h2>",
    ),
    "a struck link": (
        bare(p(field('HYPERLINK "https://xa.example/cu"', run("trang cũ", "<w:strike/>")), " bỏ")),
        '<p><a href="https://xa.example/cu"><s>trang cũ</s></a> bỏ</p>',
    ),
    "letters of Wingdings 2 and a sign of Webdings": (
        bare(
            p(
                run("P", font("Wingdings 2")),
                " Đồng ý ",
                run("O", font("Wingdings 2")),
                " Không ",
                '<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>',
            )
        ),
        "<p>✓ Đồng ý ✗ Không ✔</p>",
    ),
    "letters of Symbol": (
        bare(
            p(
                run("a", font("Symbol")),
                ", 37",
                run("\uf0b0", font("Symbol")),
                "C, x ",
                '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>',
                " 5",
            )
        ),
        "<p>α, 37°C, x ≥ 5</p>",
    ),
    "a list of two levels in a cell": (
        bare(
            table(
                [
                    "Việc",
                    cell(
                        p("Thu gom", looks=in_list(1))
                        + p("Rác hữu cơ", looks=in_list(1, 1))
                        + p("Xử lý", looks=in_list(1))
                    ),
                ]
            ),
            lists=COUNTED,
        ),
        "<table><tr><td>Việc</td><td><p>1. Thu gom</p><p>a) Rác hữu cơ</p><p>2. Xử lý</p></td></tr></table>",
    ),
    "STT in Roman figures": (
        bare(
            table(
                ["TT", "Tên"],
                [cell(p(looks=in_list(1))), "Một"],
                [cell(p(looks=in_list(1))), "Hai"],
            ),
            lists=numbering(level(0, "upperRoman", "%1")),
        ),
        "<table><tr><td>TT</td><td>Tên</td></tr><tr><td>I</td><td>Một</td></tr><tr><td>II</td><td>Hai</td></tr></table>",
    ),
    "items with a picture between them": (
        bare(
            p("Việc một", looks=in_list(1)) + p(picture()) + p("Việc hai", looks=in_list(1)),
            lists=COUNTED,
            parts=PICTURE,
            relations=ONE,
        ),
        f"<p>1. Việc một</p>\n{FIGURE}\n<p>2. Việc hai</p>",
    ),
    "a list that begins with five": (
        bare(
            p("Mục năm", looks=in_list(2)) + p("Mục sáu", looks=in_list(2)),
            lists=numbering(
                level(0, "decimal", "%1."),
                more='<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
                '<w:startOverride w:val="5"/></w:lvlOverride></w:num>',
            ),
        ),
        "<p>5. Mục năm</p><p>6. Mục sáu</p>",
    ),
    "headings with numbers": (
        bare(
            p("Tình hình", looks=styled("H") + in_list(1)) + p("Nội dung của phần này."),
            styles=HEADING,
            lists=numbering(level(0, "upperRoman", "%1.")),
        ),
        "<h2>I. Tình hình</h2><p>Nội dung của phần này.</p>",
    ),
    "a picture by its whole name": (
        bare(
            p(picture()),
            parts={"media/x.png": made.picture(kind="PNG")},
            relations=[("i1", "image", "/media/x.png", False)],
        ),
        FIGURE,
    ),
    "HTML with a table inside the file": (
        bare(
            '<w:altChunk r:id="c"/>',
            parts={
                "word/c.htm": "<html><body><p>Lịch:</p><table><tr><td>Thứ hai</td><td>Ông Páo</td></tr></table></body></html>"
            },
            relations=[("c", "aFChunk", "c.htm", False)],
        ),
        "<p>Lịch:</p>\n<table><tr><td>Thứ hai</td><td>Ông Páo</td></tr></table>",
    ),
    "a link with a hint and a window": (
        bare(
            p(
                "Xem ",
                field(
                    r'HYPERLINK "https://xa.example/a?b=1&amp;c=2" \o "Bấm vào" \t "_blank"',
                    "tại đây",
                ),
                " nhé",
            )
        ),
        '<p>Xem <a href="https://xa.example/a?b=1&amp;c=2">tại đây</a> nhé</p>',
    ),
    "an address of letters": (
        bare(p("Gửi ", field('HYPERLINK "mailto:xa@xa.example"', "xa@xa.example"))),
        '<p>Gửi <a href="mailto:xa@xa.example">xa@xa.example</a></p>',
    ),
    "a field that decides": (
        bare(p("Kết quả: ", field('IF 1 = 1 "đúng" "sai"', "đúng"), ".")),
        "<p>Kết quả: đúng.</p>",
    ),
    "a simple field's link": (
        bare(
            f'<w:p><w:fldSimple w:instr="HYPERLINK &quot;https://xa.example/&quot;">{run("cổng")}</w:fldSimple>'
            f"{run(' của xã')}</w:p>"
        ),
        '<p><a href="https://xa.example/">cổng</a> của xã</p>',
    ),
    "a link over two paragraphs": (
        bare(
            '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://xa.example/2"'
            '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            + run("dòng một")
            + "</w:p><w:p>"
            + run("dòng hai")
            + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            + run(" sau")
            + "</w:p>"
        ),
        '<p><a href="https://xa.example/2">dòng một</a></p><p><a href="https://xa.example/2">dòng hai</a> sau</p>',
    ),
    "rules between paragraphs": (
        bare(p("____________") + p("Câu một của bài.") + p("* * *") + p("———o0o———")),
        "<p>Câu một của bài.</p>",
    ),
    "a fraction, a power and a root": (
        bare(
            "<w:p><m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
            f"<m:r><m:t>=</m:t></m:r>{power('x', '2')}<m:rad><m:e><m:r><m:t>y</m:t></m:r></m:e></m:rad></m:oMath></w:p>"
        ),
        "<p>(a+b)/2=x<sup>2</sup>√y</p>",
    ),
    "a whole text in one control": (
        bare(control(p("Trong khung.") + table(["a", "b"], ["1", "2"]), "<w:docPartObj/>")),
        "<p>Trong khung.</p>\n<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>",
    ),
    "a cell over two rows and two columns": (
        bare(
            table(
                [cell("A", '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>'), "B"],
                [cell("", '<w:gridSpan w:val="2"/><w:vMerge/>'), "C"],
                ["D", "E", "F"],
            )
        ),
        '<table><tr><td colspan="2" rowspan="2">A</td><td>B</td></tr><tr><td>C</td></tr>'
        "<tr><td>D</td><td>E</td><td>F</td></tr></table>",
    ),
    "forty-two columns": (
        bare(table([str(n) for n in range(42)])),
        f"<table><tr>{''.join(f'<td>{n}</td>' for n in range(42))}</tr></table>",
    ),
    "raised and lowered figures": (
        bare(
            p(
                "5 m",
                run("2", '<w:vertAlign w:val="superscript"/>'),
                ", H",
                run("2", '<w:vertAlign w:val="subscript"/>'),
                "O",
            )
        ),
        "<p>5 m<sup>2</sup>, H<sub>2</sub>O</p>",
    ),
    "the end of a line as Word 97 wrote it": (
        bare(p("Dòng một", "<w:r><w:cr/></w:r>", "Dòng hai")),
        "<p>Dòng một<br>Dòng hai</p>",
    ),
    "a note at the end of the file": (
        bare(
            p("Có chú.", '<w:r><w:endnoteReference w:id="2"/></w:r>'),
            parts={
                "word/endnotes.xml": f'<w:endnotes {DECLARED}><w:endnote w:id="2">{p("Lời chú")}</w:endnote></w:endnotes>'
            },
            relations=[("e", "endnotes", "endnotes.xml", False)],
        ),
        f"<p>Có chú.<sup>[1]</sup></p>{SHOWN_CLOSING}<h3>Chú thích</h3><ol><li>Lời chú</li></ol>",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_word_draws_is_in_the_article(name):
    content, right = CASES[name]
    article = read(content)
    assert shown(article.manuscript).removesuffix(SHOWN_CLOSING).strip() == right
    assert article.missing == []


def ruled(*paragraphs):
    return bare("".join(paragraphs) + p(made.LEAD) + p(made.SENTENCE), whole=True)


def bold(words):
    return p(run(words, "<w:b/>"), looks=CENTRED)


LETTERHEAD = table(
    [
        cell(
            p("ĐẢNG BỘ XÃ MẪU") + p("*") + p("Số 15-NQ/ĐU"),
        ),
        cell(
            p(run("ĐẢNG CỘNG SẢN VIỆT NAM", "<w:b/>")) + p("Xã Mẫu, ngày 5 tháng 3 năm 2024"),
        ),
    ]
)
OFFICE = table(
    [
        cell(
            p("ỦY BAN NHÂN DÂN")
            + p("XÃ MẪU")
            + p("Số: 12/UBND-VP")
            + p("V/v tăng cường phòng, chống", BREAK, "dịch tả lợn châu Phi")
        ),
        cell(
            p(run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "<w:b/>"))
            + p("Độc lập - Tự do - Hạnh phúc")
            + p("Xã Mẫu, ngày 5 tháng 3 năm 2024")
        ),
    ]
)
OPENINGS = {
    "a date in brackets": (ruled(p("(Ngày 05/3/2024)"), bold("Xã Mẫu họp dân")), "Xã Mẫu họp dân"),
    "a label over two lines in capitals": (
        ruled(bold("TIN BÀI"), bold("HỘI NGHỊ TỔNG KẾT"), bold("VÀ TRIỂN KHAI NHIỆM VỤ NĂM 2025")),
        "HỘI NGHỊ TỔNG KẾT VÀ TRIỂN KHAI NHIỆM VỤ NĂM 2025",
    ),
    "everything with Shift+Enter, the label too": (
        bare(
            p(
                "TIN HOẠT ĐỘNG",
                BREAK,
                run("Xã Mẫu ra quân làm đường", "<w:b/>"),
                BREAK + BREAK,
                made.LEAD,
                BREAK,
                made.SENTENCE,
            ),
            whole=True,
        ),
        "Xã Mẫu ra quân làm đường",
    ),
    "a speech without a title": (
        ruled(p("Kính thưa quý vị đại biểu!"), p("Thưa toàn thể bà con!")),
        "bai viet",
    ),
    "a resolution of the party": (
        ruled(LETTERHEAD, bold("NGHỊ QUYẾT"), bold("về phát triển du lịch cộng đồng"), p("-----")),
        "Nghị quyết về phát triển du lịch cộng đồng",
    ),
    "an official letter whose matter has two lines": (
        ruled(OFFICE, p("Kính gửi: Các thôn trên địa bàn xã")),
        "Công văn về việc tăng cường phòng, chống dịch tả lợn châu Phi",
    ),
    "nothing on top": (bare(OPENING + p(made.SENTENCE), whole=True), TITLE),
}


@pytest.mark.parametrize("name", OPENINGS)
def test_the_title_is_what_the_text_is_about(name):
    content, title = OPENINGS[name]
    assert read(content).manuscript.title == title


CROPS = {
    "in a group, turned": (
        frame(
            '<wpg:wgp><pic:pic><pic:blipFill><a:blip r:embed="i1"/><a:srcRect r="50000"/></pic:blipFill>'
            '<pic:spPr><a:xfrm rot="5400000"/></pic:spPr></pic:pic></wpg:wgp>'
        ),
        (480, 320),
    ),
    "filling a shape": (
        frame(
            '<wps:wsp><wps:spPr><a:blipFill><a:blip r:embed="i1"/><a:srcRect l="25000"/></a:blipFill></wps:spPr></wps:wsp>'
        ),
        (480, 480),
    ),
    "in old markup, on its side": (
        '<w:p><w:r><w:pict><v:shape style="rotation:90"><v:imagedata r:id="i1" cropleft="32768f"/></v:shape></w:pict></w:r></w:p>',
        (480, 320),
    ),
}


@pytest.mark.parametrize("name", CROPS)
def test_of_a_picture_only_what_its_frame_shows_is_kept(name):
    inner, size = CROPS[name]
    article = read(bare(inner, parts=PICTURE, relations=ONE))
    kept = []
    finder = article.pictures.finder(lambda content, *_: kept.append(content) or 1, "", [])
    finder(article.manuscript.figures[0].src)
    assert made.size_of(kept[0]) == size
