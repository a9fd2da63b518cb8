"""Makes Word files as officials send them, and as nobody should."""

import io
import zipfile

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.shared import Cm
from PIL import Image

from manuscripts.word.markup import NAMESPACES

DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
WPS = 'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
LEAD = (
    "Sáng 21/11, UBND xã Tả Lủng tổ chức hội nghị triển khai công tác cải cách hành chính năm 2024, "
    "với sự tham gia của cán bộ 12 thôn."
)
SENTENCE = (
    "Hội nghị đã nghe báo cáo kết quả và bàn các việc cần làm trong những tháng cuối năm của xã."
)


def new_document(title="Xã Tả Lủng đẩy mạnh cải cách hành chính", lead=LEAD):
    """A document with a title and an opening paragraph."""
    document = docx.Document()
    if title:
        heading = document.add_paragraph()
        heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
        heading.add_run(title).bold = True
    if lead:
        document.add_paragraph(lead)
    return document


def picture(width=640, height=480, colour=(20, 90, 60), kind="JPEG"):
    """The bytes of a picture."""
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, kind)
    return file.getvalue()


def add_picture(document, content=None, caption="", italic=True, centred=True, **options):
    """A picture on a line of its own and, below it, its caption."""
    document.add_picture(io.BytesIO(content or picture(**options)), width=Cm(10))
    document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
    if caption:
        line = document.add_paragraph()
        line.add_run(caption).italic = italic
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else None


def add_right(document, words):
    """A line at the right margin."""
    line = document.add_paragraph(words)
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return line


def xml(markup):
    """A piece of markup with Word's prefixes."""
    name_end = min(place for sign in " />" if (place := markup.find(sign)) > 0)
    return parse_xml(f"{markup[:name_end]} {DECLARED} {WPS}{markup[name_end:]}")


def add_link(document, paragraph, target, words):
    """Words that link somewhere, at the end of a paragraph."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    key = document.part.relate_to(target, kind, is_external=True)
    paragraph._p.append(
        xml(f'<w:hyperlink r:id="{key}"><w:r><w:t>{words}</w:t></w:r></w:hyperlink>')
    )


def add_xml(document, markup):
    """A piece of markup at the end of the text."""
    element = xml(markup)
    document.element.body.insert(len(document.element.body) - 1, element)
    return element


def content_of(document):
    """The bytes of a document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def changed(content, parts=None, drop=(), compression=zipfile.ZIP_DEFLATED):
    """The bytes of a package with parts replaced, added or left out."""
    parts = dict(parts or {})
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", compression) as new,
    ):
        for name in old.namelist():
            if name not in drop and name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return file.getvalue()


def part_of(content, name):
    """One part of a package as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read(name).decode()


def with_footnotes(document, notes):
    """The bytes of a document whose last paragraph carries these notes (python-docx knows none)."""
    for number in range(1, len(notes) + 1):
        mark = f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'
        document.paragraphs[-1]._p.append(xml(mark))
    content = content_of(document)
    body = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{words}</w:t></w:r></w:p></w:footnote>'
        for number, words in enumerate(notes, 1)
    )
    types = part_of(content, "[Content_Types].xml").replace(
        "</Types>",
        '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.footnotes+xml"/></Types>',
    )
    relations = part_of(content, "word/_rels/document.xml.rels").replace(
        "</Relationships>",
        '<Relationship Id="rIdNotes" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/footnotes" Target="footnotes.xml"/></Relationships>',
    )
    parts = {
        "[Content_Types].xml": types,
        "word/_rels/document.xml.rels": relations,
        "word/footnotes.xml": f"<w:footnotes {DECLARED}>{body}</w:footnotes>",
    }
    return changed(content, parts)


def as_vector(content, number=1):
    """The bytes of a document whose picture of that number became an EMF."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = sorted(n for n in package.namelist() if n.startswith("word/media/"))
    old = names[number - 1]
    new = f"word/media/image{number}.emf"
    relations = part_of(content, "word/_rels/document.xml.rels")
    types = part_of(content, "[Content_Types].xml").replace(
        "</Types>", '<Default Extension="emf" ContentType="image/x-emf"/></Types>'
    )
    parts = {
        "word/_rels/document.xml.rels": relations.replace(
            old.removeprefix("word/"), new.removeprefix("word/")
        ),
        "[Content_Types].xml": types,
        new: b"\x01\x00\x00\x00" + b"\x00" * 36 + b" EMF" + b"\x00" * 60,
    }
    return changed(content, parts, drop=[old])


def text_box(words, with_fallback=True):
    """A floating text box as Word writes it: a drawing, and the same again in VML."""
    inner = f"<w:txbxContent><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:txbxContent>"
    fallback = (
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback>"
        if with_fallback
        else ""
    )
    return (
        "<w:p><w:r><w:t>Đoạn neo khung chữ.</w:t></w:r><w:r><mc:AlternateContent>"
        '<mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{inner}</wps:txbx></wps:wsp>"
        f"</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>{fallback}"
        "</mc:AlternateContent></w:r></w:p>"
    )


def old_word():
    """The first bytes of an OLE file with a WordDocument stream."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(504)
        + "WordDocument".encode("utf-16-le")
        + bytes(600)
    )


def protected_word():
    """An OLE file that holds an encrypted package."""
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(504)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(600)
    )


def size_of(content):
    """Width and height of a picture."""
    with Image.open(io.BytesIO(content)) as opened:
        return opened.size
