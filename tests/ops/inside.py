"""Inside the site for as long as a drill lasts: reads code, a JSON string a line, and runs each.

Starting Django for every small change would take longer than most drills. Answers a line of JSON
each: what was printed, and the error's name or null.
"""

import contextlib
import io
import json
import sys

import django

django.setup()

from django.db import close_old_connections, connection  # noqa: E402 - needs the settings


def main():
    """One answer per line, until the input ends."""
    for line in sys.stdin:
        out, error = io.StringIO(), None
        close_old_connections()
        try:
            with contextlib.redirect_stdout(out):
                exec(json.loads(line), {})  # noqa: S102 - our own drills
        except Exception as reason:
            error = f"{type(reason).__name__}: {reason}"
            connection.close()
        print(json.dumps([out.getvalue(), error]), flush=True)  # noqa: T201 - the answer


main()
