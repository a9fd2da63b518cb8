"""Readers and writers who go on asking while something is broken, and a count of what became of it."""

import threading
import time
from collections import Counter
from http.client import HTTPSConnection

from tests.ops.stack import HOST, tls
from tests.patience import PATIENCE, until


class Readers:
    """`count` readers of `paths` through nginx, one connection each; `outcomes` counts the answers.

    An answer is `ok` (200, or 404 with the site's own words), `told` (503 in Vietnamese with Retry-After),
    `wrong` (any other answer) or `lost` (no answer at all).
    """

    def __init__(self, stack, paths, count=4, pause=0.1):
        self.stack, self.paths, self.pause = stack, paths, pause
        self.outcomes = Counter()
        self.unknown = Counter()
        self._going = True
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._read, args=(n,)) for n in range(count)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._going = False
        for thread in self._threads:
            thread.join()

    def read_more(self, count, outcome="ok"):
        """Wait until they have had `count` more answers of that outcome."""
        enough = self.outcomes[outcome] + count
        until(lambda: self.outcomes[outcome] >= enough)

    @property
    def summary(self):
        """`312 sent: 300 ok, 12 told`."""
        parts = ", ".join(f"{amount} {name}" for name, amount in sorted(self.outcomes.items()))
        return f"{sum(self.outcomes.values())} sent: {parts}"

    def _read(self, number):
        while self._going:
            path = self.paths[number % len(self.paths)]
            number += 1
            outcome, detail = self._outcome(path)
            with self._lock:
                self.outcomes[outcome] += 1
                if outcome in ("wrong", "lost"):
                    self.unknown[detail] += 1
            time.sleep(self.pause)

    def _outcome(self, path):
        try:
            connection = HTTPSConnection(
                "127.0.0.1", self.stack.ports["https"], timeout=PATIENCE, context=tls()
            )
            connection.request("GET", path, headers={"Host": f"{HOST}:{self.stack.ports['https']}"})
            answer = connection.getresponse()
            body = answer.read().decode("utf-8", "replace")
            connection.close()
        except OSError as error:
            return "lost", f"{path} {error!r}"
        if answer.status == 200 and "</html>" in body:
            return "ok", ""
        if answer.status == 404 and "Không tìm thấy trang này" in body:
            return "ok", ""
        if answer.status == 503 and answer.headers["Retry-After"] and "bảo trì" in body:
            return "told", ""
        return "wrong", f"{path} {answer.status} {body[:80]!r}"
