"""A reader loses the signal: in a real Chromium, with the real service worker."""

import time

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from pages import generation
from pages.models import PortalDocument, SiteIdentity
from procedures.models import FormFile
from tests.browsing import OneRequestAtATime
from tests.factories import make_article, make_home, make_section
from tests.procedures.making import make_guide, make_index, store

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def article(settings):
    settings.PAGE_CACHE = True  # as in production: only what the cache may keep, a device may keep
    home = make_home(title="Xã Tả Lủng")
    SiteIdentity.objects.update_or_create(
        site=home.get_site(), defaults={"commune": "Xã Tả Lủng", "telephone": "0219 000 0000"}
    )
    section = make_section(home, "Tin tức")
    make_article(section, "Bài chưa đọc")
    return make_article(section, "Lịch cắt điện", lead="Cắt điện sáng thứ Hai.")


@pytest.fixture
def guide(article):
    home = article.get_site().root_page.specific
    home.bands = [{"type": "headlines", "value": {"section": None, "lead": None, "count": 7}}]
    home.save_revision().publish()
    return make_guide(make_index(home), store())


@pytest.fixture
def phone(page_at, article):
    """A phone that has been to the site once, so that its worker stands by."""
    page = page_at(360)
    page.goto("/")
    until(page, "!!navigator.serviceWorker.controller")
    return page


class Weather:
    """What happens to requests for pages on their way: seconds that they take, a failure instead."""

    delay = 0
    failure = ""


@pytest.fixture
def weather(monkeypatch):
    """Fine until a test makes it bad."""
    now, arrive = Weather(), OneRequestAtATime.__call__

    def on_the_way(self, environ, start_response):
        if not environ.get("HTTP_ACCEPT", "").startswith("text/html"):
            return arrive(self, environ, start_response)
        time.sleep(now.delay)
        if now.failure:
            start_response(now.failure, [("Content-Type", "text/html; charset=utf-8")])
            return ["<h1>Máy chủ hỏng</h1>".encode()]
        return arrive(self, environ, start_response)

    monkeypatch.setattr(OneRequestAtATime, "__call__", on_the_way)
    return now


@pytest.fixture
def publish(django_capture_on_commit_callbacks):
    """`publish(page, lead="…")`: as an editor would, caches and all."""

    def publish_now(page, **changes):
        for name, value in changes.items():
            setattr(page, name, value)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return publish_now


def note_of(page):
    return page.locator("[data-kept]")


def read(page, article):
    """Open a page and wait until the device has it."""
    page.goto(article.url)
    wait_until_kept(page, article.url)


def cut(page, is_cut=True):
    page.context.set_offline(is_cut)


def test_what_was_read_is_read_again_without_a_signal_and_new_when_it_is_back(
    phone, article, django_capture_on_commit_callbacks
):
    phone.goto(article.url)
    wait_until_kept(phone, article.url)
    cut(phone)
    phone.goto(article.url)
    expect(phone.get_by_text("Cắt điện sáng thứ Hai.")).to_be_visible()
    assert phone.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith(
        '"Be'
    )

    phone.goto("/tin-tuc/bai-chua-doc/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Máy đang mất mạng")
    expect(phone.get_by_role("link", name="Lịch cắt điện")).to_be_visible()
    expect(phone.get_by_role("link", name="113")).to_be_visible()

    cut(phone, False)
    article.lead = "Hoãn cắt điện."
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    phone.goto(article.url)
    expect(phone.get_by_text("Hoãn cắt điện.")).to_be_visible()
    wait_until_kept(phone, article.url, "Hoãn")
    cut(phone)
    phone.reload()
    expect(phone.get_by_text("Hoãn cắt điện.")).to_be_visible()


def test_the_whole_drill_with_a_saved_procedure_and_news_never_opened(
    phone, article, guide, django_capture_on_commit_callbacks
):
    phone.goto(guide.url)
    phone.get_by_role("button", name="Lưu").click()
    expect(phone.get_by_role("button", name="Đã lưu")).to_be_visible()
    phone.goto("/")
    wait_until_kept(phone, "/tin-tuc/bai-chua-doc/")  # the latest news come by themselves
    phone.goto(article.url)
    wait_until_kept(phone, article.url)

    cut(phone)
    phone.goto("/thu-tuc/chua-mo-bao-gio/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Máy đang mất mạng")
    expect(phone.locator("[data-saved] a").first).to_contain_text("Đăng ký khai sinh")
    phone.get_by_role("link", name="Đăng ký khai sinh").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đăng ký khai sinh")
    expect(phone.get_by_text("Nộp tại quầy.")).to_be_visible()
    for path, title in [("/tin-tuc/bai-chua-doc/", "Bài chưa đọc"), (article.url, "Lịch cắt điện")]:
        phone.goto(path)
        expect(phone.get_by_role("heading", level=1)).to_have_text(title)

    guide.title = "Đăng ký khai sinh, bản mới"
    with django_capture_on_commit_callbacks(execute=True):
        guide.save_revision().publish()
    cut(phone, False)
    phone.goto(guide.url)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đăng ký khai sinh, bản mới")
    until(
        phone,
        """(path) => caches.open('da-luu').then((cache) => cache.match(path))
             .then((answer) => answer.text()).then((text) => text.includes('bản mới'))""",
        arg=guide.url,
    )
    cut(phone)
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đăng ký khai sinh, bản mới")


