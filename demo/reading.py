"""Reads the demo's content files: front matter, then paragraphs, pictures, lists and notes.

A file is Markdown in the few forms that the demo uses, so that anybody can add an article:
`## heading`, `- list`, `1. list`, `> quote -- who`, `!! note`, `![alt](file.jpg "caption")`.
"""

import re
from dataclasses import dataclass
from html import escape

_FIGURE = re.compile(r'^!\[(?P<alt>[^\]]*)\]\((?P<file>[^ )]+) "(?P<caption>[^"]*)"\)$')


@dataclass(frozen=True)
class DemoText:
    """One content file: `fields` from its front matter, `lead`, and the other `parts`."""

    fields: dict
    lead: str
    parts: list[str]


def read_text(path):
    """Split a content file; its first paragraph is the lead."""
    _, front_matter, text = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = dict(line.split(": ", 1) for line in front_matter.splitlines() if line)
    lead, *parts = [part.strip() for part in text.split("\n\n") if part.strip()]
    return DemoText(fields, lead, parts)


def body_of(parts, image_named):
    """StreamField data of the parts; `image_named(file)` gives the id of a picture."""
    return [_block(part, image_named) for part in parts]


def _block(part, image_named):
    if part.startswith("!!"):
        text = f"<p>{escape(part.removeprefix('!!').strip(), quote=False)}</p>"
        return {"type": "callout", "value": {"tone": "note", "text": text}}
    if part.startswith(">"):
        text, _, who = part.removeprefix(">").strip().partition(" -- ")
        return {"type": "quote", "value": {"text": text, "attribution": who}}
    if part.startswith("!["):
        return _pictures([_FIGURE.match(line) for line in part.splitlines()], image_named)
    return {"type": "text", "value": _rich_text(part)}


def _pictures(matches, image_named):
    figures = [
        {
            "image": {"image": image_named(match["file"]), "alt_text": match["alt"]},
            "caption": match["caption"],
        }
        for match in matches
    ]
    if len(figures) == 1:
        return {"type": "figure", "value": figures[0]}
    return {"type": "figure_row", "value": {"figures": figures}}


def _rich_text(part):
    part = escape(part, quote=False)
    lines = part.splitlines()
    if part.startswith("## "):
        return f"<h2>{part[3:]}</h2>"
    if part.startswith("- "):
        return _list("ul", [line[2:] for line in lines])
    if re.match(r"\d+\. ", part):
        return _list("ol", [line.split(". ", 1)[1] for line in lines])
    return f"<p>{part}</p>"


def _list(tag, items):
    return f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
