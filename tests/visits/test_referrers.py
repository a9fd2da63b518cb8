"""Nobody writes into a signed report by naming himself as a referrer."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from accounts.models import User
from visits import spam_hosts
from visits.counting import count_view
from visits.models import ReviewedHost
from visits.periods import Period
from visits.referrers import NOT_SHOWN, hosts, is_spam
from visits.report import build_report
from visits.showings import Showing

pytestmark = pytest.mark.django_db


@pytest.fixture
def come(site, article):
    """Views that name a host, from so many networks on so many days."""

    def come(host, networks=1, days=1, agents=1):
        now = timezone.now()
        for day in range(days):
            for number in range(networks * agents):
                count_view(
                    Showing(
                        site.pk, article.pk, (f"10.{day}.{number % networks}.7/32",), f"Mozilla/5.0 {number}",
                        referrer=host, at=now - timedelta(days=day),
                    )
                )  # fmt: skip

    return come


def _printed(site):
    today = timezone.localdate()
    table = build_report(site, Period(today - timedelta(days=9), today)).by_key["noi-gioi-thieu"]
    return {row.name: row.numbers[0] for row in table.rows}


def test_a_host_that_one_network_names_under_many_agents_is_not_printed(site, come):
    come("trang-la.example", agents=30, days=3)
    assert _printed(site) == {NOT_SHOWN: 90}


def test_a_host_that_several_networks_name_on_several_days_is_printed(site, come):
    come("bao-huyen.example", networks=3, days=2)
    come("mot-ngay.example", networks=5, days=1)
    assert _printed(site) == {"bao-huyen.example": 6, NOT_SHOWN: 5}


@pytest.mark.parametrize(
    "host",
    [
        "facebook.com",
        "l.facebook.com",
        "google.com.vn",
        "zalo.me",
        "tuyenquang.gov.vn",
        "coccoc.com",
    ],
)
def test_a_host_that_everybody_knows_is_printed_at_once(site, come, host):
    come(host)
    assert _printed(site) == {host: 1}


@pytest.mark.parametrize(
    "host",
    [
        "semalt.com", "www2.semalt.com", "buttons-for-website.com", "kubet88.vn", "nhacai-uytin.example",
        "go88.com", "xoso66.top", "soikeo247.net", "casino.example", "bet365.example", "i9bet.club",
    ],
)  # fmt: skip
def test_spam_is_not_printed_however_many_name_it(site, come, host):
    come(host, networks=5, days=3)
    assert is_spam(host)
    assert _printed(site) == {NOT_SHOWN: 15}


@pytest.mark.parametrize(
    "host",
    [
        "bethany.example",
        "alphabet.example",
        "tinhdoan.example",
        "bao24h.vn",
        "fake-facebook.com.example",
    ],
)
def test_ordinary_names_are_not_taken_for_spam(host):
    assert not is_spam(host)


def test_a_person_may_let_a_host_in_and_take_it_out_again(client, site, come):
    come("doan-xa.example")
    client.force_login(User.objects.create_superuser("can-bo", password="x"))
    url = "/quan-tri/thong-ke/noi-gioi-thieu/"
    assert "doan-xa.example" in client.get(url).content.decode()
    client.post(url, {"trang": "doan-xa.example", "in": "co"})
    assert _printed(site) == {"doan-xa.example": 1}
    client.post(url, {"trang": "doan-xa.example", "in": "khong"})
    assert _printed(site) == {NOT_SHOWN: 1}
    (host,) = hosts(site.pk)
    assert host.is_reviewed
    client.post(url, {"trang": "<script>", "in": "co"})
    assert ReviewedHost.objects.count() == 1


def test_a_forger_on_many_addresses_of_one_line_is_one_network(site, article):
    for number in range(20):
        networks = (f"2001:db8:0:{number:x}::/64", "2001:db8::/56", "2001:db8::/48")
        count_view(Showing(site.pk, article.pk, networks, "x" * 20, referrer="gia.example"))
    (host,) = hosts(site.pk)
    assert (host.views, host.networks, host.days) == (20, 1, 0)


def test_a_maintained_list_is_loaded_as_it_is_published(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    assert not is_spam("www.quang-cao.example")
    file = tmp_path / "spammers.txt"
    file.write_text(
        "# remark\nquang-cao.example\nthuốc-tốt.example\n\nspam.example\n", encoding="utf-8"
    )
    call_command("load_spam_hosts", file, stdout=StringIO())
    assert is_spam("www.quang-cao.example")
    assert is_spam("thuốc-tốt.example".encode("idna").decode())
    assert is_spam("semalt.com")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("spam.example\n<script>\n", "Dòng 2"),
        ("xa.tinh.gov.vn\n", "không phải danh sách"),
        ("# nothing\n", "không có tên trang nào"),
        (b"\xff\xfe\x00", "Không đọc được"),
        ("a" * 5000, "Dòng 1"),
    ],
)
def test_a_list_that_cannot_be_meant_changes_nothing(settings, tmp_path, content, said):
    settings.DATA_DIR = tmp_path
    spam_hosts.load(["cu.example"])
    file = tmp_path / "x.txt"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(CommandError, match=said):
        call_command("load_spam_hosts", file)
    assert is_spam("cu.example")
