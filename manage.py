#!/usr/bin/env python
"""Django's command line for the portal; `bin/serve` and `bin/test` wrap what people need daily."""

import os
import sys


def main():
    """Run one command; a wrong environment variable ends in one line, not in a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
    from django.core.management import execute_from_command_line

    from portal.env import BadEnvironment

    try:
        execute_from_command_line(sys.argv)
    except BadEnvironment as error:
        sys.exit(f"✗ {error}")


if __name__ == "__main__":
    main()
