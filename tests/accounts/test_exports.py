"""What strangers and editors typed never runs in an official's spreadsheet, whoever wrote the list."""

import pytest
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from accounts.exports import commune_csv, commune_value, without_formula
from addresses.models import MissingAddress
from tests.board import make_board


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "  =1+1"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert without_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Tin tức", "1-2", "a=b"])
def test_plain_words_stay_as_they_are(text):
    assert without_formula(text) == text


def exporting_views(resolver):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            view = getattr(entry.callback, "view_class", None)
            if view and issubclass(view, SpreadsheetExportMixin):
                yield view
        else:
            yield from exporting_views(entry)


def test_every_list_that_exports_uses_the_safe_writer_wagtails_own_too():
    views = set(exporting_views(get_resolver()))
    assert len(views) > 15
    assert {view for view in views if view.preprocess_field_value is not commune_value} == set()
    assert {view for view in views if view.stream_csv is not commune_csv} == set()


def test_an_address_that_a_stranger_asked_for_does_not_run_in_the_report_of_the_missing(client, db):
    board = make_board()
    MissingAddress.objects.create(
        site=board.home.get_site(), path="=cmd|' /C calc'!A0", day=timezone.localdate()
    )
    client.force_login(board.administrator)
    answer = client.get(reverse("missing_addresses"), {"export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "'=cmd" in text
    assert ",=cmd" not in text
