"""A reader loses the signal: in a real Chromium, with the real service worker."""

import pytest
from playwright.sync_api import expect

from pages.models import SiteIdentity
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
    expect(phone.locator("[data-saved] a").first).to_have_text("Đăng ký khai sinh")
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


def test_nothing_of_the_admin_the_search_or_a_counter_is_kept(phone, article, settings):
    phone.goto(article.url)
    wait_until_kept(phone, article.url)
    for path in ("/tim-kiem/?q=dien", "/tin-tuc/?trang=1", f"/{settings.ADMIN_PATH}login/"):
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


def test_a_new_worker_throws_the_old_ones_files_away(phone, article):
    phone.evaluate("caches.open('khung-cu').then((cache) => cache.put('/x', new Response('cu')))")
    phone.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.unregister())")
    phone.goto("/")
    until(phone, "caches.keys().then((names) => !names.includes('khung-cu'))")


def test_where_offline_reading_is_turned_off_devices_forget_it(phone, article, settings):
    settings.OFFLINE_READING = False
    phone.evaluate("navigator.serviceWorker.getRegistration().then((one) => one.update())")
    until(phone, "caches.keys().then((names) => names.length === 0)")
    until(phone, "navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")


def until(page, expression, arg=None):
    """Ask until it holds; Playwright's own waiting needs `eval`, which the site's policy forbids."""
    for _ in range(100):
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
