"""A report is made once, is checked, can be verified by anybody, and never changes."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from docx import Document

from accounts.models import User
from pages.identity import SiteIdentity
from tests.factories import make_article
from tests.visits.conftest import Visitor
from visits.checking import BrokenSeal, differences
from visits.counting import count_view
from visits.freezing import NotSound, freeze, newer_version, verdict_on
from visits.models import (
    DaySeal,
    FrozenReport,
    OpeningBalance,
    PageTally,
    PageTotal,
    SiteTally,
    SourceTally,
    Unit,
)
from visits.period_form import named_period
from visits.periods import midnight
from visits.sealing import seal_days
from visits.seals import Verdict
from visits.showings import Showing

pytestmark = pytest.mark.django_db

URL = "/quan-tri/thong-ke/bao-cao/"
PAPER = {
    "number": "125/BC-UBND", "place": "Tân Lập", "date": "2026-02-03", "to": ["Ủy ban nhân dân tỉnh"],
    "remarks": ["Bà con xem nhiều thủ tục khai sinh."], "capacity": ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"],
    "signer": "Lý Thị Hoa", "recipients": ["Như trên", "Lưu: VT"],
}  # fmt: skip


@pytest.fixture
def seen(article, visitors, site):
    """An article with views of today and of last month."""
    for visitor in visitors(3):
        visitor.view(article)
    month = named_period("thang-truoc", timezone.localdate())
    for number in range(4):
        at = midnight(month.first) + timedelta(days=4 + number, hours=9)
        count_view(Showing(site.pk, article.pk, (f"10.0.0.{number}/32",), "x" * 20, at=at))
    identity = SiteIdentity.for_site(site)
    identity.commune = "Xã Tân Lập"
    identity.save()
    return article


@pytest.fixture
def month():
    return named_period("thang-truoc", timezone.localdate())


@pytest.fixture
def official(client):
    client.force_login(User.objects.create_superuser("van-phong", password="x", first_name="Lan"))
    return client


def _fill_in(**more):
    return {
        "so_hieu": "125/BC-UBND", "noi_lap": "Tân Lập", "ngay": "03/02/2026", "kinh_gui": "- Ủy ban nhân dân tỉnh;",
        "nhan_xet": "Bà con xem nhiều.", "tham_quyen": "kt", "nguoi_ky": "Lý Thị Hoa", "noi_nhan": "Như trên\nLưu: VT",
    } | more  # fmt: skip


def test_a_report_is_made_from_the_form_and_frozen(official, seen, month):
    answer = official.post(f"{URL}lap/?ky=thang-truoc", _fill_in())
    report = FrozenReport.objects.get()
    assert answer.url == f"{URL}{report.pk}/"
    assert (report.first, report.last, report.version) == (month.first, month.last, 1)
    html = official.get(answer.url).content.decode()
    for text in (
        "XÃ TÂN LẬP", "Số: 125/BC-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Tân Lập, ngày 03 tháng 02 năm 2026",
        "Kính gửi: Ủy ban nhân dân tỉnh.", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lý Thị Hoa", "Nơi nhận:", "- Lưu: VT.",
        "Bà con xem nhiều.", "Mọi số cộng lại đều khớp", report.code, "<svg",
    ):  # fmt: skip
        assert text in html, text
    assert "style=" not in html
    assert "Mã QR và liên kết có dấu" not in html  # an empty table is left out


def test_a_frozen_report_does_not_move_when_views_come_in(official, site, seen):
    report = freeze(site, named_period("thang", timezone.localdate()), PAPER, "Lan")
    before = official.get(f"{URL}{report.pk}/").content
    for visitor in range(9):
        Visitor(address=f"192.0.2.{visitor}").view(seen)
    seen.title = "Tên khác"
    seen.save()
    report.refresh_from_db()
    assert verdict_on(report) is Verdict.WHOLE
    assert (
        official.get(f"{URL}{report.pk}/").content.split(b"<header>")[1]
        == before.split(b"<header>")[1]
    )


def test_a_correction_is_a_new_version_and_the_old_sheet_says_so(client, site, seen, month):
    first = freeze(site, month, PAPER, "Lan")
    second = freeze(site, month, PAPER, "Lan", reason="Sai người ký")
    assert (first.version, second.version, newer_version(first)) == (1, 2, second)
    old = client.get(f"/xac-minh/{first.code}/").content.decode()
    assert "Đã có bản số 2 thay bản này" in old
    new = client.get(f"/xac-minh/{second.code.upper()}/").content.decode()
    assert "Báo cáo thật, còn nguyên vẹn." in new
    assert "bản mới nhất" in new


def test_a_row_changed_afterwards_shows_at_the_public_address(client, site, seen, month):
    report = freeze(site, month, PAPER, "Lan")
    report.content["kpis"][0]["value"] = 9_999
    report.save()
    assert "không còn nguyên vẹn" in client.get(f"/xac-minh/{report.code}/").content.decode()
    from visits.freezing import checksum

    report.checksum = checksum(report)
    report.save()
    assert verdict_on(report) is Verdict.BROKEN


def test_an_unknown_code_is_no_report(client, seen):
    answer = client.get("/xac-minh/khongcothat/")
    assert (answer.status_code, "Không có báo cáo nào" in answer.content.decode()) == (404, True)


def test_another_key_is_said_and_is_not_called_a_change(site, seen, month, settings):
    report = freeze(site, month, PAPER, "Lan")
    settings.SECRET_KEY = "khoa-khac" * 9
    assert verdict_on(report) is Verdict.OTHER_KEY


def test_a_changed_row_keeps_a_report_from_being_made(official, site, seen, month):
    PageTally.objects.filter(page_id=seen.pk, unit=Unit.DAY).update(views=77)
    with pytest.raises(NotSound):
        freeze(site, month, PAPER, "Lan")
    html = official.get(f"{URL}lap/").content.decode()
    assert "Số liệu không khớp" in html
    assert 'name="nguoi_ky"' not in html
    official.post(f"{URL}lap/", _fill_in())
    assert not FrozenReport.objects.exists()


def test_a_change_made_in_every_sum_at_once_breaks_the_seal_of_its_day(site, seen):
    call_command("visits_check")
    assert DaySeal.objects.count() == 4
    old = DaySeal.objects.order_by("day").first().day
    day = midnight(old)
    starts = {
        "D": day,
        "H": day + timedelta(hours=9),
        "M": day.replace(day=1),
        "Y": day.replace(month=1, day=1),
    }
    for unit, start in starts.items():
        for model in (PageTally, SiteTally, SourceTally):
            rows = model.objects.filter(unit=unit, start=start)
            rows = rows.filter(kind="device") if model is SourceTally else rows
            for row in rows:
                rows.filter(pk=row.pk).update(views=row.views + 1_000)
    total = PageTotal.objects.get(page_id=seen.pk)
    PageTotal.objects.filter(pk=total.pk).update(views=total.views + 1_000)
    assert [one.day for one in differences() if isinstance(one, BrokenSeal)] == [old]
    with pytest.raises(CommandError, match="chỗ lệch"):
        call_command("visits_check")
    assert seal_days() == 0


def test_a_month_that_has_not_begun_has_no_report(official, seen):
    for month in ("12/9999", "01/2099", "13/2026", "x", "²/2026", "0" * 400):
        answer = official.get(URL, {"thang": month}, follow=True)
        assert answer.status_code == 200
        assert "chưa bắt đầu" in answer.content.decode()
        assert official.get(f"{URL}lap/", {"thang": month}).status_code == 200


def test_the_word_file_says_what_the_sheet_says(official, site, seen, month):
    OpeningBalance.objects.create(
        site_id=site.pk, url="*", views=99, source="Trang cũ", entered_by="x"
    )
    report = freeze(site, month, PAPER, "Lan")
    answer = official.get(f"{URL}{report.pk}/", {"dang": "docx"})
    document = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    text = "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
    for word in (
        "BÁO CÁO",
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
        "Lý Thị Hoa",
        "Lượt xem",
        seen.title,
        report.code,
        "Nhận xét",
    ):
        assert word in text, word


def test_the_pdf_is_whole_and_fetches_nothing(official, site, seen, month):
    report = freeze(site, month, PAPER, "Lan")
    answer = official.get(f"{URL}{report.pk}/", {"dang": "pdf"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert answer.content.rstrip().endswith(b"%%EOF")


def test_another_communes_report_is_closed(client, site, seen, month):
    report = freeze(site, month, PAPER, "Lan")
    client.force_login(User.objects.create_user("nguoi-khac", password="x"))
    assert client.get(f"{URL}{report.pk}/").status_code == 302


def test_markup_in_what_is_typed_stays_text(official, seen):
    official.post(
        f"{URL}lap/?ky=thang-truoc", _fill_in(nhan_xet="<script>alert(1)</script>", nguoi_ky="<b>x")
    )
    html = official.get(f"{URL}{FrozenReport.objects.get().pk}/").content.decode()
    assert "<script>alert" not in html


def test_the_form_says_what_is_wrong_and_keeps_what_was_typed(official, seen):
    html = official.post(f"{URL}lap/", _fill_in(ngay="32/13/2026")).content.decode()
    assert "ngày/tháng/năm" in html
    assert "Lý Thị Hoa" in html
    assert not FrozenReport.objects.exists()


def test_a_draft_leaves_nothing_behind(official, section, seen):
    make_article(section)
    html = official.get(URL, {"ky": "thang-truoc"}).content.decode()
    assert "Bản xem trước, chưa chốt" in html
    assert not FrozenReport.objects.exists()