def test_a_saved_page_stays_and_can_be_given_back(phone, article):
    phone.goto(article.url)
    phone.get_by_role("button", name="Lưu").click()
    expect(phone.get_by_role("button", name="Đã lưu")).to_be_visible()
    phone.evaluate("caches.delete('da-doc')")
    cut(phone)
    phone.goto("/khong-doc-lan-nao/")
    phone.get_by_role("link", name="Lịch cắt điện").click()
    expect(phone.get_by_text("Cắt điện sáng thứ Hai.")).to_be_visible()
    phone.get_by_role("button", name="Đã lưu").click()
    expect(phone.get_by_role("button", name="Lưu", exact=True)).to_be_visible()


def test_an_answer_that_comes_late_still_corrects_the_copy_and_the_reader_is_told(
    phone, article, weather, publish
):
    read(phone, article)
    publish(article, lead="Hoãn cắt điện.")
    weather.delay = 8
    phone.goto(article.url)
    expect(note_of(phone)).to_contain_text("Bản lưu ngày")
    expect(phone.get_by_text("Cắt điện sáng thứ Hai.")).to_be_visible()
    expect(note_of(phone)).to_contain_text("Đã có bản mới", timeout=20_000)
    weather.delay = 0
    note_of(phone).get_by_role("link", name="Đọc bản mới").click()
    expect(phone.get_by_text("Hoãn cắt điện.")).to_be_visible()
    expect(note_of(phone)).to_have_count(0)


def test_a_slow_link_that_says_the_same_says_so(phone, article, weather):
    read(phone, article)
    weather.delay = 8
    phone.goto(article.url)
    expect(note_of(phone)).to_contain_text("vẫn đúng", timeout=20_000)


@pytest.mark.parametrize("failure", ["503 Service Unavailable", "500 Error", "429 Too Many"])
def test_a_failing_server_shows_the_copy_and_its_day(phone, article, weather, failure):
    read(phone, article)
    weather.failure = failure
    phone.goto(article.url)
    expect(note_of(phone)).to_contain_text("Bản lưu ngày")
    expect(phone.get_by_text("Cắt điện sáng thứ Hai.")).to_be_visible()
    phone.goto("/tin-tuc/bai-chua-doc/")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Máy chủ hỏng")


def test_a_page_that_was_taken_down_is_corrected_at_the_next_signal_unasked(
    phone, article, django_capture_on_commit_callbacks
):
    read(phone, article)
    cut(phone)
    phone.goto(article.url)
    expect(note_of(phone)).to_be_visible()
    with django_capture_on_commit_callbacks(execute=True):
        article.unpublish()
    cut(phone, False)
    expect(note_of(phone)).to_contain_text("đã được gỡ xuống")
    until(phone, "(path) => caches.match(path).then((found) => !found)", arg=article.url)


def test_a_saved_page_is_renewed_at_the_next_signal_and_so_is_the_hotline(phone, article, publish):
    phone.goto(article.url)
    phone.get_by_role("button", name="Lưu").click()
    expect(phone.get_by_role("button", name="Đã lưu")).to_be_visible()
    cut(phone)
    publish(article, lead="Hoãn cắt điện.")
    SiteIdentity.objects.update(telephone="0219 111 2222")
    generation.bump()
    cut(phone, False)
    until(
        phone,
        """(path) => caches.open('da-luu').then((cache) => cache.match(path))
             .then((found) => found.text()).then((text) => text.includes('Hoãn'))""",
        arg=article.url,
    )
    until(
        phone,
        """(path) => caches.match(path).then((found) => found.text())
             .then((text) => text.includes('tel:02191112222'))""",
        arg="/ngoai-tuyen/",
    )
    cut(phone)
    phone.goto("/chua-mo-bao-gio/")
    expect(phone.get_by_role("link", name="0219 111 2222").first).to_be_visible()


def test_the_trail_of_a_share_keeps_and_finds_the_same_copy(phone, article):
    phone.goto(f"{article.url}?fbclid=abc&utm_source=zalo")
    wait_until_kept(phone, article.url)
    cut(phone)
    for trail in ("?zarsrc=30&utm_medium=zalo", "?fbclid=x", "?trang=2", "#giua-trang"):
        phone.goto(article.url + trail)
        expect(phone.get_by_text("Cắt điện sáng thứ Hai.")).to_be_visible()
        expect(note_of(phone)).to_contain_text("Bản lưu ngày")
    phone.goto(article.url.rstrip("/"))
    expect(phone.get_by_text("Cắt điện sáng thứ Hai.")).to_be_visible()


