"""The tests' databases: migrated once a run, not once a process; the demo commune is built once as well.

Whoever of the processes comes first makes them, the others wait and take copies: of a file on SQLite, by
`CREATE DATABASE … TEMPLATE` on PostgreSQL. Migrating takes 20 seconds of a processor, the demo 15: on
SQLite the migrated file is kept for the next run as well, until something that migrating reads changes
(never where CI=true).
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import threading
from contextlib import closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from unittest import mock

import psycopg2
import pytest
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, connections, transaction
from django.test import override_settings
from psycopg2 import sql

from pages import generation
from tests.factories import remove_example

ROOT = Path(__file__).resolve().parent.parent
_READ_BY_MIGRATING = (
    "*/migrations/*.py", "requirements.txt", "accounts/roles.py", "desk/roles.py", "desk/signals.py",
    "desk/approval.py", "tests/databases.py",
)  # fmt: skip


def keep_to_threads():
    """A thread has one connection, whether or not an event loop runs in it.

    Django gives a loop its own. Playwright's begins with the first browser test of a process: what a fixture
    of a module had opened, the server's connection among it, was then another's, and tables were "locked".
    """
    by_thread, known = threading.local(), connections._connections
    for alias in connections:
        if hasattr(known, alias):
            setattr(by_thread, alias, getattr(known, alias))
    connections._connections = by_thread


@contextmanager
def connection_stays():
    """For calling the site as a server does; Django closes the connection in whose transaction the test stands.

    Its own test client sees to that for itself, and connects the signals again after each request.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@pytest.fixture(scope="session")
def shelf(tmp_path_factory, pytestconfig):
    """The originals that all processes of this run copy from."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    if connection.vendor == "postgresql":
        originals = _Templates(folder)
    else:
        originals = _Files(folder, _kept_between_runs(pytestconfig))
    yield originals
    originals.tidy_up()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, shelf):
    """pytest-django's own hook, before it makes the database: from here on it copies where it can."""
    creation = connection.creation
    creation.create_test_db = partial(_make, shelf, creation.create_test_db)


def _kept_between_runs(pytestconfig):
    """Where the migrated file of this very code lies or is to lie; None where nothing is kept."""
    kept = getattr(pytestconfig, "cache", None)  # there is none with `-p no:cacheprovider`
    if kept is None or os.environ.get("CI") == "true":
        return None
    digest = hashlib.sha256(sqlite3.sqlite_version.encode())
    for pattern in _READ_BY_MIGRATING:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(path.read_bytes())
    return kept.mkdir("databases") / f"{digest.hexdigest()[:20]}.sqlite3"


def _make(shelf, create, *arguments, **options):
    """`create_test_db`, with a copy in place of migrating for all but the first."""
    with shelf.locked():
        if shelf.has("migrated"):
            with mock.patch("django.core.management.call_command"), shelf.as_template("migrated"):
                name = create(*arguments, **options)
            shelf.fill(name, "migrated")
        else:
            name = create(*arguments, **options)
            remove_example()
            shelf.keep("migrated")
    return name


def built_once(build):
    """A fixture of a module: `build()` is called once, and what its tests change is rolled back by each.

    Python's objects are not rolled back: a test that changes one, or adds a page below it, takes it
    through `fresh`.
    """

    @pytest.fixture(scope="module")
    def built(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), transaction.atomic():
            yield build()
            transaction.set_rollback(True)

    return built


def fresh(thing):
    """The same row as the database has it now."""
    return type(thing)._default_manager.get(pk=thing.pk)


@pytest.fixture(scope="class")
def demo_commune(django_db_setup, django_db_blocker, shelf, tmp_path_factory):
    """The demo commune, for one test (or class): what it changes is thrown away after it."""
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), at_the_demo(shelf, folder):
        yield


@contextmanager
def at_the_demo(shelf, folder):
    """The site is the demo commune for a while, with its pictures in `folder`."""
    with shelf.locked():
        if not shelf.has("demo"):
            _build_demo(shelf)
    _forget()
    with override_settings(MEDIA_ROOT=str(folder)), shelf.elsewhere("demo"), transaction.atomic():
        shutil.copytree(shelf.folder / "demo-media", folder, dirs_exist_ok=True)
        yield
        transaction.set_rollback(True)
    _forget()


