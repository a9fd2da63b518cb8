"""The figures of "Thống kê truy cập", and the view counts of pages: what others may ask.

Nothing is counted yet, so every figure is a true zero.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VisitStatistics:
    """Figures of one site in commune time (Asia/Ho_Chi_Minh); views unless said otherwise."""

    online: int = 0
    """Visitors seen in the last 5 minutes."""
    today: int = 0
    yesterday: int = 0
    week: int = 0
    """From Monday."""
    month: int = 0
    year: int = 0
    total: int = 0


def statistics_for(site):
    """The block's figures for a Wagtail site."""
    return VisitStatistics()


def views_of(page_ids):
    """Counted views per page: `{page_id: views}`, zero for a page never seen."""
    return dict.fromkeys(page_ids, 0)
