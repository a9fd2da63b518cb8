"""The royalty sheet equals the published articles, in whole đồng."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from desk import reports, royalties
from desk.models import (
    PenName,
    RoyaltyBudget,
    RoyaltyDecision,
    RoyaltyRate,
    RoyaltySheet,
    RoyaltyTable,
)
from news.models import ArticlePage, Genre
from tests.factories import make_article, make_image

OCTOBER = date(2026, 10, 1)


@pytest.fixture
def site(board):
    return board.home.get_site()


def make_table(valid_from=date(2026, 1, 1), unit=234_000, **rates):
    table = RoyaltyTable.objects.create(
        name="Mức chi", valid_from=valid_from, unit_value=unit, picture_coefficient=Decimal("0.5")
    )
    for genre, coefficient in (rates or {"tin": 1, "bai": "2.5"}).items():
        RoyaltyRate.objects.create(table=table, genre=genre, coefficient=Decimal(coefficient))
    return table


def make_paid(board, day=5, **fields):
    return make_article(board.news, at=(2026, 10, day, 9, 0), **({"author": "Hoa"} | fields))


def with_pictures(count):
    figure = {"image": {"image": make_image().pk, "alt_text": "Ảnh.", "decorative": False}}
    return [{"type": "figure", "value": figure} for _ in range(count)]


def test_the_sheet_lists_every_published_article_of_the_month_and_no_other(board, site):
    make_table()
    inside = {make_paid(board, day).pk for day in (1, 15, 31)}
    make_article(board.news, at=(2026, 9, 30, 23, 59), author="Hoa")
    make_article(board.news, at=(2026, 11, 1, 0, 0), author="Hoa")
    board.draft(board.contributor)
    sheet = royalties.sheet(site, date(2026, 10, 17))
    assert {row.page_id for row in sheet.rows} == inside
    assert sheet.total == sum(row.amount for row in sheet.rows) == 3 * 234_000


def test_an_article_that_expired_on_its_day_is_still_paid(board, site):
    make_table()
    notice = make_paid(board)
    notice.unpublish(set_expired=True)
    withdrawn = make_paid(board)
    withdrawn.unpublish()
    assert [row.page_id for row in royalties.sheet(site, OCTOBER).rows] == [notice.pk]


def test_kind_pictures_and_the_limit_of_paid_pictures_make_the_amount(board, site):
    make_table()
    make_paid(board, genre=Genre.STORY, body=with_pictures(5))
    (row,) = royalties.sheet(site, OCTOBER).rows
    assert (row.coefficient, row.pictures) == ("2.5", 3)
    assert row.amount == 585_000 + 351_000


def test_the_table_in_force_on_the_day_counts(board, site):
    make_table(unit=100_000)
    make_table(date(2026, 10, 15), unit=200_000)
    make_paid(board, 14)
    make_paid(board, 15)
    assert [row.amount for row in royalties.sheet(site, OCTOBER).rows] == [100_000, 200_000]


def test_without_a_table_nothing_is_paid_and_the_screen_says_why(board, site, as_):
    make_paid(board)
    assert royalties.sheet(site, OCTOBER).total == 0
    answer = as_(board.chief).get(reverse("royalty_sheet"), {"thang": "2026-10"})
    assert "Chưa có bảng hệ số nào" in answer.content.decode()


def test_a_pen_name_is_paid_to_the_person_behind_it(board, site):
    make_table()
    PenName.objects.create(name="Hoa Ban", full_name="Lý Thị Hoa")
    make_paid(board, 1, author="hoa  ban")
    make_paid(board, 2, author="Hoa Ban")
    assert royalties.sheet(site, OCTOBER).payees == [("Lý Thị Hoa", 2, 468_000)]


def test_the_offices_own_name_and_no_name_are_not_paid(board, site):
    make_table()
    PenName.objects.create(name="TTTĐT", full_name="Trang thông tin điện tử", paid=False)
    make_paid(board, author="TTTĐT")
    make_paid(board, author="")
    assert [row.amount for row in royalties.sheet(site, OCTOBER).rows] == [0, 0]


def test_reposted_articles_get_nothing_unless_the_table_says_so(board, site):
    make_table()
    make_paid(board, genre=Genre.REPOSTED, source="Báo Tỉnh")
    assert royalties.sheet(site, OCTOBER).total == 0


def test_the_board_decides_otherwise_for_one_article(board, site, as_):
    make_table()
    article = make_paid(board, body=with_pictures(1))
    url = reverse("royalty_sheet") + "?thang=2026-10"
    as_(board.chief).post(
        url,
        {
            f"{article.pk}-coefficient": "1,75",
            f"{article.pk}-pictures": "0",
            f"{article.pk}-note": "Bài hay",
        },
    )
    (row,) = royalties.sheet(site, OCTOBER).rows
    assert (row.coefficient, row.pictures, row.note, row.amount) == ("1.75", 0, "Bài hay", 409_500)
    assert RoyaltyDecision.objects.get().decided_by == board.chief


@pytest.mark.parametrize("typed", ["-1", "abc", "NaN", "1e9", "Infinity"])
def test_a_wrong_figure_saves_nothing_at_all(board, site, as_, typed):
    make_table()
    good, bad = make_paid(board, 1), make_paid(board, 2, title="Bài sai")
    answer = as_(board.chief).post(
        reverse("royalty_sheet") + "?thang=2026-10",
        {f"{good.pk}-coefficient": "2", f"{bad.pk}-coefficient": typed},
        follow=True,
    )
    assert "Xem lại: Bài sai" in answer.content.decode()
    assert not RoyaltyDecision.objects.exists()


def test_a_closed_month_never_changes_and_says_what_has(board, site, as_):
    make_table()
    article = make_paid(board, title="Chợ phiên")
    as_(board.chief).post(reverse("royalty_sheet") + "?thang=2026-10", {"close": "1"})
    signed = RoyaltySheet.objects.get()
    assert (signed.total, signed.closed_by) == (234_000, board.chief)
    make_paid(board, title="Bài thêm")
    ArticlePage.objects.filter(pk=article.pk).update(genre=Genre.STORY)
    sheet = royalties.sheet(site, OCTOBER)
    assert sheet.total == 234_000
    assert set(sheet.changes) == {
        "Có thêm bài “Bài thêm”.",
        "Bài “Chợ phiên”: nay tính ra 585000 đồng.",
    }
    as_(board.chief).post(
        reverse("royalty_sheet") + "?thang=2026-10", {f"{article.pk}-coefficient": "9"}
    )
    assert not RoyaltyDecision.objects.exists()
    with pytest.raises(ValidationError):
        signed.save()


def test_a_month_that_is_not_over_is_not_closed(board, site):
    from django.utils import timezone

    assert royalties.close(site, timezone.localdate(), board.chief) is None


def test_spending_is_set_against_the_budget(board, site, as_):
    make_table()
    RoyaltyBudget.objects.create(year=2026, amount=200_000)
    make_paid(board)
    royalties.close(site, OCTOBER, board.chief)
    assert royalties.spent(site, 2026) == 234_000
    text = as_(board.chief).get(reverse("royalty_sheet"), {"thang": "2026-10"}).content.decode()
    assert "vượt 34.000 đồng" in text


def test_the_spreadsheet_says_the_same_as_the_sheet(board, site, as_):
    make_table()
    make_paid(board, title="=1+1", author="Hoa")
    make_paid(board, genre=Genre.STORY, author="Nam")
    answer = as_(board.chief).get(reverse("royalty_sheet"), {"thang": "2026-10", "export": "xlsx"})
    book = load_workbook(BytesIO(answer.content))
    articles, people = book["Theo bài"], book["Theo người hưởng"]
    rows = [
        row for row in articles.iter_rows(min_row=5, values_only=True) if isinstance(row[0], int)
    ]
    assert [row[10] for row in rows] == [row.amount for row in royalties.sheet(site, OCTOBER).rows]
    assert {row[2] for row in rows} >= {"=1+1"}
    sums = [
        next(row for row in sheet.iter_rows(values_only=True) if "Cộng" in row)
        for sheet in (articles, people)
    ]
    assert sums[0][10] == sums[1][2] == 819_000
    for sheet in (articles, people):
        names = [cell.value for cell in sheet[sheet.max_row - 1] if cell.value]
        assert names == ["Người lập biểu", "Trưởng ban biên tập", "Thủ trưởng đơn vị"]
    assert all(cell.data_type != "f" for row in articles.iter_rows() for cell in row)


def test_those_without_the_right_neither_see_nor_change_it(board, as_):
    for role in ("contributor", "editor", "statistics"):
        answer = as_(board.people[role]).get(reverse("royalty_sheet"))
        assert answer.status_code in (302, 403)


@given(st.decimals(0, 999, places=2), st.integers(0, 10_000_000))
def test_money_is_rounded_half_up_to_a_whole_dong(coefficient, unit):
    exact = coefficient * unit
    assert abs(Decimal(royalties.in_dong(exact)) - exact) <= Decimal("0.5")
    assert royalties.in_dong(Decimal("0.5")) == 1


def test_the_sheet_equals_the_report_of_the_same_month(board, site):
    make_table()
    for day in range(1, 20):
        make_paid(board, day)
    rows = reports.article_rows(site, reports.month_of(OCTOBER))
    assert [row.page_id for row in rows] == [
        row.page_id for row in royalties.sheet(site, OCTOBER).rows
    ]


def _post(client, page, **typed):
    fields = {f"{page.pk}-{name}": value for name, value in typed.items()}
    return client.post(reverse("royalty_sheet") + "?thang=2026-10", fields, follow=True)


def _seen(client, page):
    shown = client.get(reverse("royalty_sheet") + "?thang=2026-10").content.decode()
    return shown.split(f'name="{page.pk}-seen" value="')[1].split('"')[0]


def test_a_stale_page_overwrites_nobody_elses_figure(board, site, as_):
    make_table()
    one, other = make_paid(board), make_paid(board, 6)
    chief = as_(board.chief)
    stale = {page: _seen(chief, page) for page in (one, other)}
    _post(chief, one, coefficient="2", pictures="0", note="", seen=stale[one])
    answer = _post(chief, one, coefficient="3", pictures="0", note="", seen=stale[one])
    assert "người khác đã sửa" in answer.content.decode()
    assert RoyaltyDecision.objects.get(page=one).coefficient == 2
    _post(
        chief, one, coefficient="1", pictures="0", note="", seen=stale[one]
    )  # left as it was seen
    assert RoyaltyDecision.objects.get(page=one).coefficient == 2


def test_decisions_and_closing_stand_in_the_audit_log(board, site, as_):
    make_table()
    article = make_paid(board)
    chief = as_(board.chief)
    _post(chief, article, coefficient="1,5", pictures="0", note="", seen=_seen(chief, article))
    chief.post(reverse("royalty_sheet") + "?thang=2026-10", {"close": "1"})
    log = as_(board.administrator).get(reverse("audit_log")).content.decode()
    assert "Quyết định nhuận bút: hệ số 1.50" in log
    assert "Chốt bảng nhuận bút: " in log


def test_a_note_alone_does_not_freeze_a_figure(board, site, as_):
    table = make_table()
    article = make_paid(board)
    chief = as_(board.chief)
    _post(chief, article, coefficient="1", pictures="0", note="Bài hay", seen=_seen(chief, article))
    decision = RoyaltyDecision.objects.get()
    assert (decision.coefficient, decision.note) == (None, "Bài hay")
    table.rates.update(coefficient=4)
    assert royalties.sheet(site, OCTOBER).rows[0].coefficient == "4"


def test_money_in_the_forms_is_read_as_it_is_written(board, as_):
    administrator = as_(board.administrator)
    answer = administrator.post(
        reverse("royaltybudget:add"), {"year": "2026", "amount": "250.000.000", "note": ""}
    )
    assert answer.status_code == 302
    assert RoyaltyBudget.objects.get().amount == 250_000_000
    edit = administrator.get(reverse("royaltybudget:edit", args=[RoyaltyBudget.objects.get().pk]))
    assert 'value="250.000.000"' in edit.content.decode()


def test_a_year_costs_the_same_for_three_articles_with_pictures_as_for_thirty(
    board, site, django_assert_max_num_queries
):
    make_table()
    for day in range(1, 28):
        make_paid(board, day, body=with_pictures(2))
    with django_assert_max_num_queries(20):
        assert royalties.sheet(site, OCTOBER).rows[0].pictures == 2
        royalties.spent(site, 2026)


def test_what_reports_count_is_what_the_blocks_say(board):
    from news.measures import texts_of

    figures = with_pictures(2)
    body = [
        {"type": "text", "value": "<h2>Một</h2><p>hai <b>ba</b></p>"},
        *figures,
        {"type": "figure_row", "value": {"figures": [figure["value"] for figure in figures]}},
        {"type": "quote", "value": {"text": "Bốn năm", "attribution": "Sáu"}},
        {"type": "callout", "value": {"tone": "warning", "text": "<p>Bảy</p>"}},
    ]
    article = make_article(board.news, body=body)
    article = ArticlePage.objects.get(pk=article.pk)
    stream = article.body
    theirs = stream.stream_block.get_searchable_content(stream)
    # Wagtail writes "None" for a picture of an ImageBlock that it has not described yet.
    assert _written(texts_of(article)[2:]) == _written(theirs)


def _written(texts):
    return [text for text in texts if text.strip() and text not in ("None", "Ảnh.")]
