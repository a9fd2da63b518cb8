"""A manuscript in the words that import commands print as JSON."""

from manuscripts.manuscript import Manuscript


def described(manuscript: Manuscript, file: str, section: str = "") -> dict:
    """One object with the keys of `import_articles --dry-run --json`; times in ISO 8601."""
    published_at = manuscript.published_at
    return {
        "file": file,
        "section": section or manuscript.section,
        "title": manuscript.title,
        "published_at": published_at.isoformat(timespec="seconds") if published_at else None,
        "views": manuscript.views,
        "lead": manuscript.lead,
        "paragraphs": manuscript.paragraphs,
        "figures": [{"caption": picture.caption} for picture in manuscript.figures],
        "author": manuscript.author,
        "source": manuscript.source or manuscript.source_url,
    }
