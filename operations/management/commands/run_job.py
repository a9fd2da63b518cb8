"""`manage.py run_job NAME` for a timer, `manage.py run_job --due` for the site itself."""

from contextlib import suppress

from django.core.management.base import BaseCommand, CommandError

from operations import jobs, status


class Command(BaseCommand):
    """Does one regular job, or all that are due, and notes when it ended well."""

    help = "Làm một việc định kỳ. Các việc: " + ", ".join(jobs.JOBS)

    def add_arguments(self, parser):
        """A name or `--due`."""
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("name", nargs="?", metavar="TÊN", choices=list(jobs.JOBS))
        what.add_argument("--due", action="store_true", help="Làm mọi việc đã đến hạn.")

    def handle(self, *args, name, due, **options):
        """Run; a job that fails makes the command fail, so that systemd shows it."""
        if due:
            jobs.run_due()
            return
        if name == "publishing":  # which the site itself never runs by this command
            with suppress(OSError):
                status.note("timers")
        try:
            jobs.run(name)
        except Exception as error:  # whatever a job raises is its failure, told by name
            raise CommandError(f"Việc “{jobs.JOBS[name].title}” không xong: {error}") from error
