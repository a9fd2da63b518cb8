"""Editors steer the search: other names, first pages, trial before saving, figures."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from accounts.models import RoleGroup, User
from search import evaluation
from search.filters import Chosen
from search.finding import find
from search.models import BestBet, CheckedQuestion, SearchFigures, Synonym
from search.queries import read_query
from search.rows import shown
from tests.factories import make_article, make_home, make_section

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    section = make_section(make_home(), "Tin tức")
    titles = ("Mùa hoa tam giác mạch", "Hoa ban trong vườn", "Lịch tiếp dân")
    return [make_article(section, title) for title in titles]


@pytest.fixture
def site(pages):
    return Site.objects.get(is_default_site=True)


def titles(text, site):
    return [hit.title for hit in shown(find(read_query(text), site, Chosen()).ids)]


def try_(admin_client, **given):
    return admin_client.post(reverse("search_trial"), {"thu": "1", **given})


def test_a_chosen_page_stands_first_for_its_question_alone(pages, site):
    BestBet.objects.create(site=site, questions="gặp lãnh đạo\nHoa", page=pages[2])
    assert titles("gap lanh dao", site) == ["Lịch tiếp dân"]
    assert titles("hoa", site)[0] == "Lịch tiếp dân"
    assert "Lịch tiếp dân" not in titles("hoa ban", site)


def test_a_chosen_page_of_another_site_stays_there(pages, site):
    other = make_home("xa-khac.test", "Xã Khác", is_default=False).get_site()
    BestBet.objects.create(site=other, questions="gặp lãnh đạo", page=pages[2])
    assert titles("gặp lãnh đạo", site) == []


def test_names_of_one_commune_are_not_anothers(pages, site):
    other = make_home("xa-khac.test", "Xã Khác", is_default=False).get_site()
    Synonym.objects.create(site=other, names="gặp lãnh đạo, tiếp dân")
    assert titles("gặp lãnh đạo", site) == []
    Synonym.objects.create(names="gặp lãnh đạo, tiếp dân")
    assert titles("gặp lãnh đạo", site) == ["Lịch tiếp dân"]


def test_trying_shows_what_would_change_and_stores_nothing(admin_client, pages, site):
    response = try_(admin_client, q="gặp lãnh đạo", names="tiếp dân, hẹn gặp", page="")
    html = response.content.decode()
    assert [row.entry.title for row in response.context["then"]] == ["Lịch tiếp dân"]
    assert response.context["now"] == []
    assert "mới vào" in html
    assert not Synonym.objects.exists()
    assert titles("gặp lãnh đạo", site) == []


def test_trying_says_where_a_page_stood_before(admin_client, pages, site):
    first, second = titles("hoa", site)[:2]
    page = next(page for page in pages if page.title == second)
    response = try_(admin_client, q="hoa", names="", page=page.pk)
    changes = [(row.entry.title, row.change) for row in response.context["then"]]
    assert changes[:2] == [(second, "trước đứng thứ 2"), (first, "trước đứng thứ 1")]


def test_what_was_tried_is_saved_in_one_click(admin_client, pages, site):
    given = {"q": "gặp lãnh đạo", "names": "tiếp dân, hẹn gặp", "page": pages[2].pk, "luu": "1"}
    response = admin_client.post(reverse("search_trial"), given, follow=True)
    assert "Đã lưu" in response.content.decode()
    assert Synonym.objects.get().names == "gặp lãnh đạo\ntiếp dân\nhẹn gặp"
    assert BestBet.objects.get().questions == "gặp lãnh đạo"
    assert titles("gặp lãnh đạo", site) == ["Lịch tiếp dân"]
    given |= {"names": "thăm hỏi", "page": pages[0].pk}
    admin_client.post(reverse("search_trial"), given)
    assert Synonym.objects.get().names.splitlines()[-1] == "thăm hỏi"
    assert BestBet.objects.get().page_id == pages[0].pk


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"q": "…!"}, "không có chữ nào"),
        ({"q": "hoa"}, "ít nhất một cách gọi khác"),
        ({"q": ""}, "bắt buộc"),
        ({"q": "hoa", "page": "999999"}, "hợp lệ"),
    ],
)
def test_what_cannot_be_saved_is_said(admin_client, pages, given, said):
    response = admin_client.post(reverse("search_trial"), {"luu": "1", "names": "", **given})
    assert response.status_code == 200
    assert said in response.content.decode().lower()
    assert not Synonym.objects.exists()
    assert not BestBet.objects.exists()


def test_a_page_of_another_site_cannot_stand_first(admin_client, pages, site):
    other = make_section(make_home("xa-khac.test", "Xã Khác", is_default=False))
    given = {"q": "hoa", "page": other.pk, "site": site.pk, "luu": "1"}
    assert "không thuộc trang" in admin_client.post(reverse("search_trial"), given).content.decode()
    assert not BestBet.objects.exists()


def test_the_report_of_vain_searches_leads_there_in_one_click(admin_client, client, pages):
    client.get(reverse("search"), {"q": "zzqqx yyw"})
    html = admin_client.get(reverse("vain_searches")).content.decode()
    address = f"{reverse('search_trial')}?q=zzqqx+yyw"
    assert address in html
    assert 'value="zzqqx yyw"' in admin_client.get(address).content.decode()


def test_checked_questions_are_measured_and_compared_with_last_month(
    admin_client, pages, site, capsys
):
    CheckedQuestion.objects.create(site=site, text="tam giac mach", page=pages[0])
    CheckedQuestion.objects.create(site=site, text="hoa ban", page=pages[2])
    CheckedQuestion.objects.create(site=site, text="thư viện", page=None)
    month_ago = timezone.localdate() - timedelta(days=30)
    SearchFigures.objects.create(
        site=site, day=month_ago, questions=3, first=1, in_three=1, rank=0.33
    )
    call_command("measure_search")
    said = capsys.readouterr().out
    assert "3 câu hỏi, đúng ngay đầu 2" in said
    assert "“hoa ban”: “Lịch tiếp dân” không thấy" in said
    assert "Tháng trước" in said
    newest, before = evaluation.figures(site)
    assert (newest.first, newest.in_three, before.day) == (2, 2, month_ago)
    html = admin_client.get(reverse("search_trial")).content.decode()
    assert f"{month_ago:%d/%m/%Y}" in html


def test_questions_of_a_file_are_measured_and_not_kept(pages, site, capsys, tmp_path):
    file = tmp_path / "hoi.csv"
    file.write_text(
        f"câu hỏi,trang\ntam giac mach,{pages[0].slug}\nhoa,không-có-trang\nthư viện,\n",
        encoding="utf-8",
    )
    call_command("measure_search", "--file", str(file))
    said = capsys.readouterr().out
    assert "2 câu hỏi, đúng ngay đầu 2" in said
    assert "không-có-trang" in said
    assert not SearchFigures.objects.exists()
    file.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(CommandError):
        call_command("measure_search", "--file", str(file))


def test_nobody_steers_the_search_of_a_commune_that_he_does_not_work_for(client, pages, site):
    other = make_home("xa-khac.test", "Xã Khác", is_default=False).get_site()
    person = User.objects.create_user("bien-tap", "bt@example.org", "x")
    group = Group.objects.create(name="Ban biên tập xã này")
    RoleGroup.objects.create(group=group, site=site, role="chief")
    rights = ("access_admin", "change_synonym")
    group.permissions.add(*Permission.objects.filter(codename__in=rights))
    person.groups.add(group)
    client.force_login(person)
    given = {"q": "hoa", "names": "bông", "page": "", "site": other.pk, "luu": "1"}
    response = client.post(reverse("search_trial"), given)
    assert not Synonym.objects.filter(site=other).exists()
    assert response.status_code in (200, 302)
