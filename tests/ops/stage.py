"""A stage on which bin/install runs for real, with the system's commands played (stage_commands.sh).

What the installer's own shell does is real: files, links, locks, traps. What apt, PostgreSQL, systemd
and nginx would do is a few files under `state/`, so that one run takes a second and can be cut anywhere.
"""

import json
import os
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = [
    "id", "getent", "groupadd", "useradd", "usermod", "chgrp", "service", "certbot", "git", "apt-cache",
    "apt-get", "dpkg", "dpkg-query", "openssl", "runuser", "psql", "pg_dump", "pg_restore", "nginx",
    "systemctl", "curl", "python3", "python", "sleep", "install", "mv", "ln", "rm", "touch", "tar", "cp",
]  # fmt: skip
FOLDERS = (
    "run/systemd/system", "etc/nginx/conf.d", "etc/nginx/sites-available", "etc/nginx/sites-enabled",
    "etc/logrotate.d", "etc/systemd/system", "opt", "var/lib", "var/log", "state/db", "state/bin",
)  # fmt: skip
EDITABLE_SECONDS = 60


@dataclass
class Run:
    """What became of one run of bin/install."""

    code: int
    said: str


class Stage:
    """A machine in a folder."""

    def __init__(self, folder):
        self.root = Path(folder)
        self.state = self.root / "state"

    def build(self):
        """Empty, with the source of release 1."""
        for name in FOLDERS:
            (self.root / name).mkdir(parents=True, exist_ok=True)
        self._put_commands()
        source = self.root / "source"
        (source / "bin").mkdir(parents=True)
        shutil.copy(ROOT / "bin" / "install", source / "bin")
        shutil.copytree(ROOT / "bin" / "shell", source / "bin" / "shell")
        shutil.copytree(ROOT / "operations" / "server", source / "operations" / "server")
        (source / "requirements").mkdir()
        (source / "requirements" / "portal.txt").write_text("wagtail\n")
        self.offer(1)
        return self

    def copy(self, folder):
        """The same machine in another folder, as a drill's starting point."""
        shutil.copytree(self.root, folder, symlinks=True)
        other = Stage(folder)
        for link in other.root.rglob("*"):
            if link.is_symlink() and str(link.readlink()).startswith(str(self.root)):
                target = other.root / link.readlink().relative_to(self.root)
                link.unlink()
                link.symlink_to(target)
        running = other.state / "running"
        if running.exists():
            running.write_text(running.read_text().replace(str(self.root), str(other.root)))
        env = other.root / "etc" / "portal" / "portal.env"
        if env.exists():
            env.write_text(env.read_text().replace(str(self.root), str(other.root)))
        return other

    def _put_commands(self):
        for name in COMMANDS:
            (self.state / "bin" / name).symlink_to(Path(__file__).with_name("stage_commands.sh"))

    def offer(self, version, broken=False):
        """The source is now of another release: `version` is the schema that it wants."""
        source = self.root / "source"
        (source / "VERSION").write_text(f"{version}\n")
        (source / "BROKEN").unlink(missing_ok=True)
        if broken:
            (source / "BROKEN").touch()

    def install(self, *options, cut_at=None, signal="KILL"):
        """Run bin/install; it is cut at the call number `cut_at`."""
        (self.state / "calls").write_text("0")
        (self.state / "log").write_text("")
        environment = {
            "PATH": f"{self.state / 'bin'}:/usr/local/sbin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/nonexistent",
            "LC_ALL": "C.UTF-8", "PORTAL_ROOT": str(self.root), "CUT_AT": str(cut_at or ""), "CUT_SIGNAL": signal,
            "READY_SECONDS": "3",
        }  # fmt: skip
        with (self.state / "said").open("w+") as said:
            done = subprocess.run(
                # What these tests were started with (nohup) must not decide what bin/install hears.
                ["env", "--default-signal=HUP,TERM", "bash", "-c", 'export STAGE_GROUP=$$; exec bash bin/install "$@"', "install", *options],
                cwd=self.root / "source", env=environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
                start_new_session=True, timeout=120, check=False,
            )  # fmt: skip
            said.seek(0)
            return Run(done.returncode, said.read())

    def calls(self):
        """How many commands the last run called."""
        return int((self.state / "calls").read_text())

    def edit(self, words):
        """Somebody writes something."""
        with (self.state / "db" / "portal").open("a") as rows:
            rows.write(f"{words}\n")

    # --- Looking at it ---------------------------------------------------------------------------

    def rows(self):
        """The database: its schema and what was written."""
        schema, *rows = (self.state / "db" / "portal").read_text().splitlines()
        return int(schema), rows

    def version(self):
        """The schema that the release in service wants."""
        return int((self.root / "opt/portal/current" / "VERSION").read_text())

    def faults(self):
        """Why this machine is not whole, in English; nothing when it is."""
        databases = {path.name for path in (self.state / "db").iterdir()}
        half = [path for path in self._releases() if not (path / ".complete").exists()]
        known = {
            "another release answers than the present one": self._running() != self._present(),
            "the database is older than the release": self.version() > self.rows()[0],
            "dpkg is interrupted": (self.state / "interrupted").exists(),
            "databases are left over": databases != {"portal"},
            "half releases are left over": bool(half),
            "half files are left over": any(self.root.rglob("*.new")),
            "read-only": self.seconds_read_only() > 0,
        }
        return [fault for fault, is_so in known.items() if is_so]

    def _present(self):
        return os.path.realpath(self.root / "opt/portal/current")

    def seconds_read_only(self):
        """How long nobody may edit, if nothing more happens."""
        flag = self.root / "var/lib/portal/read-only"
        return max(json.loads(flag.read_text())["until"] - time.time(), 0) if flag.exists() else 0

    def _running(self):
        path = self.state / "running"
        return path.read_text().strip() if path.exists() else ""

    def _releases(self):
        return [path for path in (self.root / "opt/portal/releases").iterdir() if path.is_dir()]