def _forget():
    """What was remembered is of another database."""
    generation.bump()
    cache.clear()


def _build_demo(shelf):
    from demo import loading  # not before Django is set up

    with shelf.elsewhere("migrated"):
        with override_settings(MEDIA_ROOT=str(shelf.folder / "demo-media")):
            loading.load()
        shelf.keep("demo")


class _Shelf:
    """Originals by name, in `folder` or beside it on the server."""

    def __init__(self, folder):
        self.folder = folder

    @contextmanager
    def locked(self):
        """One process at a time makes or copies."""
        with (self.folder / f"{connection.vendor}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    @contextmanager
    def elsewhere(self, name):
        """`connection` speaks to a copy of that original; the tests' own database stays as it is."""
        own, own_name = connection.connection, connection.settings_dict["NAME"]
        connection.connection = None
        with self.copy_of(name, own_name) as copy:
            connection.settings_dict["NAME"] = copy
            connection.connect()
            try:
                self.fill(copy, name)
                yield
            finally:
                if connection.connection is not None:
                    connection.connection.close()
                connection.connection = own
                connection.settings_dict["NAME"] = own_name

    def tidy_up(self):
        """The folder is pytest's to remove."""


class _Files(_Shelf):
    """SQLite: a file each; a copy lives in memory."""

    def __init__(self, folder, migrated=None):
        super().__init__(folder)
        self.migrated = migrated

    def has(self, name):
        return self._path(name).exists()

    def keep(self, name):
        part = self._path(name).with_suffix(f".{os.getpid()}")
        connection.ensure_connection()
        with closing(sqlite3.connect(part)) as target:
            connection.connection.backup(target)
        part.replace(self._path(name))

    def as_template(self, _name):
        return nullcontext()

    def fill(self, _copy, name):
        connection.ensure_connection()
        with closing(sqlite3.connect(self._path(name))) as source:
            source.backup(connection.connection)

    @contextmanager
    def copy_of(self, name, _own_name):
        yield f"file:{name}_{os.getpid()}?mode=memory&cache=shared"

    def _path(self, name):
        own = self.folder / f"{name}.sqlite3"
        return self.migrated or own if name == "migrated" else own


class _Templates(_Shelf):
    """PostgreSQL: a database each, named for the run; the last process to go takes them away."""

    def __init__(self, folder):
        super().__init__(folder)
        self.prefix = f"test_{os.environ.get('PYTEST_XDIST_TESTRUNUID', str(os.getpid()))[:12]}"
        self.server = connection.settings_dict.copy()
        self._mark.touch()

    @property
    def _mark(self):
        return self.folder / f"at-work-{os.getpid()}"

    def has(self, name):
        return (self.folder / f"{name}.template").exists()

    def keep(self, name):
        own = connection.settings_dict["NAME"]
        connection.close()  # a template must not be in use
        self._administer("CREATE DATABASE {} TEMPLATE {}", self._named(name), own)
        (self.folder / f"{name}.template").touch()

    @contextmanager
    def as_template(self, name):
        test = connection.settings_dict["TEST"]
        with mock.patch.dict(test, TEMPLATE=self._named(name)):
            yield

    def fill(self, _copy, _name):
        """It came full."""

    @contextmanager
    def copy_of(self, name, own_name):
        copy = f"{own_name}_{name}"
        self._administer("CREATE DATABASE {} TEMPLATE {}", copy, self._named(name))
        try:
            yield copy
        finally:
            self._administer("DROP DATABASE {} WITH (FORCE)", copy)

    def tidy_up(self):
        with self.locked():
            self._mark.unlink()
            if list(self.folder.glob("at-work-*")):
                return
            for path in self.folder.glob("*.template"):
                self._administer("DROP DATABASE IF EXISTS {}", self._named(path.stem))
                path.unlink()

    def _named(self, name):
        return f"{self.prefix}_{name}"

    def _administer(self, text, *names):
        given = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        options = {key: self.server[name] or None for key, name in given.items()}
        with closing(psycopg2.connect(dbname="postgres", **options)) as made:
            made.autocommit = True
            with made.cursor() as cursor:
                cursor.execute(sql.SQL(text).format(*map(sql.Identifier, names)))
