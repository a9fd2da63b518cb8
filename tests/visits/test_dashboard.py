import io
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission, Site

from accounts.models import RoleGroup, User
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db

URL = "/quan-tri/thong-ke/"


def _user(name, *codenames, pages=()):
    group = Group.objects.create(name=name)
    wanted = ["access_admin", *codenames]
    group.permissions.set(Permission.objects.filter(codename__in=wanted))
    for page in pages:
        GroupPagePermission.objects.create(
            group=group, page=page, permission=Permission.objects.get(codename="change_page")
        )
    user = User.objects.create_user(name, password="x")
    user.groups.add(group)
    return user


@pytest.fixture
def official(home):
    return _user("van-phong", "view_statistics")


@pytest.fixture
def screen(client, official):
    client.force_login(official)
    return client


@pytest.fixture
def seen(article, visitors):
    for visitor in visitors(3):
        visitor.view(article)
    return article


def test_statistics_need_their_own_permission(client, home):
    client.force_login(_user("bien-tap", pages=[home]))
    for url in (URL, f"{URL}bao-cao/", f"{URL}trang/{home.pk}/", f"{URL}?dinh-dang=csv"):
        assert client.get(url).status_code == 302
    assert "Thống kê" not in client.get("/quan-tri/").content.decode()


def test_nobody_sees_statistics_without_signing_in(client, home):
    assert client.get(URL).status_code == 302


def test_an_official_finds_statistics_in_the_menu(screen):
    assert '"url": "/quan-tri/thong-ke/"' in screen.get("/quan-tri/").content.decode()


def test_the_dashboard_shows_what_was_counted(screen, seen):
    html = screen.get(URL, {"ky": "hom-nay"}).content.decode()
    assert seen.title in html
    assert "ước tính" in html
    assert '<svg class="chart"' in html
    assert "Kỳ này chưa kết thúc nên so với cùng đoạn" in html


@pytest.mark.parametrize(
    "name", ["hom-nay", "7-ngay", "30-ngay", "thang", "quy", "nam", "the-ky", ""]
)
def test_every_period_opens_before_anything_was_counted(screen, name):
    assert screen.get(URL, {"ky": name}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        {"ky": "tuy-chon", "tu": "01/01/2020", "den": "31/12/2026"},
        {"ky": "tuy-chon", "tu": "x" * 300, "den": "<script>"},
        {"ky": "tuy-chon", "tu": "31/02/2026", "den": "01/03/2026"},
        {"loai": "9" * 30},
        {"loai": "²"},
        {"loai": "-1"},
    ],
)
def test_odd_questions_get_a_page_all_the_same(screen, seen, query):
    assert screen.get(URL, query).status_code == 200


def test_a_wrong_date_is_explained(screen):
    html = screen.get(
        URL, {"ky": "tuy-chon", "tu": "2026-11-01", "den": "24/11/2026"}
    ).content.decode()
    assert "Hãy viết ngày theo mẫu ngày/tháng/năm" in html


@pytest.mark.parametrize(
    ("query", "status"),
    [({"dinh-dang": "pdf"}, 404), ({"dinh-dang": "csv", "bang": "x"}, 404), ({"site": "999"}, 302)],
)
def test_what_does_not_exist_is_not_found(screen, query, status):
    assert screen.get(URL, query).status_code == status


def test_the_files_hold_the_figures_of_the_screen(screen, seen):
    csv_file = screen.get(URL, {"ky": "hom-nay", "dinh-dang": "csv"})
    assert csv_file["Content-Disposition"].startswith('attachment; filename="thong-ke-')
    assert csv_file.content.decode("utf-8-sig").splitlines()[-1].startswith("Cộng,3,3,3,0,0")
    book = load_workbook(
        io.BytesIO(screen.get(URL, {"ky": "hom-nay", "dinh-dang": "xlsx"}).content)
    )
    assert "Trang xem nhiều" in book.sheetnames
    assert "Bài đăng theo chuyên mục" in book.sheetnames


def test_one_kind_of_page_can_be_looked_at_alone(screen, seen, section, visitors):
    visitors(9)[8].view(section)
    kind = section.content_type_id
    answer = screen.get(URL, {"ky": "hom-nay", "loai": kind})
    assert [row.name for row in answer.context["report"].by_key["xem-nhieu"].rows] == [
        section.title
    ]


def test_the_history_of_a_page_opens_from_its_menu(screen, seen, client):
    client.force_login(_user("tong-bien-tap", "view_statistics", pages=[seen.get_parent()]))
    url = f"{URL}trang/{seen.pk}/"
    for where in (f"/quan-tri/pages/{seen.pk}/edit/", f"/quan-tri/pages/{seen.get_parent().pk}/"):
        assert url in client.get(where).content.decode()
    html = client.get(url).content.decode()
    assert "Lượt xem từ trước đến nay" in html


def test_a_title_cannot_smuggle_markup_into_the_statistics(screen, section, visitor):
    page = make_article(section, title='"><svg onload=alert(1)>')
    visitor.view(page)
    html = screen.get(URL, {"ky": "hom-nay"}).content.decode()
    assert "<svg onload" not in html
    assert "&lt;svg onload" in html


def test_an_official_of_one_commune_does_not_see_another(client, home):
    other = make_home(hostname="xa-khac.test", title="Xã Khác", is_default=False)
    page = make_article(make_section(other))
    other_site = Site.objects.get(hostname="xa-khac.test")
    client.force_login(_user("xa-minh", "view_statistics", pages=[home]))
    assert client.get(URL).status_code == 200
    assert client.get(URL, {"site": other_site.pk}).status_code == 302
    assert client.get(f"{URL}trang/{page.pk}/").status_code == 302


def test_a_role_on_one_site_opens_the_statistics_of_that_site_alone(client, home):
    make_home(hostname="xa-khac.test", title="Xã Khác", is_default=False)
    other_site = Site.objects.get(hostname="xa-khac.test")
    reader = _user("chi-xem", "view_statistics")
    RoleGroup.objects.create(group=reader.groups.get(), role="xem-thong-ke", site=other_site)
    client.force_login(reader)
    assert client.get(URL).context["site"] == other_site
    assert client.get(URL, {"site": home.get_site().pk}).status_code == 302


def test_an_administrator_chooses_among_sites(client, home):
    make_home(hostname="xa-khac.test", title="Xã Khác", is_default=False)
    client.force_login(User.objects.create_superuser("quan-tri", password="x"))
    other = Site.objects.get(hostname="xa-khac.test")
    answer = client.get(URL, {"site": other.pk})
    assert answer.context["site"] == other
    assert "<select" in answer.content.decode()


def test_who_looks_at_last_month_is_offered_the_report_of_that_month(screen):
    last = timezone.localdate().replace(day=1) - timedelta(days=1)
    html = screen.get("/quan-tri/thong-ke/", {"ky": "thang-truoc"}).content.decode()
    assert f"Lập báo cáo tháng {last:%m/%Y}" in html
    link = re.search(r'href="([^"]*bao-cao/lap/[^"]*ky=thang-truoc)"', html)[1].replace(
        "&amp;", "&"
    )
    assert f"{last:%m/%Y}" in screen.get(link).content.decode()
