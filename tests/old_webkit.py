"""Opens pages in QtWebKit (about Safari 10) and answers in JSON; run by the system's own Python.

    /usr/bin/python3 tests/old_webkit.py < tasks.json

Reads a list of `{"url", "width", "script", "picture"}` and prints the scripts' values, in order.
It imports nothing of the project: Debian's PyQt5 lives outside its environment.
"""

import json
import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PyQt5.QtCore import QEventLoop, QSize, QTimer, QUrl
from PyQt5.QtGui import QImage, QPainter
from PyQt5.QtWebKit import QWebSettings
from PyQt5.QtWebKitWidgets import QWebPage
from PyQt5.QtWidgets import QApplication

PATIENCE = 60_000
"""Milliseconds."""


class Window(QWebPage):
    """One page; what its scripts throw goes to `errors`."""

    def __init__(self):
        super().__init__()
        self.errors = []
        self.settings().setAttribute(QWebSettings.LocalStorageEnabled, True)

    def javaScriptConsoleMessage(self, message, line, source):  # noqa: N802 - Qt's name
        """Only errors: WebKit writes them as messages."""
        if "Error" in message:
            self.errors.append(f"{message} ({source}:{line})")


def show(window, task):
    """The value of the task's script on its page."""
    width, height = task["width"], task.get("height", 740)
    window.errors.clear()
    window.setViewportSize(QSize(width, height))
    waiting = QEventLoop()
    window.loadFinished.connect(waiting.quit)
    QTimer.singleShot(PATIENCE, waiting.quit)
    window.mainFrame().load(QUrl(task["url"]))
    waiting.exec_()
    window.loadFinished.disconnect(waiting.quit)
    settle(200)
    value = window.mainFrame().evaluateJavaScript(task["script"])
    if task.get("picture"):
        image = QImage(QSize(width, height), QImage.Format_RGB32)
        painter = QPainter(image)
        window.mainFrame().render(painter)
        painter.end()
        image.save(task["picture"])
    return {"value": value, "errors": list(window.errors)}


def settle(milliseconds):
    """Let the page draw."""
    waiting = QEventLoop()
    QTimer.singleShot(milliseconds, waiting.quit)
    waiting.exec_()


if __name__ == "__main__":
    application = QApplication(sys.argv)
    opened = Window()
    json.dump([show(opened, task) for task in json.load(sys.stdin)], sys.stdout)
