"""What one guide shows: the version of the day, the papers by case, and what stands around them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from pages.models import SiteIdentity
from pages.prepared import Prepared
from pages.remembering import remembered
from procedures import models
from procedures.content.paths import next_tasks
from procedures.freshness import note_day_of_law
from procedures.models.national import last_days
from procedures.papers import paper_groups
from procedures.place import place_of
from procedures.qr import qr_svg
from procedures.sheet import with_sheet

RELATED = 6
SHORT = 400
"""Letters of legal prose that may stand open; longer ones wait below their heading."""
CHANGES = 5
NATIONAL_PORTAL = "https://dichvucong.gov.vn"
_versions = Prepared(
    lambda key: models.ProcedureVersion.objects.filter(procedure=key).select_related("procedure")
)
_changes = Prepared(lambda key: models.Change.objects.filter(procedure=key)[:CHANGES])
_form_files = Prepared(
    lambda key: models.FormFile.objects.filter(procedure=key).select_related("document")
)


@dataclass(frozen=True)
class MethodGroup:
    """Ways of handing papers in that cost and last the same, told once."""

    methods: list

    @property
    def first(self):
        """The one that speaks for all."""
        return self.methods[0]

    @property
    def says_more(self):
        """Whether anything stands behind the line of time and fee."""
        return bool(self.first.time_note or any(method.description for method in self.methods))

    @property
    def is_short(self):
        """Whether it need not be folded."""
        return sum(len(one.description) for one in self.methods) + len(self.first.time_note) < SHORT

    @property
    def channels(self):
        """`Trực tiếp, trực tuyến`."""
        labels = [method.get_channel_display() for method in self.methods]
        return ", ".join([labels[0], *(label.lower() for label in labels[1:])])


@dataclass(frozen=True)
class Period:
    """A version in the history; `until` is None while it is open."""

    version: models.ProcedureVersion
    until: object
    is_shown: bool
    state: str
    """"past", "current" or "coming"."""
    url: str

    @property
    def label(self):
        """`Đang áp dụng, từ 01/03/2027`: which version it is, in words."""
        words = {"past": "Đã hết áp dụng", "current": "Đang áp dụng", "coming": "Sẽ áp dụng"}
        since = f", từ {self.version.valid_from:%d/%m/%Y}" if self.version.valid_from else ""
        until = f", đến hết {self.until:%d/%m/%Y}" if self.until else ""
        return f"{words[self.state]}{since}{until}"


def guide_context(page, request, asked_version=None):
    """Template context of a guide; `asked_version` is one that the address names."""
    today = timezone.localdate()
    versions = _versions_with_procedure(page)
    procedure = page.procedure
    note_day_of_law(models.ProcedureVersion, page.procedure_id)
    current = _newest([version for version in versions if version.is_in_force(today)])
    procedure.current_versions = [current] if current else []
    chosen = asked_version or current or _newest(versions)
    version = with_sheet(chosen) if chosen else None
    page.shown_version = version
    identity = SiteIdentity.for_request(request)
    periods = _periods(page, versions, current, chosen, today)
    shown = next((period for period in periods if period.is_shown), None)
    context = {
        "procedure": procedure,
        "version": version,
        "is_current": bool(current and chosen.pk == current.pk),
        "periods": periods,
        "coming": next((period for period in periods if period.state == "coming"), None),
        "shown_state": shown.state if shown else "",
        "shown_until": shown.until if shown else None,
        "related_guides": related_guides(page),
        "changes": _changes(procedure.pk),
        "has_flow": any(block.block_type == "question" for block in page.flow),
        "next_tasks": next_tasks(page),
        **place_of(request, page, version, identity),
        "online_url": procedure.portal_url or NATIONAL_PORTAL,
        "codes": _qr_codes(page),
    }
    return context | (_version_context(page, version) if version else {})


def _versions_with_procedure(page):
    """Every version; the page's procedure is read with them."""
    versions = _versions(page.procedure_id)
    if versions:
        page.procedure = versions[0].procedure
    return versions


def _version_context(page, version):
    forms = {form.form_name: form.document for form in _form_files(page.procedure_id)}
    return {
        "cases": [(case, paper_groups(case, forms)) for case in version.cases.all()],
        "method_groups": method_groups(version.methods.all()),
        "agencies": _agencies(version),
        "steps_are_short": sum(len(step.text) for step in version.steps.all()) < 2 * SHORT,
        "level_labels": [level.label for level in models.Level if level.value in version.levels],
    }


def method_groups(methods):
    """Methods in their order; those with the same time and fees stand together."""
    groups: dict[tuple[object, ...], list[models.SubmissionMethod]] = {}
    for method in methods:
        fees = tuple(
            (fee.name, fee.words, fee.note, fee.local_decision) for fee in method.fees.all()
        )
        groups.setdefault((method.time_words, method.time_note, fees), []).append(method)
    return [MethodGroup(group) for group in groups.values()]


@dataclass(frozen=True)
class Related:
    """A guide as others name it."""

    title: str
    url: str


def related_guides(page):
    """Guides that the national list relates, else those of the same life events; remembered."""
    return remembered(("related", page.pk), lambda: _related(page), of_site=True)


def _related(page):
    of_events = models.Procedure.life_events.through.objects
    own = of_events.filter(procedure=page.procedure_id).values("lifeevent")
    same_event = of_events.filter(procedure=OuterRef("procedure"), lifeevent__in=own)
    links = models.RelatedProcedure.objects.filter(from_procedure=page.procedure_id)
    others = models.ProcedurePage.objects.published().sibling_of(page, inclusive=False)
    found = (
        others.annotate(is_named=Exists(links.filter(to_procedure=OuterRef("procedure"))))
        .filter(Q(is_named=True) | Exists(same_event))
        .order_by("-is_named", "common_rank", "title")[:RELATED]
    )
    chosen = [guide for guide in found if guide.is_named] or found
    return [Related(guide.title, guide.url) for guide in chosen]


def _agencies(version):
    """(role, names) in the order of the sheet, empty roles left out."""
    rows = list(version.agencies.all())
    return [
        (role.label, [row.name for row in rows if row.role == role.value])
        for role in models.Role
        if any(row.role == role.value for row in rows)
    ]


def _newest(versions):
    return last_days(versions)[-1][0] if versions else None


def _periods(page, versions, current, shown, today):
    """The versions from new to old; nothing to choose from where there is only one."""
    if len(versions) < 2:
        return []
    return [
        Period(
            version,
            until,
            version.pk == shown.pk,
            _state(version, current, today),
            page.url if current and version.pk == current.pk
            else page.url + page.reverse_subpage("other_version", kwargs={"key": version.key}),
        )
        for version, until in reversed(last_days(versions))
    ]  # fmt: skip


def _state(version, current, today):
    if current and version.pk == current.pk:
        return "current"
    return "coming" if version.valid_from and version.valid_from > today else "past"


def _qr_codes(page):
    """Codes for the printed sheet: this page, and the national one where it is known."""
    codes = [("Xem trên điện thoại", qr_svg(page.full_url or page.url, "Mã QR của trang này"))]
    if page.procedure.portal_url:
        svg = qr_svg(page.procedure.portal_url, "Mã QR của trang trên Cổng Dịch vụ công quốc gia")
        codes.append(("Cổng quốc gia", svg))
    return codes
