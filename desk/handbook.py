"""The handbook inside the admin: the files of `docs/`, so that there is one text only."""

import re
from html import escape
from pathlib import Path

from django.conf import settings
from django.http import FileResponse, Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe

FOLDER = Path(settings.BASE_DIR) / "docs"
FILES = [FOLDER / "so-tay-bien-tap.md", FOLDER / "so-tay-nhap-tu-word.md"]
PICTURES = FOLDER / "so-tay"
_PICTURE = re.compile(r"!\[([^\]]*)\]\(so-tay/([\w-]+)\.png\)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_CODE = re.compile(r"`([^`]+)`")
_LISTS = {"- ": "ul", "1. ": "ol"}


def handbook(request):
    """The whole handbook on one page, with a table of contents."""
    if not all(file.exists() for file in FILES):
        raise Http404
    text = "\n\n".join(file.read_text(encoding="utf-8") for file in FILES)
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    return render(
        request,
        "desk/handbook.html",
        {"body": mark_safe(html_of(text)), "headings": list(enumerate(headings, start=1))},  # noqa: S308 - our own file, escaped below
    )


def picture(request, name):
    """One screenshot; made by `bin/screenshots`."""
    file = PICTURES / f"{name}.png"
    if not file.exists():
        raise Http404
    return FileResponse(file.open("rb"), content_type="image/png")


def html_of(text):
    """The few forms of Markdown that the handbook uses: headings, lists, tables, pictures."""
    blocks = re.split(r"\n\s*\n", text.strip())
    chapters = iter(range(1, len(blocks) + 1))
    return "\n".join(_block(block, chapters) for block in blocks)


def _block(block, chapters):
    if block.startswith("## "):
        return f'<h2 id="muc-{next(chapters)}">{_inline(block[3:])}</h2>'
    for mark, tag in (("### ", "h3"), ("# ", "h1")):
        if block.startswith(mark):
            return f"<{tag}>{_inline(block.removeprefix(mark))}</{tag}>"
    if block.startswith("```"):
        return f"<pre><code>{escape(block.strip('`').strip())}</code></pre>"
    if block.startswith("|"):
        return _table(block.splitlines())
    return _list(block) or f"<p>{_inline(block)}</p>"


def _list(block):
    for mark, tag in _LISTS.items():
        if block.startswith(mark):
            items = re.split(r"\n(?:- |\d+\. )", "\n" + block)[1:]
            return f"<{tag}>{''.join(f'<li>{_inline(item)}</li>' for item in items)}</{tag}>"
    return ""


def _table(lines):
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    head, body = rows[0], rows[2:]
    return (
        '<table class="report-sheet"><thead><tr>'
        + "".join(f"<th>{_inline(cell)}</th>" for cell in head)
        + "</tr></thead><tbody>"
        + "".join(
            f"<tr>{''.join(f'<td>{_inline(cell)}</td>' for cell in row)}</tr>" for row in body
        )
        + "</tbody></table>"
    )


def _inline(text):
    text = escape(text, quote=True)
    text = _PICTURE.sub(_picture_tag, text)
    text = _LINK.sub(r'<a href="\2">\1</a>', text)
    text = _STRONG.sub(r"<strong>\1</strong>", text)
    return _CODE.sub(r"<code>\1</code>", text).replace("\n", " ")


def _picture_tag(match):
    alt, name = match.groups()
    return f'<img class="handbook__picture" src="{reverse("handbook_picture", args=[name])}" alt="{alt}" loading="lazy">'
