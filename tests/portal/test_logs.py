"""What is written about a request, and what never is."""

import json
import logging

import pytest
from django.core import mail
from django.test import Client
from django.urls import path

from portal import logs, urls
from tests.factories import make_home

pytestmark = pytest.mark.django_db


def _breaks(request):
    raise RuntimeError("hỏng có chủ ý")


class _Urls:
    urlpatterns = [path("hong/", _breaks), *urls.urlpatterns]
    handler400, handler403 = urls.handler400, urls.handler403
    handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def lines(caplog):
    """The log as its lines would be written."""
    for name in ("django", "portal"):
        logging.getLogger(name).addHandler(caplog.handler)
    yield lambda: [logs.JsonFormatter().format(record) for record in caplog.records]
    for name in ("django", "portal"):
        logging.getLogger(name).removeHandler(caplog.handler)


@pytest.fixture
def broken(settings):
    settings.ROOT_URLCONF = _Urls
    settings.ADMINS = [("", "quan-tri@xa.test")]
    logs.ErrorLetterHandler._sent.clear()
    reader = Client(raise_request_exception=False)
    return lambda query="": reader.get(
        f"/hong/{query}",
        headers={
            "user-agent": "Chrome của chị Lan",
            "cookie": "a=bi-mat",
            "x-request-id": "ab" * 16,
        },
        REMOTE_ADDR="127.0.0.1",
    )


def test_a_fault_is_one_line_with_the_request_and_nothing_about_the_reader(lines, broken):
    answer = broken("?q=so+dien+thoai+0912345678")
    assert answer.headers["X-Request-ID"] == "ab" * 16
    assert "abababab" in answer.content.decode()
    (line,) = [line for line in lines() if "RuntimeError" in line]
    facts = json.loads(line)
    assert facts["request"] == "ab" * 16
    assert facts["path"] == "/hong/"
    assert facts["status"] == 500
    assert any("_breaks" in where for where in facts["where"])
    for secret in ("127.0.0.1", "chị Lan", "bi-mat", "0912345678", "hỏng có chủ ý"):
        assert secret not in line


def test_a_line_break_in_an_address_makes_no_second_line(lines):
    make_home()
    Client().get("/%0aFAKE%1b%5b31m/")
    assert all("\n" not in line and "\x1b" not in line for line in lines())


def test_a_request_without_a_trusted_id_gets_one_of_its_own():
    make_home()
    first = Client().get("/", headers={"x-request-id": "<script>"}).headers["X-Request-ID"]
    second = Client().get("/").headers["X-Request-ID"]
    assert len(first) == len(second) == 32
    assert first != second


def test_the_operator_gets_one_letter_for_many_equal_faults_and_it_names_nobody(broken):
    for _ in range(5):
        broken("?q=bi-mat")
    (letter,) = mail.outbox
    assert letter.to == ["quan-tri@xa.test"]
    assert "RuntimeError" in letter.subject
    for secret in ("127.0.0.1", "chị Lan", "bi-mat"):
        assert secret not in letter.body
