"""A Word file of nothing but the markup that a test gives, as other programs write it."""

import io
import zipfile

from manuscripts.word.markup import NAMESPACES
from tests.manuscripts.word import documents as made

MORE = {
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
}
DECLARED = " ".join(f'xmlns:{key}="{uri}"' for key, uri in (NAMESPACES | MORE).items())
KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TITLE = "Xã Mẫu ra quân làm đường giao thông nông thôn"
OPENING = (
    f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>{TITLE}</w:t></w:r></w:p>'
    f"<w:p><w:r><w:t>{made.LEAD}</w:t></w:r></w:p>"
)
CLOSING = f"<w:p><w:r><w:t>{made.SENTENCE}</w:t></w:r></w:p>"
SHOWN_CLOSING = f"<p>{made.SENTENCE}</p>"


def run(words, looks=""):
    """Words in one look."""
    properties = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def p(*parts, looks=""):
    """A paragraph of runs and plain words."""
    inner = "".join(part if part.startswith("<") else run(part) for part in parts)
    return f"<w:p>{f'<w:pPr>{looks}</w:pPr>' if looks else ''}{inner}</w:p>"


def styled(style):
    """The properties of a paragraph of one style."""
    return f'<w:pStyle w:val="{style}"/>'


def in_list(number, level=0):
    """The properties of an item."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def cell(content, looks=""):
    """One cell: words, or paragraphs."""
    content = content if content.startswith("<") else p(content) if content else "<w:p/>"
    return f"<w:tc><w:tcPr>{looks}</w:tcPr>{content}</w:tc>"


def table(*rows):
    """A table of rows of cells or words."""
    lines = (
        "<w:tr>"
        + "".join(one if one.startswith(("<w:tc", "<w:trPr")) else cell(one) for one in row)
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(lines)}</w:tbl>"


def field(code, *result):
    """A field with its result."""
    inner = "".join(part if part.startswith("<") else run(part) for part in result)
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{inner}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def level(depth, kind, pattern, inner=""):
    """One level of a list's definition."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{inner}'
        f'<w:lvlText w:val="{pattern}"/></w:lvl>'
    )


def numbering(*levels, inner="", more=""):
    """The definition of list 1."""
    return (
        f'<w:abstractNum w:abstractNumId="0">{inner}{"".join(levels)}</w:abstractNum>{more}'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def picture(key="i1", crop="", about=""):
    """A picture in the line."""
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="" {about}/><a:graphic><a:graphicData><pic:pic>'
        f'<pic:blipFill><a:blip r:embed="{key}"/>{crop}</pic:blipFill><pic:spPr/></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


def bare(body, styles="", lists="", parts=None, relations=(), whole=False):
    """The bytes of a .docx; `relations` are (id, kind, target, is it outside)."""
    parts = dict(parts or {})
    links = list(relations)
    for kind, inner in (("styles", styles), ("numbering", lists)):
        if inner:
            parts[f"word/{kind}.xml"] = f"<w:{kind} {DECLARED}>{inner}</w:{kind}>"
            links.append((kind, kind, f"{kind}.xml", False))
    written = "".join(
        f'<Relationship Id="{key}" Type="{KINDS}{kind}" Target="{target}"'
        f"{' TargetMode=' + chr(34) + 'External' + chr(34) if outside else ''}/>"
        for key, kind, target, outside in links
    )
    text = body if whole else OPENING + body + CLOSING
    parts |= {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="r" '
        f'Type="{KINDS}officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {DECLARED}><w:body>{text}<w:sectPr/></w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}relationships">{written}</Relationships>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()
