"""Backups of a commune after years: 6,000 articles, 900 files, 1 GB of pictures, twenty nights.

    python benchmarks/backups_at_size.py [ARTICLES] [MEGABYTES]

On a PostgreSQL of its own (the settings are those of the environment: DATABASE_URL, DATA_DIR). Prints for
each step: seconds, seconds of CPU, most memory of the process. Promises: what twenty backups take is at
most 1.5 × the media; a restore with its index takes at most 180 s of CPU.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILES = 900
NIGHTS = 20


def main(articles=6_000, megabytes=1_024):
    """The twenty nights, then back onto an empty machine."""
    data = Path(os.environ["DATA_DIR"])
    _run("make", [sys.executable, "-c", _MAKE.format(articles=articles)])
    _make_files(data / "media" / "documents", megabytes)
    backups = data / "backups"
    for night in range(NIGHTS):
        told = _manage("backup", "--into", str(backups), clock=night)
        if night in (0, 1, NIGHTS - 1):
            _tell(f"backup {night + 1}", told)
    media, kept = _bytes(data / "media"), _bytes(backups)
    print(json.dumps({"backups": len(list(backups.glob("*.age"))), "media MB": media >> 20,
                      "all backups MB": kept >> 20, "ratio": round(kept / media, 3)}))  # fmt: skip
    newest = str(sorted(backups.glob("*.age"))[-1])
    _tell("restore --check", _manage("restore", "--check", newest))
    elsewhere = {"DATABASE_URL": os.environ["EMPTY_DATABASE_URL"], "DATA_DIR": f"{data}-moi"}
    key = ["--key", str(data / "private" / "backup-key")]
    _tell("restore on an empty machine", _manage("restore", newest, *key, more=elsewhere))
    print(
        json.dumps(
            {"files there": sum(1 for path in Path(f"{data}-moi/media/documents").iterdir())}
        )
    )


_MAKE = """
import django; django.setup()
from benchmarks.many_pages_site import make
make({articles}, 14)
"""


def _make_files(folder, megabytes):
    folder.mkdir(parents=True, exist_ok=True)
    size = megabytes * (1 << 20) // FILES
    for number in range(FILES):
        path = folder / f"tep-{number}.bin"
        if not path.exists():
            path.write_bytes(os.urandom(size))


def _manage(*command, clock=None, more=None):
    """manage.py; the night `clock` days from now (libfaketime would slow it down: the name alone counts)."""
    words = [sys.executable, "manage.py", *command]
    if clock is not None:
        words = [sys.executable, "-c", _AT_NIGHT, str(clock), *command]
    return _run(command[0], words, more)


_AT_NIGHT = """
import sys; from datetime import timedelta
import django; django.setup()
from django.utils import timezone
now, local = timezone.now, timezone.localtime
shift = timedelta(days=int(sys.argv[1]))
timezone.now = lambda: now() + shift
timezone.localtime = lambda value=None, zone=None: local(value or now() + shift, zone)
from django.core.management import call_command
call_command(*sys.argv[2:])
"""


def _run(name, words, more=None):
    begun = time.monotonic()
    process = subprocess.Popen(
        words, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)} | (more or {})
    )
    _, code, usage = os.wait4(process.pid, 0)
    if code:
        sys.exit(f"{name}: {code}")
    return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def _tell(name, told):
    seconds, cpu, memory = told
    print(f"{name:30} {seconds:7.1f} s  {cpu:7.1f} s CPU  {memory:5} MB", flush=True)


def _bytes(folder):
    return sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
