"""What the report of missing addresses is told about those of the old portal."""

from collections.abc import Iterable

from addresses.known import register_teller
from legacy.models import PortalFile
from legacy.survey.kinds import Kind

LABELS = {kind.name.lower(): kind.label for kind in Kind}


@register_teller
def was_on_old_portal(paths: set[str], sites: Iterable) -> dict[str, str]:
    """`trang tĩnh “Giới thiệu chung” của trang cũ`."""
    rows = PortalFile.objects.filter(run__site__in=sites, address__in=paths).order_by("pk")
    return {
        row.address: f"{LABELS.get(row.kind, row.kind)} “{row.title or row.name}” của trang cũ"
        for row in rows
    }
