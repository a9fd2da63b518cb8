import re

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import GroupPagePermission

from home.communes import (
    NATIONAL_SITES,
    REQUIRED_PAGES,
    Commune,
    create_commune,
    missing_pages,
)
from home.models import PlainPage
from tests.factories import make_home
from tests.procedures.making import store

pytestmark = pytest.mark.django_db

COMMUNE = Commune("Xã Tân Lập", "Tỉnh Mẫu", "xa-khac.test")


def test_a_new_commune_answers_under_its_own_name_beside_the_others(client):
    make_home()
    create_commune(COMMUNE)
    html = client.get("/", headers={"host": "xa-khac.test"}).content.decode()
    assert "Xã Tân\u00a0Lập" in html
    assert "Xã Tân\u00a0Lập" not in client.get("/").content.decode()


def test_the_pages_that_the_decree_asks_for_wait_as_drafts():
    make_home()
    home = create_commune(COMMUNE)
    assert missing_pages(home) == REQUIRED_PAGES
    page = PlainPage.objects.descendant_of(home).get(title="Lịch sử")
    page.save_revision().publish()
    assert "Lịch sử" not in missing_pages(home)


def test_a_taken_host_name_is_refused_and_nothing_is_built():
    make_home(hostname="xa-khac.test")
    before = PlainPage.objects.count()
    with pytest.raises(CommandError, match="đã có trang"):
        call_command("create_commune", name="Xã A", province="Tỉnh B", hostname="xa-khac.test")
    assert PlainPage.objects.count() == before


def test_a_host_name_off_the_decrees_pattern_is_remarked(capsys):
    make_home()
    call_command("create_commune", name="Xã A", province="Tỉnh B", hostname="xa-khac.test")
    assert "tenphuongxa.tentinhthanh.gov.vn" in capsys.readouterr().out
    assert Commune("Xã A", "", "tanlap.tuyenquang.gov.vn").follows_the_decree


def test_a_new_commune_shows_no_heading_with_nothing_under_it(client):
    make_home()
    create_commune(COMMUNE)
    html = client.get("/", headers={"host": "xa-khac.test"}).content.decode()
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", html)
    assert "Tin hoạt động" not in headings
    assert "Liên hệ" not in headings
    assert "Bà con cần làm gì?" not in headings
    assert "Liên kết website" in headings
    assert all(address in html for _, address in NATIONAL_SITES)


def test_a_new_commune_explains_the_procedures_that_the_install_knows(client):
    make_home()
    store(code="1.000001", name="Thủ tục đăng ký mẫu")
    create_commune(COMMUNE)
    html = client.get("/thu-tuc/", headers={"host": "xa-khac.test"}).content.decode()
    assert "Đăng ký mẫu" in html


def test_a_new_commune_among_others_costs_few_statements(django_assert_max_num_queries):
    make_home()
    create_commune(COMMUNE)
    with django_assert_max_num_queries(300):
        home = create_commune(Commune("Xã Thứ Ba", "Tỉnh Mẫu", "xa-ba.test"))
    assert home.get_descendants().count() == 17


def test_the_board_of_a_new_commune_may_write_in_its_sections():
    make_home()
    home = create_commune(COMMUNE)
    rights = GroupPagePermission.objects.filter(page__path__startswith=home.path, page__depth=3)
    assert {right.page.title for right in rights.select_related("page")} >= {"Tin tức", "Thông báo"}
