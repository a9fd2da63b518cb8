"""What every public page promises, seen on each page of the demo commune."""

import re
from urllib.parse import urlsplit

import pytest

from design import first_view
from tests.site.crawling import addresses, soup

pytestmark = pytest.mark.django_db


def _broken(pages, is_broken):
    return [path for path, response in pages.items() if is_broken(response)]


def test_the_walk_reaches_home_sections_articles_and_search(public_pages):
    assert "/" in public_pages
    assert "/tin-tuc/chuyen-doi-so/xa-ta-lung-day-manh-cong-tac-cchc/" in public_pages
    assert len(public_pages) >= 15


def test_no_link_picture_or_stylesheet_is_broken(answers):
    assert _broken(answers, lambda answer: answer.status_code != 200) == []


def test_no_page_sets_a_cookie_or_varies(public_pages):
    assert _broken(public_pages, lambda page: page.cookies or "Vary" in page.headers) == []


def test_the_only_styles_in_a_page_are_those_whose_hash_the_policy_names(public_pages):
    known = {first_view.style(name) for name in first_view.STYLES}

    def has_other(page):
        styles = [style.string for style in soup(page).find_all("style")]
        return soup(page).select("[style]") or set(styles) - known

    assert _broken(public_pages, has_other) == []


def test_the_only_script_in_a_page_is_the_one_whose_hash_the_policy_names(public_pages):
    def has_script(page):
        scripts = soup(page).find_all("script", src=False)
        data = {"application/ld+json", "application/json"}
        others = [script for script in scripts if script.get("type") not in data]
        return [script for script in others if script.string != first_view.script()]

    assert _broken(public_pages, has_script) == []


def test_no_page_has_an_event_handler_in_its_html(public_pages):
    def has_handler(page):
        return [name for tag in soup(page).find_all() for name in tag.attrs if name[:2] == "on"]

    assert _broken(public_pages, has_handler) == []


def test_no_picture_style_or_script_comes_from_elsewhere(public_pages):
    def strangers(page):
        return [
            address
            for address in addresses(soup(page), loaded_only=True)
            if urlsplit(address).netloc
        ]

    assert _broken(public_pages, strangers) == []


def test_no_page_shows_a_path_a_secret_or_a_form_token(public_pages, settings):
    hidden = [
        settings.SECRET_KEY, str(settings.BASE_DIR), str(settings.DATA_DIR), "Traceback",
        "csrfmiddlewaretoken",
    ]  # fmt: skip

    def leaks(page):
        return [text for text in hidden if text in page.content.decode()]

    assert _broken(public_pages, leaks) == []


def test_every_page_says_its_language_title_and_one_main_heading(public_pages):
    def is_incomplete(page):
        html = soup(page)
        return html.html.get("lang") != "vi" or not html.title.text.strip() or len(html("h1")) != 1

    assert _broken(public_pages, is_incomplete) == []


def test_the_nu_checker_finds_no_error(public_pages, html_errors):
    named = {
        re.sub(r"\W+", "-", path).strip("-") or "home": page.content.decode()
        for path, page in public_pages.items()
    }
    assert html_errors(named) == []
