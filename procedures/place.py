"""Where a resident goes with a guide's papers: the commune's desk, or another office's door."""

from procedures.doors import Door, door_of, offices_of
from procedures.models.offices import OfficeKind


def place_of(request, page, version, identity):
    """Where to go: what editors wrote on the page, else the door that the national text names."""
    door = (
        door_of(version, [area.name for area in version.subject_areas.all()]) if version else None
    )
    if door is None or door.is_commune or page.desk:
        return {
            "door": Door(OfficeKind.COMMUNE),
            "desk": page.desk or identity.desk_name,
            "desk_address": identity.address,
            "hours": page.hours or identity.desk_hours,
            "desk_telephone": page.telephone or identity.telephone,
        }
    door.offices = offices_of(request, door.kind)
    office = door.offices[0] if door.offices else None
    return {
        "door": door,
        "desk": door.title,
        "desk_address": office.address if office else "",
        "hours": page.hours or (office.hours if office else ""),
        "desk_telephone": page.telephone or (office.telephone if office else ""),
    }
