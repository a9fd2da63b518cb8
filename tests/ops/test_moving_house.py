"""The sample commune moves from PostgreSQL to SQLite and back again, and nothing is lost on the way."""

import os
import re

import pytest

from operations.backups import archive, keys
from tests.ops.test_server import ARTICLE, TITLE


@pytest.mark.slow
def test_a_backup_goes_into_the_other_database_and_back_byte_for_byte(stack):
    first, second, third = (stack.folder / f"{name}.tar.gz.age" for name in ("mot", "hai", "ba"))
    found = _results(stack)
    _command(stack, "backup", first)
    _through_sqlite(stack, first, second)
    _command(stack, "restore", "--replace", second)
    _command(stack, "backup", third)
    key = _key(stack)
    facts = [archive.verified_manifest(path, key) for path in (first, second, third)]
    assert [fact["database"] for fact in facts] == ["postgresql", "sqlite", "postgresql"]
    assert facts[0]["members"] == facts[1]["members"] == facts[2]["members"]
    assert facts[0]["rows"] == facts[1]["rows"] == facts[2]["rows"]
    rows, files = sum(facts[0]["rows"].values()), facts[0]["files"]
    print(f"\nPostgreSQL → SQLite → PostgreSQL: {rows} dòng, {files} tệp giống hệt")  # noqa: T201
    assert rows > 1_000
    assert files > 50
    status, _, body = stack.curl(ARTICLE, "-H", "Cookie: moi=1")
    assert (status, TITLE in body.decode()) == (200, True)
    assert _results(stack) == found


def _command(stack, *words):
    """manage.py in the process that is there already: to start Django takes longer than a backup."""
    stack.shell(_CALL.format(words=[str(word) for word in words]))


_CALL = "from django.core.management import call_command as call; call(*{words})"


def _key(stack):
    """The key on the paper: both machines have it."""
    return keys.from_line((stack.data / "private" / "backup-key").read_text())


def _results(stack):
    """How many pages the search finds, as it says itself."""
    html = stack.curl("/tim-kiem/?q=chuyen+doi+so")[2].decode()
    return re.search(r'<b class="num">(\d+)</b> kết quả', html)[1]


def _through_sqlite(stack, incoming, outgoing):
    there = stack.folder / "sqlite"
    other = {"DATABASE_URL": f"sqlite:///{there}/portal.sqlite3", "DATA_DIR": str(there)}
    paper = str(stack.data / "private" / "backup-key")
    # Onto a machine whose database has no table yet.
    commands = [["restore", str(incoming), "--key", paper], ["backup", str(outgoing)]]
    code = "; ".join(_CALL.format(words=words) for words in commands)
    stack.manage("shell", "--verbosity", "0", "--command", code, environment=other)
    names = [name for name, _ in archive.members(outgoing, _key(stack))]
    assert "rows/sessions.session.jsonl" not in names
    assert os.stat(outgoing).st_mode & 0o077 == 0
