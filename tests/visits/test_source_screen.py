"""One device, one referring site, one marked link through time."""

import re

import pytest
from django.contrib.auth.models import Group, Permission

from accounts.models import User
from visits.models import ReviewedHost

pytestmark = pytest.mark.django_db

URL = "/quan-tri/thong-ke/"
SOURCE = f"{URL}nguon/"
COMPUTER = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36"
)


@pytest.fixture
def screen(client, home):
    group = Group.objects.create(name="van-phong")
    group.permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "view_statistics"])
    )
    user = User.objects.create_user("van-phong", password="x")
    user.groups.add(group)
    client.force_login(user)
    return client


@pytest.fixture
def seen(article, visitors):
    """Three views with a telephone, two of them from Facebook and one from a stranger's claim."""
    hosts = ["facebook.com", "facebook.com", "nhacai88.example"]
    for visitor, host in zip(visitors(3), hosts, strict=True):
        visitor.view(article, **{"from": host})
    return article


def test_a_device_leads_from_the_dashboard_to_its_figures(screen, seen):
    dashboard = screen.get(URL, {"ky": "hom-nay"}).content.decode()
    link = re.search(r'href="([^"]*nguon/\?[^"]*device[^"]*)"', dashboard)[1].replace("&amp;", "&")
    html = screen.get(link).content.decode()
    assert "Xem bằng: Điện thoại" in html
    assert html.count('<dd class="v">3</dd>') == 1
    assert '<dd class="v">100%</dd>' in html


def test_the_filter_names_what_may_be_followed_and_nothing_that_was_only_claimed(screen, seen):
    html = screen.get(URL, {"ky": "hom-nay"}).content.decode()
    offered = re.findall(r'<option value="([a-z-]+:[^"]*)"', html)
    assert offered == ["referrer:facebook.com", "device:phone"]


def test_a_host_that_may_not_be_named_has_no_screen_until_somebody_reviewed_it(screen, seen, site):
    wanted = {"nguon": "referrer:nhacai88.example", "ky": "hom-nay"}
    assert screen.get(SOURCE, wanted).status_code == 404
    ReviewedHost.objects.create(
        site_id=site.pk, host="nhacai88.example", is_printed=True, reviewed_by="x"
    )
    assert screen.get(SOURCE, wanted).status_code == 200


def test_the_file_holds_the_figures_of_the_screen(screen, seen):
    answer = screen.get(
        SOURCE, {"nguon": "referrer:facebook.com", "ky": "7-ngay", "dinh-dang": "csv"}
    )
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Thời gian,Lượt xem,Mọi lượt xem,Phần trăm"
    assert lines[-1] == "Cộng,2,3,67"


def test_the_period_stays_when_another_one_is_chosen(screen, seen):
    html = screen.get(SOURCE, {"nguon": "device:phone", "ky": "thang"}).content.decode()
    assert '<input type="hidden" name="nguon" value="device:phone">' in html


@pytest.mark.parametrize(
    "wanted",
    ["", "device", "device:", "speed:lcp", "step:x", "device:nobody", "a" * 900],
)
def test_what_does_not_exist_is_not_found(screen, seen, wanted):
    assert screen.get(SOURCE, {"nguon": wanted}).status_code == 404


def test_statistics_need_their_own_permission(client, seen):
    assert client.get(SOURCE, {"nguon": "device:phone"}).status_code == 302
