"""A version read in one statement is the version that ten statements read."""

from datetime import date

import pytest

from procedures.models import ProcedureVersion, SubjectArea
from procedures.sheet import with_sheet
from tests.procedures.making import make_record, store

pytestmark = pytest.mark.django_db

PARTS = ("steps", "methods", "cases", "subjects", "agencies", "results", "legal_bases")


def columns(row):
    return [(field.attname, getattr(row, field.attname)) for field in row._meta.concrete_fields]


def everything(version):
    rows = {part: [columns(row) for row in getattr(version, part).all()] for part in PARTS}
    rows["areas"] = [columns(area) for area in version.subject_areas.all()]
    rows["fees"] = [columns(fee) for method in version.methods.all() for fee in method.fees.all()]
    rows["papers"] = [columns(paper) for case in version.cases.all() for paper in case.papers.all()]
    return rows


@pytest.fixture
def version():
    """One with several rows of every kind, out of the alphabet's order."""
    record = make_record()
    method, case, basis = record["methods"][0], record["cases"][0], record["legal_bases"][0]
    odd = "Ông “Ê-đê” \\ 'nháy' \t\n{\"a\": 1} €"
    procedure = store(
        steps=[{"name": "", "text": odd}, {"name": "B", "text": "b"}, {"name": "A", "text": "a"}],
        methods=[method, {**method, "channel": "online", "time_amount": None, "fees": []}],
        cases=[{**case, "name": "Hai"}, {"name": "Một", "papers": [*case["papers"], {**case["papers"][0], "has_electronic_form": True, "name": odd}]}],
        legal_bases=[{**basis, "issued_on": date(1999, 12, 31)}, {**basis, "number": "1/A"}],
        subject_areas=["Đất đai", "Chứng thực"],
    )  # fmt: skip
    store(code="1.000656", name="Thủ tục khác")
    return procedure.versions.get()


def test_every_row_is_there_as_it_was_with_its_type_and_in_its_order(version):
    one = with_sheet(ProcedureVersion.objects.get(pk=version.pk))
    assert everything(one) == everything(ProcedureVersion.objects.whole().get(pk=version.pk))


def test_it_is_one_statement_and_its_rows_cost_none(version, django_assert_num_queries):
    with django_assert_num_queries(1):
        everything(with_sheet(version))


def test_a_version_without_rows_has_none(django_assert_num_queries):
    version = store(
        steps=[], methods=[], cases=[], subjects=[], agencies=[], results=[], legal_bases=[]
    ).versions.get()
    SubjectArea.objects.all().delete()
    with django_assert_num_queries(1):
        assert not any(everything(with_sheet(version)).values())
