"""Readers and counters during an upgrade, on the machine itself, until /tmp/load-stop is there: for bin/drill.

Says what became of every request, how long the slowest took, and how many views were acknowledged.
"""

import collections
import http.client
import json
import re
import secrets
import ssl
import threading
import time
from pathlib import Path

HOST = "xa.test"
STOP = Path("/tmp/load-stop")  # noqa: S108 - in a root of the drill's own
_TLS = ssl._create_unverified_context()  # noqa: S323 - the drill's own certificate
_AGENT = "Mozilla/5.0 (Linux; Android 9; {}) AppleWebKit/537.36 Chrome/90.0 Mobile Safari/537.36"
answers, slowest = collections.defaultdict(collections.Counter), collections.Counter()


def ask(method, path, body=None, headers=(), of="127.0.0.1"):
    """(status, body), over a connection of its own, from the address `of`."""
    connection = http.client.HTTPSConnection(
        "127.0.0.1", 443, timeout=100, context=_TLS, source_address=(of, 0)
    )
    own = {"Host": HOST, "User-Agent": _AGENT.format("x"), **dict(headers)}
    connection.request(method, path, body, own)
    answer = connection.getresponse()
    text = answer.read()
    connection.close()
    return answer.status, text


def kept(article, page):
    """A page that lies ready."""
    return ask("GET", article)[0]


def made_anew(article, page):
    """A reader with a cookie, whose page is made for him."""
    return ask("GET", article, headers={"Cookie": "sessionid=moi"})[0]


def view(article, page):
    """Each from another visitor, out of another network."""
    number = secrets.token_hex(16)
    home = f"127.{secrets.randbelow(200) + 1}.{secrets.randbelow(200)}.{secrets.randbelow(200) + 1}"
    told = {"page": page, "view": number, "from": "", "again": 0, "found": 0, "robot": 0}
    headers = {
        "Content-Type": "text/plain;charset=UTF-8", "Origin": f"https://{HOST}",
        "Sec-Fetch-Site": "same-origin", "User-Agent": _AGENT.format(number[:8]),
    }  # fmt: skip
    return ask("POST", "/luot-xem/", json.dumps(told), headers, home)[0]


def go_on(what, pause, *about):
    """Until the upgrade is over."""
    while not STOP.exists():
        begun = time.monotonic()
        try:
            status = what(*about)
        except OSError as error:
            status = type(error).__name__
        answers[what.__name__][status] += 1
        slowest[what.__name__] = max(slowest[what.__name__], time.monotonic() - begun)
        time.sleep(pause)


def main():
    """One thread of each."""
    STOP.unlink(missing_ok=True)
    article = re.findall(rb'href="(/tin-tuc/[^"]+/[^"]+/)"', ask("GET", "/")[1])[0].decode()
    page = re.search(rb'data-view-page="([^"]+)"', ask("GET", article)[1])[1].decode()
    threads = [
        threading.Thread(target=go_on, args=(what, pause, article, page))
        for what, pause in ((kept, 0.1), (made_anew, 0.4), (view, 0.3))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name, counts in answers.items():
        print(f"{name}: {dict(counts)}, slowest {slowest[name]:.1f} s")  # noqa: T201 - the drill's figures
    print("acknowledged:", sum(n for status, n in answers["view"].items() if _is_good(status)))  # noqa: T201


def _is_good(status):
    return isinstance(status, int) and status < 300


if __name__ == "__main__":
    main()
