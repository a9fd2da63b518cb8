"""The index follows what editors do."""

import json
from concurrent import futures

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from wagtail.models import PageViewRestriction, Site

from operations.backups.tables import all_models, backed_up_models
from pages.adding import add_together
from pages.models import PortalDocument
from search import once, rebuild
from search.filters import Chosen
from search.finding import find
from search.index import postings, terms
from search.index.bitmaps import numbers_in
from search.models import SearchEntry
from search.queries import read_query
from search.rows import shown
from tests.factories import make_article, make_home, make_section
from tests.pages.test_adding import signpost
from tests.procedures.making import make_guide, make_index, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return make_section(make_home())


def titles(text):
    site = Site.objects.get(is_default_site=True)
    return [entry.title for entry in shown(find(read_query(text), site, Chosen()).ids)]


def test_a_new_article_is_found_at_once(section):
    make_article(section, "Mùa hoa tam giác mạch")
    assert titles("tam giac mach") == ["Mùa hoa tam giác mạch"]


def test_a_draft_of_a_published_article_is_not_found_before_it_is_published(section):
    article = make_article(section, "Tên cũ")
    article.title = "Tên mới toanh"
    revision = article.save_revision()
    assert titles("toanh") == []
    revision.publish()
    assert titles("toanh") == ["Tên mới toanh"]
    assert titles("ten cu") == []


def test_unpublishing_and_deleting_take_an_article_out(section):
    one, other = make_article(section, "Chợ phiên một"), make_article(section, "Chợ phiên hai")
    one.unpublish()
    assert titles("cho phien") == ["Chợ phiên hai"]
    other.delete()
    assert titles("cho phien") == []


def test_the_words_of_a_deleted_article_lead_to_nothing(section):
    article = make_article(section, "Chợ phiên")
    postings.merge()
    article.delete()
    term = terms.word(terms.NAMES, "phien")
    assert not postings.read([term])[term]
    postings.merge()
    site = Site.objects.get(is_default_site=True)
    assert find(read_query("cho phien"), site, Chosen()).total == 0


def test_what_is_pending_and_what_is_merged_give_the_same_answers(section):
    for title in ("Chợ phiên cuối tuần", "Chợ phiên ngày Tết", "Lịch tiếp dân"):
        make_article(section, title)
    before = titles("cho phien")
    assert len(before) == 2
    assert postings.merge() > 0
    assert postings.merge() == 0
    assert titles("cho phien") == before


def test_bitmaps_written_anew_give_the_same_answers_and_keep_what_came_meanwhile(section):
    make_article(section, "Chợ phiên cuối tuần")
    postings.merge()
    rebuild.rewrite_bitmaps()
    make_article(section, "Chợ phiên ngày Tết")
    rebuild.rewrite_bitmaps()
    assert set(titles("cho phien")) == {"Chợ phiên cuối tuần", "Chợ phiên ngày Tết"}
    assert rebuild.missing() == ([], [])


def test_nothing_is_merged_into_the_table_that_a_rebuild_replaces(section, monkeypatch):
    make_article(section, "Chợ phiên cuối tuần")
    gathered = rebuild.entries.terms_of_entry
    merged = []

    def merging_meanwhile(*given):
        with futures.ThreadPoolExecutor() as other:
            merged.append(other.submit(_merge_elsewhere).result())
        return gathered(*given)

    monkeypatch.setattr(rebuild.entries, "terms_of_entry", merging_meanwhile)
    rebuild.rewrite_bitmaps()
    assert merged
    assert not any(merged)
    assert rebuild.missing() == ([], [])


def _merge_elsewhere():
    """Whether another process would merge now."""
    try:
        return postings.alone()
    finally:
        connection.close()


def test_the_check_names_what_is_missing_and_mends_it(section, capsys):
    make_article(section, "Chợ phiên")
    SearchEntry.objects.all().delete()
    with pytest.raises(CommandError):
        call_command("search_check")
    assert "Chợ phiên" in capsys.readouterr().out
    call_command("search_check", "--mend")
    assert titles("cho phien") == ["Chợ phiên"]


def test_the_search_rebuilds_itself_after_a_restore():
    assert apps.get_app_config("search").rebuilt_after_restore == "rebuild_search"
    left_out = {model.__name__ for model in all_models()} - {
        model.__name__ for model in backed_up_models()
    }
    assert {"SearchEntry", "EntryText", "Posting"} <= left_out


