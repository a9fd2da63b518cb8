"""The report "Thủ tục cần kiểm tra"."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pages import generation
from procedures.models import LinkCheck, VoteCount, VoteReason
from procedures.upkeep import findings
from tests.factories import make_home
from tests.procedures.making import make_guide, make_index, make_many, make_record, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    today = timezone.localdate()
    paper = {**make_record()["cases"][0]["papers"][0], "form_name": ""}
    procedure = store(
        synchronised_on=today,
        cases=[{"name": "", "papers": [paper]}],
        source_url="https://dichvucong.gov.vn/a",
    )
    return make_guide(make_index(make_home()), procedure, checked_on=today, checked_by="Cán bộ")


def reasons():
    return [reason for finding in findings() for reason in finding.reasons]


def change(guide, **fields):
    guide.procedure.versions.update(**fields)


def test_a_guide_in_order_is_not_listed(guide):
    assert list(findings()) == []


def test_each_reason_is_said(guide):
    today = timezone.localdate()
    guide.checked_on = today - timedelta(days=184)
    guide.save()
    change(guide, synchronised_on=today - timedelta(days=91), unverified=["fees"])
    paper = guide.procedure.versions.get().cases.get().papers.get()
    paper.form_name = "tk.doc"
    paper.save()
    LinkCheck.objects.create(url="https://dichvucong.gov.vn/a", problem="không còn trang này (404)")
    VoteCount.objects.create(page=guide, helpful=2, unhelpful=3)
    VoteReason.objects.create(page=guide, text="Không rõ quầy")
    store(valid_from=date(2127, 3, 1))
    text = "\n".join(reasons())
    for part in (
        "quá 6 tháng", "quá 90 ngày", "Cần đối chiếu: Phí, lệ phí", "tk.doc", "(404)",
        "3 trong 5 người", "Không rõ quầy", "tự áp dụng từ 01/03/2127",
    ):  # fmt: skip
        assert part in text


def test_one_grumble_among_many_is_no_reason(guide):
    VoteCount.objects.create(page=guide, helpful=20, unhelpful=4)
    assert list(findings()) == []


def test_old_votes_are_forgiven(guide):
    VoteCount.objects.create(
        page=guide, day=timezone.localdate() - timedelta(days=120), unhelpful=50
    )
    assert list(findings()) == []


def test_a_guide_without_a_text_in_force_is_listed(guide):
    change(guide, valid_to=date(2020, 1, 1))
    assert "Không có nội dung nào đang áp dụng." in reasons()


def test_the_report_costs_the_same_for_8_and_for_40(guide):
    def cost():
        generation.bump()
        with CaptureQueriesContext(connection) as counted:
            list(findings()[:50])
        return len(counted)

    index = guide.get_parent()
    make_many(index, 7)
    few = cost()
    make_many(index, 32, start=7)
    assert cost() == few


def test_texts_are_read_once_and_again_after_a_change(guide):
    generation.bump()
    assert list(findings()) == []
    with CaptureQueriesContext(connection) as counted:
        findings()
    assert len(counted) == 3
    guide.checked_on = None
    guide.save_revision().publish()
    assert reasons() == ["Chưa có cán bộ nào kiểm tra trang này."]


def test_only_the_guides_that_are_looked_at_are_read(guide):
    make_many(guide.get_parent(), 5)
    found = findings()
    assert len(found) == 5
    assert [one.title for one in found[1:3]] == [one.title for one in found][1:3]
    assert found[0].code == found[:1][0].code
