"""Every kind of public page with 20,000 articles and 300 procedures against the same with 200 and 30.

    python benchmarks/many_pages.py [rounds]

Two databases with the sample commune are filled in a scratch folder (SQLite; with POSTGRES_URL, the
address of a throw-away cluster such as postgres://portal@127.0.0.1:5432/postgres, two new databases
there) and measured in turns. Search has a benchmark of its own (search/measure.py). "As usual": pages made anew while the small things of every
page are remembered. "After a change": nothing is remembered, as for the first reader after somebody
published. Prints milliseconds per request (the best round) and ratios: only those are worth quoting.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SIZES = {"few": (200, 30), "many": (20_000, 300)}
"""Articles and procedures; thirty procedures fill the first page of their list, as 300 do."""
BOUND = 1.2


def main(rounds):
    """Fill both, measure in turns, print."""
    with tempfile.TemporaryDirectory() as scratch:
        environments = {name: _environment(Path(scratch), name) for name in SIZES}
        _run(environments["few"], "make", *SIZES["few"])
        _copy(environments["few"], environments["many"])
        _run(environments["many"], "make", *SIZES["many"])
        best = {}
        for _ in range(rounds):
            for name, environment in environments.items():
                for line in _run(environment, "measure").splitlines():
                    page, usual, changed = line.split("\t")
                    seen = best.setdefault((page, name), [9e9, 9e9])
                    best[page, name] = [min(seen[0], float(usual)), min(seen[1], float(changed))]
        _print(best)


def _environment(scratch, name):
    url = f"sqlite:///{scratch / name / 'portal.sqlite3'}"
    if server := os.environ.get("POSTGRES_URL"):
        url = server.rpartition("/")[0] + f"/many_pages_{name}"
        for statement in ("DROP DATABASE IF EXISTS", "CREATE DATABASE"):
            subprocess.run(["psql", "-qc", f"{statement} many_pages_{name}", server], check=True)
    return os.environ | {
        "DATA_DIR": str(scratch / name),
        "DATABASE_URL": url,
        "CACHE_URL": "",
        "LOG_FILE": str(scratch / f"{name}.log"),
        "DJANGO_SETTINGS_MODULE": "portal.settings.production",
        "PYTHONPATH": str(REPOSITORY),
    }


def _copy(few, many):
    shutil.copytree(few["DATA_DIR"], many["DATA_DIR"], dirs_exist_ok=True)
    if server := os.environ.get("POSTGRES_URL"):
        for statement in ("DROP DATABASE {}", "CREATE DATABASE {} TEMPLATE many_pages_few"):
            subprocess.run(["psql", "-qc", statement.format("many_pages_many"), server], check=True)


def _run(environment, *words):
    code = "import django; django.setup(); from benchmarks.many_pages_site import main; main()"
    command = [sys.executable, "-c", code, *map(str, words)]
    done = subprocess.run(
        command, cwd=REPOSITORY, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def _print(best):
    print(f"{'':24}{'as usual':^28}{'after a change':^28}")
    for page in dict.fromkeys(page for page, _ in best):
        few, many = best[page, "few"], best[page, "many"]
        parts = [
            f"{a:8.1f} {b:8.1f} {b / a:6.2f}{'!' if b / a > BOUND else ' '}   "
            for a, b in zip(few, many, strict=True)
        ]
        print(f"{page:24}{''.join(parts)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
