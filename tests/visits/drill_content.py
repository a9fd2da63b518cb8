"""`python -m tests.visits.drill_content`: twenty articles for a drill; prints their addresses."""

import json
import sys

import django

PAGES = 20


def main():
    """Make a commune in the database that the environment names."""
    django.setup()
    from tests.factories import make_article, make_home, make_section

    section = make_section(make_home(hostname="127.0.0.1"))
    articles = [make_article(section) for _ in range(PAGES)]
    sys.stdout.write(json.dumps([article.url for article in articles]))


if __name__ == "__main__":
    main()
