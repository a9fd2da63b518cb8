"""Which pages anybody may see at this very moment, asked in one statement for many.

Plain SQL, because putting Wagtail's own queries together (`Page.objects.live().public()`) costs more
CPU than counting itself; the table names come from the models (docs/decisions/032).
"""

from collections.abc import Iterable

from wagtail.models import Page, PageViewRestriction

from visits.upserts import ask, marks

_PAGES, _RESTRICTIONS = Page._meta.db_table, PageViewRestriction._meta.db_table
_PUBLIC = f"""
    SELECT page.id FROM {_PAGES} page WHERE page.id IN ({{}}) AND page.live AND NOT EXISTS (
        SELECT 1 FROM {_RESTRICTIONS} restriction JOIN {_PAGES} closed ON closed.id = restriction.page_id
        WHERE substr(page.path, 1, length(closed.path)) = closed.path
    )
"""  # noqa: S608 - table names from the models


def public_among(page_ids: Iterable[int]) -> set[int]:
    """Those of `page_ids` that are live and open to all."""
    ids = sorted(page_ids)
    return {page_id for (page_id,) in ask(Page, _PUBLIC.format(marks(len(ids))), ids)}
