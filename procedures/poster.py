"""A sheet for the counter: the guides of a life event, each with its QR code."""

from procedures.models import LifeEvent, ProcedurePage
from procedures.qr import qr_svg

MOST = 9


def poster_context(index, request):
    """`events` to choose from, `event`, `codes`: (title, address, code) of its guides."""
    guides = ProcedurePage.objects.child_of(index).published()
    events = LifeEvent.objects.filter(procedures__guides__in=guides).distinct()
    event = events.filter(slug=request.GET.get("viec", "")[:120]).first() or events.first()
    chosen = (
        guides.filter(procedure__life_events=event).order_by("common_rank", "title")
        if event
        else []
    )
    codes = [
        (
            guide.tile_name,
            guide.url,
            qr_svg(guide.full_url or guide.url, f"Mã QR của trang {guide.tile_name}"),
        )
        for guide in chosen[:MOST]
    ]
    return {"events": events, "event": event, "codes": codes}
