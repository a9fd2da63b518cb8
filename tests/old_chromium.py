"""A Chromium of years ago, driven by the Chrome DevTools Protocol: Playwright no longer speaks to it."""

import base64
import json
import re
import subprocess
import tempfile
import time
import urllib.request

import websocket

OPTIONS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--lang=vi",
    "--remote-debugging-port=0",
]
PATIENCE = 60
"""Seconds that an answer may take on a busy machine."""


class OldChromium:
    """One window of the browser at `program`."""

    def __init__(self, program, *options):
        # a pipe that nobody empties would stop it
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed with the browser
        self._process = subprocess.Popen(
            [program, *OPTIONS, *options, "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=self._said,
        )
        self._line = websocket.create_connection(
            self._window(self._port()), timeout=PATIENCE, suppress_origin=True
        )
        self._count, self.events = 0, []
        for domain in ("Page", "Runtime"):
            self.ask(f"{domain}.enable")

    def _port(self):
        for _ in range(PATIENCE * 5):
            self._said.seek(0)
            if found := re.search(r"listening on ws://[^:]+:(\d+)", self._said.read()):
                return found[1]
            time.sleep(0.2)
        raise AssertionError("trình duyệt không chạy")

    def _window(self, port):
        """The address of the first window, which opens a moment after the port."""
        for _ in range(PATIENCE * 5):
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/json/list", timeout=9) as answer:
                if windows := json.load(answer):
                    return windows[0]["webSocketDebuggerUrl"]
            time.sleep(0.2)
        raise AssertionError("trình duyệt không mở cửa sổ nào")

    def close(self):
        """End the browser."""
        self._line.close()
        self._process.kill()
        self._process.wait()
        self._said.close()

    def resize(self, width, height=740):
        """A phone's window, in CSS pixels."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def goto(self, url):
        """Open a page and wait until it is there."""
        self.events.clear()
        self.ask("Page.navigate", url=url)
        end = time.monotonic() + PATIENCE
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            assert time.monotonic() < end, f"không mở được: {url}"
            self._take_in()

    def evaluate(self, expression):
        """The value of a script, which may be a promise."""
        answer = self.ask(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def script_errors(self):
        """What scripts threw since the page was opened."""
        return [
            event["params"]["exceptionDetails"].get("exception", {}).get("description", "lỗi")
            for event in self.events
            if event["method"] == "Runtime.exceptionThrown"
        ]

    def screenshot(self, path):
        """A picture of what the window shows."""
        path.write_bytes(base64.b64decode(self.ask("Page.captureScreenshot")["data"]))

    def ask(self, method, **params):
        """One command; its result."""
        self._count += 1
        self._line.send(json.dumps({"id": self._count, "method": method, "params": params}))
        while (answer := self._take_in()).get("id") != self._count:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def _take_in(self):
        message = json.loads(self._line.recv())
        if "method" in message:
            self.events.append(message)
        return message
