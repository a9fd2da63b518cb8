"""A portal in processes of its own, with a database of its own: to be loaded, killed, started again."""

import http.client
import json
import os
import re
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import psycopg2
from django.db import connection
from psycopg2 import sql

from tests.patience import until

ROOT = Path(__file__).resolve().parents[2]
_TOKEN = re.compile(r'data-view-page="([^"]+)"')
PHONE = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36"
)


class ThrowawayPortal:
    """Gunicorn with several worker processes; `folder` is its DATA_DIR."""

    def __init__(self, folder, database, workers=2):
        self.folder = folder
        self.database = database
        self.workers = workers
        self.port = _free_port()
        self.process = None
        self.log = folder / "server.log"
        self.urls = []

    def fill(self):
        """Make the articles; remembers their addresses."""
        done = self.run("-m", "tests.visits.drill_content")
        self.urls = json.loads(done.stdout)

    def run(self, *arguments):
        """Run Python in the portal's surroundings; its output."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT, env=self._environment(), capture_output=True, text=True, check=True,
        )  # fmt: skip

    def start(self):
        """Start the processes and wait until they answer."""
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"127.0.0.1:{self.port}",
                    "--workers", str(self.workers), "--worker-class", "gthread", "--threads", "8",
                    "--preload", "--no-control-socket", "--log-level", "warning",
                ],
                cwd=ROOT, env=self._environment(), stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        try:
            until(self._answers)
        except AssertionError:
            raise RuntimeError(self.log.read_text()) from None

    def kill(self):
        """`kill -9` to every process of the portal at once."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def _answers(self):
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return True
        except OSError:
            return False

    def _environment(self):
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.database.url,
            "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "DJANGO_SETTINGS_MODULE": "tests.visits.drill_settings",
        }


class Reader:
    """One connection to the portal, such as a proxy keeps; it names the visitor whom it speaks for."""

    def __init__(self, portal, timeout=30):
        self.portal = portal
        self.timeout = timeout
        self.connection = None
        self.last = None

    def page(self, url):
        """(status, html) of a page."""
        status, body = self._ask("GET", url)
        return status, body.decode()

    def comes_from_the_cache(self, url):
        """Whether a page is answered without asking Django."""
        self._ask("GET", url)
        return self.last.headers.get("X-Page-Cache") == "hit"

    def token(self, url):
        """The signed id that stands in a page."""
        return _TOKEN.search(self.page(url)[1])[1]

    def view(self, token, view_id=None, address="198.51.100.7", user_agent=PHONE):
        """Report a view; the status, 0 when the connection broke."""
        report = {
            "page": token,
            "view": view_id or secrets.token_hex(16),
            "from": "",
            "again": 0,
            "robot": 0,
        }
        try:
            return self._ask(
                "POST", "/luot-xem/", json.dumps(report),
                {"X-Forwarded-For": address, "User-Agent": user_agent, "Sec-Fetch-Site": "same-origin"},
            )[0]  # fmt: skip
        except (OSError, http.client.HTTPException):
            self.connection = None
            return 0

    def _ask(self, method, url, body=None, headers=None):
        if self.connection is None:
            self.connection = http.client.HTTPConnection(
                "127.0.0.1", self.portal.port, timeout=self.timeout
            )
        self.connection.request(method, url, body, headers or {})
        self.last = self.connection.getresponse()
        return self.last.status, self.last.read()


class SqliteDatabase:
    """A file with the tables that the tests' own database has."""

    vendor = "sqlite"

    def __init__(self, folder):
        self.path = folder / "portal.sqlite3"
        self.url = f"sqlite:///{self.path}"
        with closing(sqlite3.connect(self.path)) as target:
            connection.ensure_connection()
            connection.connection.backup(target)

    def connect(self):
        """A connection of one's own."""
        return sqlite3.connect(self.path, isolation_level=None)

    def drop(self):
        """The folder goes with the test."""


class PostgresDatabase:
    """A copy of the tests' own database on the same server."""

    vendor = "postgresql"

    def __init__(self, _folder):
        self.settings = connection.settings_dict
        self.name = f"drill_{secrets.token_hex(6)}"
        template = self.settings["NAME"]
        connection.close()  # a template must not be in use
        self._administer("CREATE DATABASE {} TEMPLATE {}", self.name, template)
        host = str(self.settings["HOST"]).replace("/", "%2F")
        port = f":{self.settings['PORT']}" if self.settings["PORT"] else ""
        password = f":{self.settings['PASSWORD']}" if self.settings["PASSWORD"] else ""
        self.url = f"postgres://{self.settings['USER']}{password}@{host}{port}/{self.name}"

    def connect(self, name=None):
        """A connection of one's own."""
        made = psycopg2.connect(
            dbname=name or self.name, user=self.settings["USER"], password=self.settings["PASSWORD"],
            host=self.settings["HOST"], port=self.settings["PORT"] or None,
        )  # fmt: skip
        made.autocommit = True
        return made

    def close_door(self):
        """Throw everybody out and let nobody in: the server is away."""
        self._administer("ALTER DATABASE {} ALLOW_CONNECTIONS false", self.name)
        with closing(self.connect("postgres")) as made, made.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                [self.name],
            )

    def open_door(self):
        """The server is back."""
        self._administer("ALTER DATABASE {} ALLOW_CONNECTIONS true", self.name)

    def drop(self):
        """Leave nothing behind."""
        self._administer("DROP DATABASE {} WITH (FORCE)", self.name)

    def _administer(self, text, *names):
        with closing(self.connect("postgres")) as made, made.cursor() as cursor:
            cursor.execute(sql.SQL(text).format(*map(sql.Identifier, names)))


def make_database(folder):
    """A database of the kind that the tests run on."""
    return (SqliteDatabase if connection.vendor == "sqlite" else PostgresDatabase)(folder)


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
