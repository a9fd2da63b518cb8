"""CPU of an import with guides, stage by stage: reading, comparing, writing, guides, undoing.

    python benchmarks/procedures_import.py FILE [CHECKOUT …] [--profile]

FILE is any file of procedures; figures are quoted for 588 real texts. Each CHECKOUT is another copy of
this repository (an older commit, say), measured after this one in the same run. Happens in a scratch
folder on SQLite, or in the empty database that DATABASE_URL names. Prints seconds of CPU of Python,
seconds by the clock and statements of each stage; `--profile` the dearest functions as well.
"""

import cProfile
import os
import pstats
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
STAGES = ("read", "compare", "write", "guides", "compare_again", "undo")


class Import:
    """One import, its stages in their order."""

    def __init__(self, file):
        from tests.factories import make_home
        from tests.procedures.making import make_index

        self.file = Path(file)
        self.index = make_index(make_home())

    def read(self):
        """The file into records."""
        from procedures.exchange import importing

        with self.file.open("rb") as opened:
            self.reading = importing.read_file(opened, None, self.file.name)

    def compare(self):
        """What the preview asks."""
        from procedures.exchange import importing

        self.report = importing.plan_reading(self.reading)

    compare_again = compare

    def write(self):
        """The national text, with what stood before."""
        from procedures.exchange import importing, runs

        self.run = runs.begin()
        importing.apply_report(self.report, run=self.run)

    def guides(self):
        """A page for each, found by both searches."""
        from procedures.content.signposts import create_signposts
        from procedures.exchange import runs
        from procedures.guides import create_missing_guides

        made = [*create_missing_guides(self.index), *create_signposts(self.index)]
        runs.finish(self.run, self.report, made)

    def undo(self):
        """All of it taken back."""
        from procedures.exchange import runs

        runs.undo(self.run)


class Statements:
    """Counts what is sent to the database."""

    count = 0

    def __call__(self, execute, sql, params, many, context):
        """One more."""
        self.count += 1
        return execute(sql, params, many, context)


def measure(file, profiled):
    """All stages, in a process with a database of its own."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    settings.PAGE_CACHE = False
    call_command("migrate", verbosity=0)
    one, whole = Import(file), 0.0
    for name in STAGES:
        profile = cProfile.Profile() if profiled else None
        cpu = measure_stage(one, name, profile)
        whole += cpu * (name not in ("compare_again", "undo"))
        if profile:
            pstats.Stats(profile).sort_stats("cumulative").print_stats(70)
    print(f"{'import':14} {whole:8.2f} s CPU")


def measure_stage(one, name, profile):
    """Run one stage, print its figures, return its CPU."""
    from django.db import connection

    statements = Statements()
    with connection.execute_wrapper(statements):
        cpu, clock = time.process_time(), time.monotonic()
        profile.runcall(getattr(one, name)) if profile else getattr(one, name)()
        cpu, clock = time.process_time() - cpu, time.monotonic() - clock
    print(f"{name:14} {cpu:8.2f} s CPU {clock:8.2f} s {statements.count:7} statements", flush=True)
    return cpu


def main():
    """Each checkout in a process of its own."""
    file, *others = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    for checkout in [str(REPOSITORY), *others]:
        with tempfile.TemporaryDirectory() as scratch:
            environment = {
                "DATABASE_URL": f"sqlite:///{scratch}/portal.sqlite3",
                **os.environ,
                "DATA_DIR": scratch,
                "DJANGO_SETTINGS_MODULE": "portal.settings.test",
                "PYTHONPATH": checkout,
            }
            code = Path(__file__).read_text(encoding="utf-8").rpartition("\nif __name__")[0]
            code += f"\nmeasure({file!r}, {'--profile' in sys.argv})"
            print("this" if checkout == str(REPOSITORY) else "other", flush=True)
            command = [sys.executable, "-c", code.replace("__file__", repr(__file__))]
            subprocess.run(command, cwd=checkout, env=environment, check=True)


if __name__ == "__main__":
    main()
