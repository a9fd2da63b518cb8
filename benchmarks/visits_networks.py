"""How many of the people behind a carrier's few addresses are counted.

    python benchmarks/visits_networks.py

Stated assumptions: 200 people open one article within an hour, by a link that somebody sent. A carrier
(CGNAT) shows each of them behind one of N addresses, drawn evenly. 60 % use Chrome on Android, whose
agent is the same on every phone (user agent reduction) but for one of five versions (40, 25, 20, 10 and
5 %); 25 % read inside Zalo or Facebook, whose agents name one of 40 models; 10 % use Safari on one of
four iOS versions; 5 % a browser that cannot say whether it reloads. One in ten reloads the page once
within five minutes (no view), one in twenty opens it a second time by a link (a view).

Prints views counted ÷ true and visitors counted ÷ true. The promise is 0.97 for views; visitors are an
estimate, and the public page says how far off it is.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

ADDRESSES = (5, 20, 50, 200)
ROUNDS = 5
_SIMULATE = """
import random, sys
from datetime import timedelta
import django; django.setup()
from django.utils import timezone
from tests.factories import make_article, make_home, make_section
from visits.counting import count_view
from visits.showings import Outcome, Showing
from visits.models import SiteTally, Unit
from wagtail.models import Site

PEOPLE = 200
CHROME = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/{}.0.0.0 Mobile Safari/537.36"
section = make_section(make_home(hostname="127.0.0.1"))
site = Site.objects.get().pk
chance = random.Random(16)
day = timezone.now().replace(hour=2, minute=0)

def agent():
    draw = chance.random()
    if draw < .60:
        return CHROME.format(chance.choices(range(138, 143), (40, 25, 20, 10, 5))[0]), False
    if draw < .85:
        app = chance.choice(["Zalo android/2311", "[FB_IAB/FB4A;FBAV/480]"])
        return f"Mozilla/5.0 (Linux; Android 12; M-{chance.randrange(40)}; wv) {app}", False
    if draw < .95:
        return f"Mozilla/5.0 (iPhone; CPU iPhone OS 1{chance.randrange(5, 9)}_6 like Mac OS X) Safari", False
    return "Opera/9.80 (Android; Opera Mini/36.2/191.0; U; vi) Presto/2.12.423 Version/12.16", None

def simulate(addresses):
    article, moments = make_article(section).pk, []
    for person in range(PEOPLE):
        name, word = agent()
        network = (f"10.{addresses}.0.{chance.randrange(addresses)}/32",)
        at = day + timedelta(seconds=chance.randrange(3300))
        moments.append((at, network, name, word, True))
        if chance.random() < .10:
            moments.append((at + timedelta(seconds=chance.randrange(10, 300)), network, name, True, False))
        if chance.random() < .05:
            moments.append((at + timedelta(seconds=chance.randrange(60, 300)), network, name, word, True))
    counted = sum(
        count_view(Showing(site, article, network, name, at=at, again=word, referrer="")) is Outcome.COUNTED
        for at, network, name, word, _ in sorted(moments, key=lambda moment: moment[0])
    )
    return counted, sum(moment[4] for moment in moments)

def visitors():
    return SiteTally.objects.filter(unit=Unit.YEAR).values_list("visitors", flat=True).first() or 0

for addresses in map(int, sys.argv[2:]):
    views = true = 0
    before = visitors()
    for number in range(int(sys.argv[1])):
        counted, real = simulate(addresses)
        views, true, day = views + counted, true + real, day - timedelta(days=1)
    print(addresses, views / true, (visitors() - before) / PEOPLE / int(sys.argv[1]))
"""


def main():
    """Simulate each number of addresses, print one line for it."""
    import tempfile

    from benchmarks.visits_dashboard import environment_in, run

    with tempfile.TemporaryDirectory() as scratch:
        environment = environment_in(Path(scratch))
        run(environment, "manage.py", "migrate", "-v0")
        lines = run(environment, "-c", _SIMULATE, str(ROUNDS), *map(str, ADDRESSES)).splitlines()
    for line in lines:
        addresses, views, visitors = line.split()
        print(
            f"{addresses:>4} addresses   views counted / true {float(views):.3f}   "
            f"visitors counted / true {float(visitors):.3f}"
        )
        if float(views) < 0.97:
            raise SystemExit("Lời hứa 0,97 không giữ được")


if __name__ == "__main__":
    main()
