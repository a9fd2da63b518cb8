"""The survey in the words of `--json`, and in one line for whoever ran it."""

from collections import Counter

from legacy.reading import told_besides
from legacy.survey.addresses import paths_of
from legacy.survey.found import Found
from legacy.survey.kinds import Kind
from manuscripts.described import described


def told(found: Found, survey, section: str = "") -> dict:
    """One file: its kind and why; an article with the keys of `import_articles --json` too."""
    row = {"file": found.name, "kind": found.kind.value, "why": found.why}
    if found.kind is not Kind.ARTICLE or found.place is None:
        return row
    manuscript = survey.manuscript(found)
    whole = row | described(manuscript, found.name, section) | told_besides(manuscript)
    whole["status"] = "draft" if draft(found, manuscript) else "live"
    whole["old_addresses"] = paths_of(found.addresses)
    return whole | ({"doubts": found.doubts} if found.doubts else {})


def draft(found: Found, manuscript) -> bool:
    """What nobody has shown before, nobody can date or somebody must look at stays a draft."""
    return manuscript.is_draft or manuscript.published_at is None or bool(found.doubts)


def summary_of(found: list[Found]) -> str:
    """`12 bài viết, 3 trang danh sách, …`."""
    counts = Counter(one.kind for one in found)
    return ", ".join(f"{counts[kind]} {kind.label}" for kind in Kind if counts[kind])
