import pytest
from django.core.management import CommandError, call_command
from wagtail.contrib.redirects.models import Redirect

from tests.factories import make_article
from visits.models import OpeningBalance, PageTally, PageTotal, SiteTally
from visits.statistics import statistics_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def table(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "so-cu.csv"
        path.write_bytes(text.encode(encoding))
        return str(path)

    return write


def _enter(path, **options):
    call_command("import_old_views", path, by="can-bo", **options)


def test_old_totals_are_found_by_new_address_by_old_address_and_for_the_whole_site(
    article, section, site, table
):
    other = make_article(section)
    Redirect.objects.create(old_path="/tin-cu?id=7", site=site, redirect_page=other)
    _enter(
        table(
            "dia_chi,luot_xem,nguon\n"
            f"{article.url},54,Trang cũ\n"
            "https://cu.example/tin-cu?id=7,1.234,\n"
            "*,115504,Bộ đếm chân trang\n"
        )
    )
    stored = dict(OpeningBalance.objects.values_list("page_id", "views"))
    assert stored == {article.pk: 54, other.pk: 1_234, None: 115_504}
    assert statistics_for(site).old_total == 115_504


def test_a_balance_never_touches_a_counted_figure(article, table):
    _enter(table(f"dia_chi,luot_xem\n{article.url},54\n"))
    assert not any(model.objects.exists() for model in (PageTally, PageTotal, SiteTally))


def test_a_balance_is_entered_once(article, table, capsys):
    path = table(f"dia_chi,luot_xem\n{article.url},54\n")
    _enter(path)
    with pytest.raises(CommandError, match="1 dòng sai"):
        _enter(path)
    assert "Dòng 2: Số của trang này đã nhập" in capsys.readouterr().err
    assert OpeningBalance.objects.get().views == 54


def test_who_entered_it_and_when_is_kept(article, table):
    _enter(table(f"dia_chi,luot_xem\n{article.url},54\n"))
    balance = OpeningBalance.objects.get()
    assert balance.entered_by == "can-bo"
    assert balance.entered_at is not None


def test_one_wrong_row_and_nothing_is_written_and_each_wrong_row_is_named(article, table, capsys):
    with pytest.raises(CommandError, match="6 dòng sai"):
        _enter(
            table(
                "dia_chi,luot_xem\n"
                f"{article.url},54\n"
                f"{article.url},55\n"
                "/khong-co/,5\n"
                f"{article.url},năm mươi\n"
                ",5\n"
                f"{article.url},-5\n"
                f"{article.url},99999999999999\n"
            )
        )
    said = capsys.readouterr().err
    assert [line.split(":")[0] for line in said.splitlines()] == [f"Dòng {n}" for n in range(3, 9)]
    assert not OpeningBalance.objects.exists()


def test_a_dry_run_writes_nothing(article, table, capsys):
    _enter(table(f"dia_chi,luot_xem\n{article.url},54\n"), dry_run=True)
    assert "Chưa ghi gì" in capsys.readouterr().out
    assert not OpeningBalance.objects.exists()


def test_a_file_from_a_vietnamese_excel_is_read(article, table):
    _enter(table(f"\ufeffdia_chi;luot_xem;nguon\r\n{article.url};54;Cũ\r\n"))
    assert OpeningBalance.objects.get().source == "Cũ"


@pytest.mark.parametrize(
    ("text", "encoding", "message"),
    [
        ("", "utf-8", "Thiếu cột"),
        ("url,views\n/a/,1\n", "utf-8", "Thiếu cột"),
        ("dia_chi,luot_xem,nguồn\n/a/,1,ệ\n", "utf-16", "CSV UTF-8"),
    ],
)
def test_a_file_that_is_no_such_table_is_explained(home, table, text, encoding, message):
    with pytest.raises(CommandError, match=message):
        _enter(table(text, encoding))


def test_a_missing_file_is_named(home):
    with pytest.raises(CommandError, match="Không có tệp"):
        _enter("/khong/co.csv")


def test_an_unknown_site_is_named(home, table):
    with pytest.raises(CommandError, match="khong-co.test"):
        _enter(table("dia_chi,luot_xem\n*,1\n"), site="khong-co.test")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("http://[xa.example/bai,54", "Không tìm thấy trang nào"),
        ("/bai%00-1,54", "Không tìm thấy trang nào"),
        (f"*,{'9' * 5_000}", "lớn quá mức"),
    ],
)
def test_a_row_that_no_computer_can_read_is_named_like_any_other(site, table, capsys, row, why):
    with pytest.raises(CommandError, match="1 dòng sai"):
        _enter(table(f"dia_chi,luot_xem\n{row}\n"))
    assert f"Dòng 2: {'Số lượt xem' if 'quá' in why else why}" in capsys.readouterr().err
