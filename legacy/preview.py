"""A dress rehearsal to look at: twenty articles as they would come in, on plain pages."""

from pathlib import Path

from django.template.loader import render_to_string

from legacy.survey.found import Found
from legacy.survey.kinds import Kind

MOST = 20


def write_preview(survey, found: list[Found], folder: Path) -> Path:
    """One page with the articles, those in doubt first, and the files of every kind."""
    articles = [one for one in found if one.kind is Kind.ARTICLE and one.place is not None]
    step = max(1, len(articles) // MOST)
    shown = sorted(articles, key=lambda one: not one.doubts)[:5] + articles[::step]
    shown = list({id(one): one for one in shown}.values())[:MOST]
    context = {
        "articles": [{"found": one, "manuscript": survey.manuscript(one)} for one in shown],
        "total": len(articles),
        "others": [
            (kind.label, [one for one in found if one.kind is kind][:50])
            for kind in Kind
            if kind not in {Kind.ARTICLE, Kind.ATTACHMENT}
        ],
    }
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "index.html"
    page.write_text(render_to_string("legacy/preview.html", context), encoding="utf-8")
    return page