def test_a_search_without_a_signal_says_what_it_can_do(phone, article):
    read(phone, article)
    cut(phone)
    phone.goto("/tim-kiem/?q=lich+cat")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Tìm kiếm cần có mạng")
    expect(phone.get_by_role("link", name="Lịch cắt điện")).to_be_visible()
    phone.goto("/tim-kiem/?q=khai+sinh")
    expect(phone.get_by_role("link", name="Lịch cắt điện")).to_have_count(0)


def test_saved_pages_are_listed_with_and_without_a_signal(phone, article):
    phone.goto(article.url)
    phone.get_by_role("button", name="Lưu").click()
    expect(phone.get_by_role("button", name="Đã lưu")).to_be_visible()
    for is_cut in (False, True):
        cut(phone, is_cut)
        phone.goto("/")
        phone.get_by_role("link", name="Trang đã lưu").click()
        expect(phone.get_by_role("heading", level=1)).to_have_text("Trang đã lưu trong máy")
        line = phone.locator("[data-saved=da-luu] a")
        expect(line).to_contain_text("Lịch cắt điện")
        expect(line).to_contain_text("Lưu ngày")


def test_the_whole_handbook_is_kept_in_one_tap_with_its_forms(phone, guide):
    form = PortalDocument(title="Tờ khai")
    form.file.save("to-khai.docx", ContentFile(b"x" * 5_000))
    FormFile.objects.create(procedure=guide.procedure, form_name="to-khai.docx", document=form)
    phone.goto("/thu-tuc/")
    part = phone.locator("[data-book]")
    expect(part).to_contain_text("2 trang, 1 tệp, khoảng 28")
    part.get_by_role("button").click()
    expect(part).to_contain_text("Đã lưu cả sổ", timeout=20_000)
    cut(phone)
    phone.goto(guide.url)
    expect(phone.get_by_role("heading", level=1)).to_have_text("Đăng ký khai sinh")
    size = (
        "(url) => fetch(url).then((answer) => answer.arrayBuffer()).then((all) => all.byteLength)"
    )
    assert phone.evaluate(size, form.url) == 5_000
    part = "(url) => fetch(url, {headers: {Range: 'bytes=10-19'}}).then((answer) => answer.status)"
    assert phone.evaluate(part, form.url) == 206


def test_a_phone_without_room_says_that_it_could_not_save(phone, article, site_server):
    phone.goto(article.url)
    line = phone.context.new_cdp_session(phone)
    line.send("Storage.overrideQuotaForOrigin", {"origin": site_server, "quotaSize": 10})
    phone.get_by_role("button", name="Lưu").click()
    expect(phone.locator("[data-save-news]")).to_contain_text("máy hết chỗ")
    expect(phone.get_by_role("button", name="Lưu", exact=True)).to_be_visible()


def test_a_new_release_leaves_kept_pages_their_style(phone, article, monkeypatch):
    read(phone, article)
    before = phone.evaluate("caches.keys().then((all) => all.filter((one) => /^khung/.test(one)))")
    monkeypatch.setattr("offline.views.SHELL_FILES", ("offline/saved.js",))
    phone.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    until(phone, "(old) => caches.keys().then((all) => !all.includes(old))", arg=before[0])
    cut(phone)
    phone.goto(article.url)
    expect(note_of(phone)).to_be_visible()
    assert (
        phone.evaluate("getComputedStyle(document.querySelector('.skip')).position") == "absolute"
    )


def test_nothing_of_the_admin_the_search_or_a_counter_is_kept(phone, article, settings):
    read(phone, article)
    for path in ("/tim-kiem/?q=dien", f"/{settings.ADMIN_PATH}login/"):
        phone.goto(path)
    phone.goto("/tin-tuc/")  # with the cookie of somebody who may be an editor
    phone.wait_for_timeout(500)
    kept = phone.evaluate(
        """async () => {
          const names = await caches.keys(), found = [];
          for (const name of names)
            for (const key of await (await caches.open(name)).keys()) found.push(new URL(key.url).pathname + new URL(key.url).search);
          return found;
        }"""
    )
    for path in kept:
        assert not path.startswith((f"/{settings.ADMIN_PATH}", "/tim-kiem/", "/lien-ket/"))
        assert "?" not in path
    assert article.url in kept
    assert "/tin-tuc/" not in kept


def test_where_offline_reading_is_turned_off_devices_forget_it_and_lose_the_buttons(
    phone, article, settings
):
    settings.OFFLINE_READING = False
    generation.bump()
    phone.goto(article.url)
    until(phone, "caches.keys().then((names) => names.length === 0)")
    until(phone, "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")
    expect(phone.get_by_role("button", name="Lưu")).to_have_count(0)


def until(page, expression, arg=None):
    """Ask until it holds; Playwright's own waiting needs `eval`, which the site's policy forbids."""
    for _ in range(600):  # a busy machine is no fault
        if page.evaluate(expression, arg):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"không xảy ra: {expression}")


def wait_until_kept(page, path, words=""):
    """The worker stores a page after it has answered."""
    until(
        page,
        """([path, words]) => caches.open('da-doc').then((cache) => cache.match(path))
             .then((answer) => answer && answer.text()).then((text) => text && text.includes(words))""",
        arg=[path, words],
    )
