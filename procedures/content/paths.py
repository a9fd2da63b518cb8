"""Tasks that come one after the other: birth, then health insurance, then the household."""

from dataclasses import dataclass

from pages.remembering import remembered
from procedures.models import ProcedurePage

PATHS = (
    ("Sinh con", ("1.001193", "2.001023", "1.004222")),
    ("Cưới xin", ("1.004873", "1.000894", "1.004222")),
    ("Người thân qua đời", ("1.000656", "1.003197", "2.001406")),
    ("Mở quán, cửa hàng", ("1.001612", "2.000720", "1.001266")),
)


@dataclass(frozen=True)
class Task:
    """One step of a path, as this commune's guide calls it."""

    title: str
    url: str
    is_here: bool


@dataclass(frozen=True)
class NextTasks:
    """A path with the guides that stand here."""

    name: str
    tasks: list[Task]


def next_tasks(page):
    """The path that a guide is on, or None where it stands alone."""
    code = page.procedure.code
    path = next(((name, codes) for name, codes in PATHS if code in codes), None)
    if path is None:
        return None
    name, codes = path
    guides = remembered(
        ("next tasks", page.path[: -page.steplen], name), lambda: _guides(page, codes), of_site=True
    )
    tasks = [Task(*guides[one], one == code) for one in codes if one in guides]
    return NextTasks(name, tasks) if len(tasks) > 1 else None


def _guides(page, codes):
    """`{code: (what it is called, its address)}` of the guides of a path."""
    guides = ProcedurePage.objects.published().sibling_of(page).filter(procedure__code__in=codes)
    return {
        guide.procedure.code: (guide.tile_name, guide.url)
        for guide in guides.select_related("procedure")
    }
