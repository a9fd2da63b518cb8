"""The list of articles in the admin."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from desk.articles import STATES, ArticleFilterSet
from tests.factories import make_article

LIST = "/quan-tri/bai-viet/"


@pytest.fixture
def every_state(board):
    """One article in each state, titled by it."""
    board.draft(board.contributor, title="draft")
    board.submitted(board.contributor, title="waiting")
    _article, task = board.submitted(board.contributor, title="sent_back")
    task.reject(user=board.chief, comment="Sửa.")
    hour = board.draft(
        board.contributor, title="scheduled", go_live_at=timezone.now() + timedelta(1)
    )
    hour.get_latest_revision().publish(user=board.chief)
    make_article(board.news, "live", source="Báo Tỉnh").save_revision().publish()
    changed = make_article(board.news, "changed")
    changed.save_revision()
    make_article(board.news, "expired").unpublish(set_expired=True)
    return board


def titles(client, **query):
    answer = client.get(LIST, query)
    return {article.title for article in answer.context["object_list"]}


def test_the_list_says_in_which_state_each_article_is(every_state, as_):
    html = as_(every_state.chief).get(LIST).content.decode()
    assert all(
        f">{label}<" in "".join(html.split("\n")).replace("  ", "") or label in html
        for label in STATES.values()
    )


@pytest.mark.parametrize("state", STATES)
def test_each_state_can_be_picked(every_state, as_, state):
    expected = {"live", "changed"} if state == "live" else {state}
    assert titles(as_(every_state.chief), state=state) == expected


def test_section_author_source_date_and_mine_narrow_the_list(every_state, as_):
    board, chief = every_state, as_(every_state.chief)
    make_article(board.notices, "notice", at=(2020, 5, 5), author="Hoa")
    assert titles(chief, section=board.notices.pk) == {"notice"}
    assert titles(chief, author="hoa") == {"notice"}
    assert titles(chief, source="báo tỉnh") == {"live"} or titles(chief, source="Tỉnh") == {"live"}
    assert titles(chief, published_at_from="2020-05-01", published_at_to="2020-05-31") == {"notice"}
    assert titles(chief, mine="on") == set()


def test_a_contributor_finds_the_own_articles_only(every_state, as_):
    assert titles(as_(every_state.contributor)) == {"draft", "waiting", "sent_back", "scheduled"}


def test_the_spreadsheet_has_a_row_per_article_with_its_state(every_state, as_):
    answer = as_(every_state.chief).get(LIST, {"export": "xlsx"})
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    rows = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert len(rows) == len(STATES)
    assert rows["sent_back"][6] == "Bị trả lại"


def test_dates_in_the_spreadsheet_are_commune_time(board, as_):
    make_article(board.news, "Sớm", at=(2026, 5, 5, 6, 30))
    answer = as_(board.chief).get(LIST, {"export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "05/05/2026 06:30" in text


def test_no_cell_of_a_csv_runs_as_a_formula(board, as_):
    make_article(board.news, '=HYPERLINK("http://x")')
    text = b"".join(as_(board.chief).get(LIST, {"export": "csv"}).streaming_content).decode()
    assert "'=HYPERLINK" in text


def test_the_list_costs_the_same_for_three_articles_as_for_thirty(board, as_):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            as_(board.chief).get(LIST)
        return len(captured)

    for _ in range(3):
        make_article(board.news)
    queries()  # the first visit writes the site's empty settings
    queries()
    few = queries()
    for _ in range(27):
        make_article(board.news)
    queries()  # what every page shows is remembered anew after a change
    assert queries() == few


def test_writing_starts_with_the_section_or_at_once_where_there_is_only_one(board, as_):
    html = as_(board.contributor).get(reverse("articles:choose_parent")).content.decode()
    assert reverse("wagtailadmin_pages:add", args=["news", "articlepage", board.notices.pk]) in html
    board.notices.delete()
    answer = as_(board.contributor).get(reverse("articles:choose_parent"))
    assert answer.url == reverse(
        "wagtailadmin_pages:add", args=["news", "articlepage", board.news.pk]
    )


def test_every_state_has_a_filter():
    assert set(dict(ArticleFilterSet.base_filters["state"].extra["choices"])) == set(STATES)
