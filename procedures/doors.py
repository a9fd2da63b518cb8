"""Which door a procedure is handled at, read from its national text.

Of the commune-level procedures many are the police's, the tax office's or the court's: whoever sends
a resident to the commune's desk for them sends him in vain.
"""

import re
from dataclasses import dataclass, field

from django.db.models import Q
from wagtail.models import Site

from pages.remembering import remembered
from procedures.choices import Level, Role
from procedures.models.offices import Office, OfficeKind

_COMMUNE = re.compile(
    r"(ủy ban|uỷ ban|ubnd)[^,;]{0,40}(cấp xã|xã\b|phường)|phục vụ hành chính công|chủ tịch ubnd cấp xã"
    r"|thuộc ubnd cấp xã|quản lý đất đai cấp xã",
    re.I,
)
_KINDS = (
    (OfficeKind.POLICE, re.compile(r"công an|cảnh sát", re.I)),
    (OfficeKind.MILITARY, re.compile(r"chỉ huy quân sự|quân sự", re.I)),
    (OfficeKind.COURT, re.compile(r"tòa án|toà án", re.I)),
    (OfficeKind.LAND, re.compile(r"đăng ký đất đai", re.I)),
    (OfficeKind.INSURANCE, re.compile(r"bảo hiểm xã hội|bhxh", re.I)),
    (OfficeKind.CUSTOMS, re.compile(r"hải quan", re.I)),
    (OfficeKind.TAX, re.compile(r"\bthuế\b", re.I)),
    (OfficeKind.TREASURY, re.compile(r"kho bạc", re.I)),
    (OfficeKind.PROVINCE, re.compile(r"\bsở\b|cấp tỉnh|tỉnh\b", re.I)),
    (OfficeKind.NOTARY, re.compile(r"công chứng", re.I)),
)
_NOT_BESIDE_THE_COMMUNE = (OfficeKind.NOTARY, OfficeKind.OTHER)
"""Doors that say little: police, tax and courts are named where it is theirs alone."""
_DISTRICT = re.compile(r"phòng tư pháp|phòng lao động|phòng nội vụ|cấp huyện|quận, huyện", re.I)
_AREAS = (
    (OfficeKind.POLICE, re.compile(r"căn cước|cư trú|xuất nhập cảnh|phương tiện giao thông|vũ khí|định danh và xác thực|lái xe|phòng cháy", re.I)),
    (OfficeKind.INSURANCE, re.compile(r"bhxh|bhyt|bảo hiểm", re.I)),
    (OfficeKind.CUSTOMS, re.compile(r"hải quan", re.I)),
    (OfficeKind.TAX, re.compile(r"^thuế|quản lý thuế", re.I)),
    (OfficeKind.TREASURY, re.compile(r"kho bạc", re.I)),
    (OfficeKind.COURT, re.compile(r"tòa án|toà án", re.I)),
    (OfficeKind.MILITARY, re.compile(r"nghĩa vụ quân sự|quân sự", re.I)),
)  # fmt: skip


@dataclass
class Door:
    """Where a procedure is handled: `names` as the national text has them, `offices` near here."""

    kind: str
    names: list[str] = field(default_factory=list)
    offices: list = field(default_factory=list)

    @property
    def is_commune(self):
        """Whether the commune's own desk takes the papers."""
        return self.kind == OfficeKind.COMMUNE

    @property
    def title(self):
        """The first office's own name, else what the text calls it, else its kind."""
        if self.offices:
            return self.offices[0].name
        return self.names[0] if self.names else OfficeKind(self.kind).label


def door_of(version, areas=()):
    """The door of a version; `areas` are the names of its subject areas."""
    rows = list(version.agencies.all())
    handling = [row.name for row in rows if row.role == Role.HANDLING]
    names = handling or [row.name for row in rows if row.role in (Role.RECEIVING, Role.DECIDING)]
    kind = _kind_of(names, areas)
    return Door(OfficeKind.COMMUNE if _is_ours_too(version, kind, names) else kind, names)


def _is_ours_too(version, kind, names):
    """Whether the commune takes it although its agencies are others.

    Some records that are the commune's by level name the other takers alone, and the commune beside its price ("Tại
    Ủy ban nhân dân cấp xã, tổ chức hành nghề công chứng: 2.000 đồng"), or still an office of the districts, whose
    work the communes have taken over (Law 72/2025/QH15).
    """
    if kind not in _NOT_BESIDE_THE_COMMUNE or Level.COMMUNE not in version.levels:
        return False
    said = (method.description for method in version.methods.all())
    return any(map(_COMMUNE.search, said)) or any(map(_DISTRICT.search, names))


def offices_of(request, kind):
    """Offices of a kind for this request's site; those of no site serve every site."""
    site = Site.find_for_request(request)
    key = site.pk if site else None
    offices = remembered(("offices", key), lambda: _offices(key), of_site=True)
    return [office for office in offices if office.kind == kind]


def _offices(site_key):
    return list(Office.objects.filter(Q(site=None) | Q(site=site_key)))


def _kind_of(names, areas):
    if any(_COMMUNE.search(name) for name in names):
        return OfficeKind.COMMUNE
    for name in names:
        for kind, pattern in _KINDS:
            if pattern.search(name):
                return kind
    if names:
        return OfficeKind.OTHER
    found = (kind for area in areas for kind, pattern in _AREAS if pattern.search(area))
    return next(found, OfficeKind.COMMUNE)
