"""A real Chromium and a real server for tests marked `browser`.

The server shares the test's own in-memory SQLite connection, so a browser test is as cheap to set up
and roll back as any other; requests are answered one at a time because of that.
"""

import os
import subprocess
import threading
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.handlers.wsgi import WSGIHandler
from django.db import DEFAULT_DB_ALIAS, connections
from django.test.testcases import LiveServerThread
from playwright.sync_api import sync_playwright

from tests.missing import need

ROOT = Path(__file__).resolve().parent.parent
HEIGHT = 740
BROWSER_OPTIONS = [
    "--no-sandbox",  # the tests may run as root, in a container
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class OneRequestAtATime:
    """The site as a WSGI application whose requests wait for each other, and for a test to go with.

    What a page sends when it is closed may come after its test: it must not meet a database that is just
    being rolled back.
    """

    turn = threading.Lock()
    is_open = False

    def __init__(self, _application):
        self.application = WSGIHandler()

    def __call__(self, environ, start_response):
        with self.turn:
            if self.is_open:
                return self.application(environ, start_response)
        start_response("503 Service Unavailable", [("Content-Length", "0")])
        return []


@pytest.fixture(scope="session")
def _server(django_db_setup):
    connection = connections[DEFAULT_DB_ALIAS]
    thread = LiveServerThread(
        "127.0.0.1", OneRequestAtATime, connections_override={DEFAULT_DB_ALIAS: connection}
    )
    thread.daemon = True
    connection.inc_thread_sharing()
    thread.start()
    thread.is_ready.wait()
    if thread.error:
        raise thread.error
    yield f"http://127.0.0.1:{thread.port}"
    thread.terminate()
    connection.dec_thread_sharing()


@pytest.fixture
def site_server(db, _server):
    """The address of a server that shows what the test put into the database."""
    OneRequestAtATime.is_open = True
    yield _server
    with OneRequestAtATime.turn:
        OneRequestAtATime.is_open = False


@pytest.fixture(scope="session")
def chromium_path():
    """Where Chromium is; without one the test is left out, which the CI does not allow."""
    found = subprocess.run(
        [ROOT / "bin/shell/find-chromium"], capture_output=True, text=True, check=False
    )
    need(found.returncode == 0, "Không có Chromium. Cài: apt install chromium")
    return found.stdout.strip()


@pytest.fixture(scope="session")
def browser(chromium_path):
    """One Chromium for all tests of the process."""
    # Playwright keeps an event loop in this thread, which Django takes for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=BROWSER_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def page_at(browser, site_server):
    """`page_at(360)`: a page in a window of that width; a broken promise of the page fails the test.

    Promises: no script error, no violation of the content security policy, no request elsewhere.
    """
    contexts, problems = [], []

    def open_page(width, **options):
        context = browser.new_context(
            viewport={"width": width, "height": HEIGHT},
            base_url=site_server,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        _watch(page, site_server, problems)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []


def _watch(page, server, problems):
    page.on("pageerror", lambda error: problems.append(f"lỗi JavaScript: {error}"))
    page.on("console", lambda message: _note_violation(message, problems))
    page.on("request", lambda request: _note_stranger(request.url, server, problems))


def _note_violation(message, problems):
    if "Content Security Policy" in message.text:
        problems.append(message.text)


def _note_stranger(url, server, problems):
    if not url.startswith((server, "data:", "blob:", "about:")):
        problems.append(f"gọi ra ngoài: {url}")


def accessibility_faults(page, rules=()):
    """What axe finds wrong, one line per element; by `rules` alone where they are named."""
    options = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else None
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]} ({rule['help']})"
        for rule in found
        for node in rule["nodes"]
    ]
