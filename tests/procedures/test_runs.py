"""Every import is a record, and is undone as a whole, to the byte."""

import json
from datetime import date
from io import BytesIO

import pytest
from wagtail.models import Page, PageLogEntry, ReferenceIndex

from accounts.models import User
from procedures.exchange import importing, runs
from procedures.guides import create_missing_guides
from procedures.models import (
    Change,
    LifeEvent,
    Procedure,
    ProcedurePage,
    ProcedureVersion,
    SubjectArea,
)
from search.models import SearchEntry
from tests.factories import make_home
from tests.procedures.making import everything, make_guide, make_index, store
from tests.procedures.test_portal_json import ITEM

pytestmark = pytest.mark.django_db


def imported(content, **kwargs):
    """An import with its record."""
    reading = importing.read_file(BytesIO(json.dumps(content).encode()))
    run = runs.begin(file_name="tep.json", checksum="0" * 64)
    report = importing.apply_report(importing.plan_reading(reading), run=run)
    return runs.finish(run, report, **kwargs)


def whole_state():
    """Everything that an import may change."""
    versions = ProcedureVersion.objects.order_by("procedure__code", "valid_from").values(
        "procedure__code",
        "origin",
        "synchronised_on",
        "fee_line",
        "time_line",
        "is_free",
        "has_content",
    )
    return (
        everything(), list(versions), list(Procedure.objects.values("code", "uuid", "state", "state_note")),
        list(Change.objects.values("procedure__code", "parts", "note")),
        sorted(SubjectArea.objects.values_list("name", flat=True)),
        sorted(LifeEvent.objects.values_list("name", flat=True)),
    )  # fmt: skip


def test_an_import_is_undone_to_the_byte():
    store(code="2.000815", is_sample=True, unverified=["fees"], life_events=["Đi học"])
    store(code="1.001193", related=["2.000815"])
    before = whole_state()
    run = imported(
        [ITEM, ITEM | {"code": "1.999999", "id": None, "categoriesDetails": [{"name": "Mới"}]}]
    )
    assert run.counts["created"] == run.counts["updated"] == 1
    assert whole_state() != before
    runs.undo(run)
    assert whole_state() == before
    assert run.undone_at


def test_a_day_of_looking_that_an_import_noted_is_undone_too():
    imported([ITEM])
    ProcedureVersion.objects.update(synchronised_on=None)
    run = imported([ITEM])
    assert run.counts["unchanged"] == 1
    runs.undo(run)
    assert ProcedureVersion.objects.get().synchronised_on is None


def test_of_two_imports_the_later_is_undone_first():
    first, second = imported([ITEM]), imported([ITEM | {"name": "Tên mới"}])
    with pytest.raises(runs.CannotUndoError, match="hoàn tác lần đó trước"):
        runs.undo(first)
    runs.undo(second)
    runs.undo(first)
    assert not Procedure.objects.exists()
    with pytest.raises(runs.CannotUndoError, match="đã hoàn tác rồi"):
        runs.undo(first)


def test_a_procedure_with_a_version_in_wait_is_undone_to_the_byte():
    store(code="1.001193")
    store(code="1.001193", valid_from=date(2027, 3, 1), valid_to=None)
    before = whole_state()
    runs.undo(imported([ITEM | {"code": "1.001193", "id": None}]))
    assert whole_state() == before


def test_pages_of_the_import_go_with_it_and_a_page_made_since_stops_it():
    index = make_index(make_home())
    run = imported([ITEM])
    pages = create_missing_guides(index)
    run.guides = [page.pk for page in pages]
    run.save()
    other = imported([ITEM | {"code": "1.999998", "id": None}])
    make_guide(index, Procedure.objects.get(code="1.999998"))
    with pytest.raises(runs.CannotUndoError, match="Trang"):
        runs.undo(other)
    gone = [page.pk for page in pages]
    assert SearchEntry.objects.filter(page__in=gone).count() == len(gone) == 1
    runs.undo(run)
    assert ProcedurePage.objects.count() == 1
    assert not SearchEntry.objects.filter(page_id__in=gone).exists()
    assert not ReferenceIndex.objects.filter(object_id__in=map(str, gone)).exists()
    assert PageLogEntry.objects.filter(page__in=gone, action="wagtail.delete").count() == 1
    assert Page.find_problems() == ([], [], [], [], [])


def test_what_a_complete_list_withdrew_comes_back():
    store(code="1.001193")
    store(code="1.000894")
    before = whole_state()
    reading = importing.read_file(
        BytesIO(json.dumps([ITEM | {"code": "1.001193", "id": None}]).encode())
    )
    run = runs.begin()
    report = importing.apply_report(importing.plan_reading(reading), run=run)
    report.withdrawn = importing.withdraw_absent(reading, run)
    runs.finish(run, report)
    assert Procedure.objects.get(code="1.000894").state == "withdrawn"
    runs.undo(run)
    assert whole_state() == before


def test_an_import_of_the_desk_names_who_and_which_file():
    user = User.objects.create_superuser("bien-tap", password="x")
    run = runs.begin(user, "tep.json", "a" * 64)
    assert (run.user, run.file_name, run.checksum) == (user, "tep.json", "a" * 64)