def test_moving_a_section_to_another_site_moves_its_articles_in_the_search(section):
    other_home = make_home("xa-khac.test", "Xã Khác", is_default=False)
    make_article(section, "Chợ phiên")
    section.move(other_home, pos="last-child")
    assert titles("cho phien") == []
    other = Site.objects.get(hostname="xa-khac.test")
    assert find(read_query("cho phien"), other, Chosen()).total == 1


def test_nothing_behind_a_password_is_found_or_counted(section):
    make_article(section, "Họp kín")
    PageViewRestriction.objects.create(page=section, restriction_type="password", password="x")
    site = Site.objects.get(is_default_site=True)
    assert find(read_query("hop kin"), site, Chosen()).total == 0
    assert titles("hop kin") == []


def test_a_file_is_found_while_a_published_page_links_to_it(section):
    document = PortalDocument(title="Tờ khai đăng ký khai sinh")
    document.file = ContentFile(b"%PDF-1.4", name="to-khai.pdf")
    document.save()
    assert titles("to khai dang ky") == []
    body = json.dumps([{"type": "file", "value": {"document": document.pk, "title": ""}}])
    article = make_article(section, "Làm giấy cho con", body=body)
    assert "Tờ khai đăng ký khai sinh" in titles("to khai dang ky khai sinh")
    article.unpublish()
    assert titles("to khai dang ky khai sinh") == []


def test_people_words_and_priority_of_a_page_kind_are_honoured(section, monkeypatch):
    from news.models import ArticlePage

    make_article(section, "Tin về giấy độc thân", at=(2025, 1, 1, 8, 0))
    monkeypatch.setattr(
        ArticlePage, "people_words", "giấy độc thân\nchưa vợ chưa chồng", raising=False
    )
    monkeypatch.setattr(ArticlePage, "search_priority", 1, raising=False)
    make_article(section, "Xác nhận tình trạng hôn nhân", at=(2020, 1, 1, 8, 0))
    assert titles("giay doc than") == ["Xác nhận tình trạng hôn nhân", "Tin về giấy độc thân"]


def test_saving_an_unchanged_page_writes_nothing(section, django_assert_max_num_queries):
    article = make_article(section, "Chợ phiên")
    from search import entries

    with django_assert_max_num_queries(14) as queries:
        entries.refresh_page(article)
    assert not [
        q
        for q in queries.captured_queries
        if q["sql"].startswith(("INSERT INTO search", 'INSERT INTO "search'))
    ]


def test_rebuilding_gives_the_same_entries(section, capsys):
    make_article(section, "Chợ phiên")
    before = sorted(SearchEntry.objects.values_list("title", "path"))
    call_command("rebuild_search")
    assert sorted(SearchEntry.objects.values_list("title", "path")) == before
    assert f"{len(before)} mục" in capsys.readouterr().out


def test_newer_stands_before_older_at_equal_rank(section):
    make_article(section, "Lịch tiếp dân", at=(2021, 1, 1, 8, 0), lead="cũ")
    make_article(section, "Lịch tiếp dân", at=(2024, 1, 1, 8, 0), lead="mới")
    site = Site.objects.get(is_default_site=True)
    found = shown(find(read_query("lich tiep dan"), site, Chosen()).ids)
    assert [entry.date.year for entry in found] == [2024, 2021]


def test_many_pages_are_indexed_with_the_statements_of_one(django_assert_max_num_queries):
    index = make_index(make_home())
    pages = [signpost(f"Việc {number}") for number in range(30)]
    add_together(index, pages)
    with django_assert_max_num_queries(2 * len(pages) + 40):
        once.index(pages)
    found = SearchEntry.objects.filter(page__in=pages)
    assert {entry.title for entry in found} == {page.title for page in pages}
    assert set(numbers_in(postings.numbers_held())) >= {entry.pk for entry in found}


def test_what_was_changed_many_times_in_one_transaction_is_indexed_once(
    monkeypatch, django_capture_on_commit_callbacks
):
    asked = []
    guide = make_guide(make_index(make_home()), store())
    monkeypatch.setattr("procedures.signals.index_guides_of", lambda ids: asked.append(set(ids)))
    with django_capture_on_commit_callbacks(execute=True):
        guide.procedure.save()
        guide.version.save()
        guide.procedure.save()
    assert asked == [{guide.procedure_id}]
