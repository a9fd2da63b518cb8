"""XLSX with a commune's whole list of 300 procedures, imported once for the tests of this module."""

from io import BytesIO

import pytest
from django.db import transaction

from procedures.exchange import importing
from procedures.exchange.workbook_writer import write_workbook
from tests.procedures.making import (
    column_of,
    counts_of,
    edited_workbook,
    everything,
    generated_records,
    workbook_file,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def three_hundred(django_db_setup, django_db_blocker):
    """(records, counts, problems) of an import of 300 procedures; rolled back after the module."""
    records, file = list(generated_records(300)), BytesIO()
    write_workbook(iter(records), file)
    with django_db_blocker.unblock(), transaction.atomic():
        yield records, *counts_of(file)
        transaction.set_rollback(True)


def test_a_round_trip_of_300_procedures_is_identical(three_hundred):
    records, counts, problems = three_hundred
    assert problems == []
    assert counts == {"created": 300, "updated": 0, "unchanged": 0, "refused": 0}
    stored = {record["code"]: record for record in everything()}
    assert [stored[record["code"]] | record for record in records] == list(stored.values())
    assert counts_of(workbook_file())[0]["unchanged"] == 300


def test_of_300_rows_with_5_percent_broken_all_come_in_and_each_bad_cell_is_named(three_hundred):
    def spoil(book):
        main, methods = book["Thủ tục"], book["Cách thức"]
        name, amount = column_of(main, "Tên thủ tục"), column_of(methods, "Số tiền (đồng)")
        bad_codes = {f"1.{100000 + number}" for number in range(0, 300, 20)}
        for row in range(2, main.max_row + 1):
            main[f"{name}{row}"] = f"{main[f'{name}{row}'].value} (sửa)"
        for row in range(2, methods.max_row + 1):
            if methods[f"A{row}"].value in bad_codes and methods[f"C{row}"].value == 1:
                bad_codes.discard(methods[f"A{row}"].value)
                methods[f"{amount}{row}"] = -1
                spoilt.append(f"Cách thức, ô {amount}{row}")

    spoilt = []
    report = importing.plan_reading(importing.read_file(edited_workbook(spoil)))
    importing.apply_report(report)
    assert len(spoilt) == 15
    assert report.counts == {"created": 0, "updated": 300, "unchanged": 0, "refused": 0}
    assert sorted(str(line).split(" (")[0] for line in report.remarks) == sorted(spoilt)
