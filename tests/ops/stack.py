"""The whole server on loopback: the real PostgreSQL, Redis, gunicorn and nginx, from ops/."""

import json
import os
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from tests.ops import nginx
from tests.patience import PATIENCE, until

ROOT = Path(__file__).resolve().parents[2]
_SERVER = "operations/server"
HOST = "xa.test"
OLD_HOST = "xa-cu.test"
IN_FRONT = "127.0.0.2"
"""The province's firewall of the drills: a request that curl sends from there (`--interface`)."""
DISK_MEGABYTES = 480  # less than operations.health wants free


def missing_programs():
    """Names of programs that the server needs and this machine lacks."""
    found = {"nginx": nginx.program(), "redis-server": shutil.which("redis-server"),
             "openssl": shutil.which("openssl"), "curl": shutil.which("curl"),
             "initdb": postgres_folder()}  # fmt: skip
    return [name for name, path in found.items() if not path]


def postgres_folder():
    """Where initdb is."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "initdb").exists()), None)


def other_clock(shift):
    """The environment for a clock that is `shift` (such as `-400d`) off, or None where that cannot be."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
    return {"LD_PRELOAD": str(library), "FAKETIME": shift} if library else None


def free_port():
    """A port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class Stack:
    """One server in a scratch folder; every part can be stopped and started by a drill."""

    def __init__(self, folder, has_own_disk=False):
        self.folder = folder
        self.cache = Path(tempfile.mkdtemp(prefix="portal-nginx-", dir="/dev/shm"))  # as installed
        self.has_own_disk = has_own_disk
        self.ports = {name: free_port() for name in ("http", "https", "app", "db", "redis")}
        self.data = folder / "data"
        self.processes = {}
        self.clock = {}
        """Environment that makes the site's clock another one (libfaketime)."""

    # --- Parts -----------------------------------------------------------------------------------

    def start(self):
        """Everything, with the sample commune on it; gives what the first start says (a password)."""
        self.folder.chmod(0o755)  # PostgreSQL and nginx run as users of their own
        for name in ("data", "logs", "acme", "db", "redis"):
            (self.folder / name).mkdir(exist_ok=True)
        collecting = subprocess.Popen(
            [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"],
            cwd=ROOT,
            env=self.environment(),
        )
        self._make_database()
        self.start_redis()
        self.manage("migrate", "-v0")
        said = self.manage("first_start").stdout
        assert collecting.wait() == 0
        self.manage("keep_essentials")
        self.start_app()
        self._make_certificate()
        self.start_nginx()
        return said

    def stop(self):
        """End what was started, by its own process id."""
        for name in list(self.processes):
            self.kill(name, signal.SIGTERM)
        self.stop_database()
        shutil.rmtree(self.cache, ignore_errors=True)

    def environment(self):
        """The settings of the machine, as portal.env has them."""
        inherited = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        return inherited | {
            "PUBLIC_URL": f"https://{HOST}:{self.ports['https']}",
            "DATABASE_URL": f"postgres://portal@127.0.0.1:{self.ports['db']}/portal",
            "CACHE_URL": f"redis://127.0.0.1:{self.ports['redis']}/1",
            "SECRET_KEY": "khoa-chi-dung-de-dien-tap-khong-dung-o-noi-khac-0123456789",
            "DATA_DIR": str(self.data),
            "PORT": str(self.ports["app"]),
            "TIMERS": "outside",
            "LOG_FILE": str(self.folder / "logs" / "portal.log"),
            "DJANGO_SETTINGS_MODULE": "portal.settings.production",
            "PYTHONPATH": str(ROOT),
        }

    def manage(self, *command, check=True, environment=None):
        """manage.py, as a timer or an operator runs it; `environment` replaces settings."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command], cwd=ROOT, env=self.environment() | (environment or {}),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        if check and done.returncode:
            raise AssertionError(f"{command}: {done.stderr[-2000:]}")
        return done

    def attempt(self, code):
        """(output, error or None) of Python inside the site, in a process beside the served one."""
        inside = self.processes.get("inside") or self._start_inside()
        inside.stdin.write(json.dumps(code) + "\n")
        inside.stdin.flush()
        return json.loads(inside.stdout.readline())

    def shell(self, code):
        """What the code prints; an error is the test's."""
        printed, error = self.attempt(code)
        assert error is None, error
        return printed

    def start_app(self):
        """Gunicorn with the configuration of the repository."""
        gunicorn = [sys.executable, "-m", "gunicorn", "--config", "portal/app_server.py"]
        self._spawn("app", gunicorn, self.clock)
        self._wait_for(f"http://127.0.0.1:{self.ports['app']}/suc-khoe/song")

    def start_redis(self):
        """Redis, with its data on disk as Debian's package has it."""
        self._spawn("redis", ["redis-server", "--port", str(self.ports["redis"]), "--bind", "127.0.0.1",
                              "--dir", str(self.folder / "redis"), "--save", "60 1"])  # fmt: skip
        self._wait_for_port("redis")

    def start_nginx(self):
        """Nginx with operations/server/nginx, filled in by the installer's own function."""
        conf = self.folder / "nginx.conf"
        site = f"{self.rendered('http.conf')}\n{self.rendered('site.conf')}"
        conf.write_text(nginx.configuration(self.folder, site))
        self._spawn("nginx", nginx.command(self.folder, conf))
        self._wait_for_port("https")

    def rendered(self, name):
        """A file of operations/server/nginx as the installer would write it."""
        values = {
            "SERVER_NAMES": HOST, "HTTP_PORT": self.ports["http"], "HTTPS_PORT": self.ports["https"],
            "HTTPS_SUFFIX": f":{self.ports['https']}", "APP_ADDRESS": f"127.0.0.1:{self.ports['app']}",
            "ADMIN_PATH": "quan-tri/", "DATA_FOLDER": self.data, "LOG_FOLDER": self.folder / "logs",
            "OPS_FOLDER": self._ops(), "CACHE_FOLDER": self.cache,
            "ACME_FOLDER": self.folder / "acme", "CERTIFICATE_FILE": self.folder / "certificate.pem",
            "KEY_FILE": self.folder / "certificate-key.pem", "HSTS_MORE": "",
            "PROXIES_IN_FRONT": IN_FRONT, "OLD_DOMAINS": OLD_HOST,
        }  # fmt: skip
        script = f"source bin/shell/python.sh; source {_SERVER}/shell/pieces.sh; render {_SERVER}/nginx/{name}"
        environment = os.environ | {key: str(value) for key, value in values.items()}
        done = subprocess.run(
            ["bash", "-euc", script],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def _ops(self):
        """The folder operations/server/ by a name without spaces, which nginx's configuration could not bear."""
        link = self.folder / "ops"
        if not link.is_symlink():
            link.symlink_to(ROOT / _SERVER)
        return link

    def start_database(self):
        """PostgreSQL, after a stop."""
        self._pg_ctl("start", "-w", "-l", str(self.folder / "logs" / "postgres.log"))

    def stop_database(self, mode="fast"):
        """PostgreSQL away, as after `systemctl stop` (fast) or a crash (immediate)."""
        self._pg_ctl("stop", "-m", mode, check=False)

    def kill(self, name, sign=signal.SIGKILL):
        """One part gone."""
        process = self.processes.pop(name)
        process.send_signal(sign)
        process.wait(timeout=PATIENCE)

    def fill_disk(self):
        """Not a byte is free for anybody any more."""
        with open(self.folder / "filler", "wb", buffering=0) as file:
            for block in (1 << 20, 1 << 12):
                try:
                    while file.write(b"x" * block) == block:
                        pass
                except OSError:
                    continue

    def free_disk(self):
        """As after the operator has tidied up."""
        (self.folder / "filler").unlink()

    def workers(self):
        """Process ids of gunicorn's workers."""
        pid = self.processes["app"].pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [int(child) for child in children]

    # --- Asking ----------------------------------------------------------------------------------

    def curl(self, path, *options, scheme="https"):
        """(status, headers, body) of an address, through nginx."""
        port = self.ports[scheme]
        command = ["curl", "-sk", "-D", "-", "--max-time", "120",
                   "--connect-to", f"{HOST}:{port}:127.0.0.1:{port}"]  # fmt: skip
        done = subprocess.run(
            [*command, *options, f"{scheme}://{HOST}:{port}{path}"],
            capture_output=True,
            check=False,
        )
        head, _, body = done.stdout.partition(b"\r\n\r\n")
        while head.startswith(b"HTTP/1.1 100"):
            head, _, body = body.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        status = int(lines[0].split()[1]) if lines[0] else 0
        pairs = [line.split(": ", 1) for line in lines[1:] if ": " in line]
        return status, {name.lower(): value for name, value in pairs}, body

    # --- Helpers ---------------------------------------------------------------------------------

    def _spawn(self, name, command, more=()):
        log = (self.folder / "logs" / f"{name}.out").open("ab")
        self.processes[name] = subprocess.Popen(
            command, cwd=ROOT, env=self.environment() | dict(more), stdout=log, stderr=log
        )

    def _start_inside(self):
        self.processes["inside"] = subprocess.Popen(
            [sys.executable, "-m", "tests.ops.inside"], cwd=ROOT, env=self.environment(),
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        return self.processes["inside"]

    def _wait_for(self, url):
        self._await(lambda: _answers(url), f"{url} does not answer")

    def _wait_for_port(self, name):
        self._await(lambda: _listens(self.ports[name]), f"nobody on port {name}")

    def _await(self, comes_about, complaint):
        try:
            until(comes_about)
        except AssertionError:
            raise AssertionError(f"{complaint}: {self._outputs()}") from None

    def _outputs(self):
        return {path.name: path.read_text()[-600:] for path in (self.folder / "logs").iterdir()}

    def _make_certificate(self):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
             "-addext", f"subjectAltName=DNS:{HOST},DNS:localhost",
             "-keyout", self.folder / "certificate-key.pem", "-out", self.folder / "certificate.pem"],
            check=True, capture_output=True,
        )  # fmt: skip

    def _make_database(self):
        if os.geteuid() == 0:
            shutil.chown(self.folder / "db", "postgres")
            (self.folder / "logs").chmod(0o777)
        bin_folder = postgres_folder()
        self._as_postgres(bin_folder / "initdb", "-D", self.folder / "db", "-A", "trust", "-U", "portal",
                          "-E", "UTF8", "--locale=C.UTF-8")  # fmt: skip
        with (self.folder / "db" / "postgresql.conf").open("a") as conf:
            conf.write(
                f"port = {self.ports['db']}\nunix_socket_directories = ''\nlisten_addresses = '127.0.0.1'\n"
            )
        self.start_database()
        self._as_postgres(
            bin_folder / "createdb",
            "-h",
            "127.0.0.1",
            "-p",
            self.ports["db"],
            "-U",
            "portal",
            "portal",
        )

    def _pg_ctl(self, *words, check=True):
        self._as_postgres(
            postgres_folder() / "pg_ctl", "-D", self.folder / "db", *words, check=check
        )

    def _as_postgres(self, *words, check=True):
        command = [str(word) for word in words]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(
            command, check=check, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/"
        )


def _answers(url):
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except OSError:
        return False


def _listens(port):
    with socket.socket() as sock:
        return sock.connect_ex(("127.0.0.1", port)) == 0


def tls():
    """A context that trusts the drill's own certificate."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def main():
    """`python -m tests.ops.stack`: the server in a scratch folder until Ctrl-C, for a judge to look at."""
    with tempfile.TemporaryDirectory(prefix="portal-may-chu-") as folder:
        stack = Stack(Path(folder))
        try:
            print(stack.start(), flush=True)  # noqa: T201
            print(f"https://{HOST}:{stack.ports['https']}/ ({folder})", flush=True)  # noqa: T201
            signal.pause()
        except KeyboardInterrupt:
            pass
        finally:
            stack.stop()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    main()
