"""Everything that staff read outside the walk of `test_admin_access` is Vietnamese as well.

Letters, the screens of a forgotten password, what scripts say, and screens that scripts build.
"""

import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.core import mail
from django.urls import reverse
from wagtail import __version__

from tests.board import make_board
from tests.factories import make_image
from tests.journeys import newsroom
from tests.site.foreign_words import foreign_lines, texts_on

_CALL = re.compile(r'\(0,[\w$]+\.(?:AP|WI)\)\(("(?:[^"\\]|\\.)*")')
"""`gettext("…")` and `ngettext("…", …)` as Wagtail's build writes them."""
NAMES = frozenset(["contributor", "chief", "testserver", "localhost"])
NOT_READ = {
    f"Wagtail v{__version__}",  # the program's name, in the menu "Trợ giúp"
    "CN",  # Sunday in the calendar
    "Save Selected",  # a button of the calendar that is never shown
    "Search",  # taken away by desk/admin.css
    "<div> </div>",  # the markup of an empty frame, as text inside it
}


@pytest.fixture
def board(db):
    return make_board()


def letters():
    return [f"{letter.subject}\n{letter.body}" for letter in mail.outbox]


def test_letters_about_an_article_are_in_vietnamese(client, board):
    article, task = board.submitted(board.contributor)
    client.force_login(board.chief)
    actions = {"reject": {"comment": "Thêm giờ mở chợ."}, "approve": {}}
    for action, data in actions.items():
        state = article.current_workflow_state or article.workflow_states.last()
        if action == "approve":
            state.resume(board.contributor)
            task = state.current_task_state
        client.post(
            reverse("wagtailadmin_pages:workflow_action", args=[article.pk, action, task.pk]), data
        )
    assert {address for letter in mail.outbox for address in letter.to} == {
        board.chief.email, board.administrator.email, board.contributor.email,
    }  # fmt: skip
    assert foreign_lines(letters(), NAMES) == []


def test_a_forgotten_password_is_settled_in_vietnamese(client, board, settings):
    settings.WAGTAIL_PASSWORD_RESET_ENABLED = True
    screens = [client.get(reverse("wagtailadmin_login")), client.get(reverse("wagtailadmin_password_reset"))]  # fmt: skip
    answer = {"email": board.contributor.email}
    screens.append(client.post(reverse("wagtailadmin_password_reset"), answer, follow=True))
    (letter,) = mail.outbox
    link = re.search(r"https?://[^/\s]+(/\S+)", letter.body)[1]
    screens.append(client.get(link, follow=True))
    form = screens[-1].request["PATH_INFO"]
    screens.append(client.post(form, {"new_password1": "ngan", "new_password2": "khac"}))
    new = {"new_password1": "tre xanh ben bo suoi", "new_password2": "tre xanh ben bo suoi"}
    screens.append(client.post(form, new, follow=True))
    assert [screen.status_code for screen in screens] == [200] * 6
    for screen in screens:
        assert foreign_lines(texts_on(screen.content.decode()), NAMES) == []
    assert foreign_lines(letters(), NAMES) == []


def test_every_word_that_a_script_of_the_admin_may_say_is_in_the_catalogue(client, db):
    client.force_login(make_board().contributor)
    catalogue = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    known = json.loads(re.search(r"const newcatalog = (\{.*?\});\n", catalogue, re.DOTALL)[1])
    scripts = Path(find_spec("wagtail").origin).parent.glob("**/static/**/*.js")
    said = {
        json.loads(words) for file in scripts for words in _CALL.findall(file.read_text("utf-8"))
    }
    assert len(said) > 60
    assert sorted(said - set(known)) == []


@pytest.mark.browser
def test_screens_that_scripts_build_are_in_vietnamese(page_at, board):
    make_image(title="Chợ phiên")
    page = page_at(1280)
    newsroom.sign_in(page, board.chief)
    seen = {}

    def look(name):
        page.wait_for_timeout(800)
        lines = foreign_lines(texts_on(page.content()), NAMES)
        seen[name] = [line for line in lines if line not in NOT_READ]

    for name, address in {
        "desk": "/quan-tri/", "articles": "/quan-tri/bai-viet/", "images": "/quan-tri/images/",
        "upload": "/quan-tri/images/multiple/add/",
    }.items():  # fmt: skip
        page.goto(address)
        look(name)
    page.goto(reverse("wagtailadmin_pages:add", args=["news", "articlepage", board.news.pk]))
    page.locator(".c-sf-add-button").first.click()
    options = page.locator(".w-combobox__option")
    kinds = options.all_inner_texts()
    look("kinds of blocks")
    page.keyboard.press("Escape")
    for kind in kinds:
        page.locator(".c-sf-add-button").last.click()
        options.get_by_text(kind, exact=True).click()
    look("every kind of block")
    for name, button in {"pictures": "Chọn một hình ảnh", "files": "Chọn một tệp tài liệu"}.items():
        page.get_by_role("button", name=button).first.click()
        page.locator(".modal-body form").first.wait_for()
        look(f"choosing {name}")
        page.keyboard.press("Escape")
        page.locator(".modal.in, .modal.show").wait_for(state="detached")
    for panel in ("status", "preview", "checks"):
        page.locator(f"[data-side-panel-toggle={panel}]").click()
        look(f"panel {panel}")
    assert {name: lines for name, lines in seen.items() if lines} == {}
    assert len(kinds) >= 9
