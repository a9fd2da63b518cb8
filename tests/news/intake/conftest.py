"""LibreOffice may or may not be on the machine; these tests are about what happens without it."""

import pytest


@pytest.fixture(autouse=True)
def no_libreoffice(monkeypatch):
    monkeypatch.setattr("manuscripts.office.converter", lambda: "")
