"""Holds the site's port open, so that a new release starts beside the old one and no reader is refused.

    python3 operations/server/hold_port.py HOST PORT COMMAND…

COMMAND is gunicorn. It inherits the listening socket, so connections wait in the kernel's queue while
nobody is there to take them. On SIGHUP a second COMMAND is started; when it says that it is ready, the
first one is told to finish what it has begun and to go. A COMMAND that does not become ready is ended
and the old one stays: a broken release takes nothing away. One that dies is started again.

Only the standard library, and everything imported at the top: this process outlives the releases
that it starts, and their folders.
"""

import os
import select
import signal
import socket
import subprocess
import sys
import time

PATIENCE_SECONDS = 180
"""How long a new process may take until it is ready."""
GRACE_SECONDS = 30
PAUSE_SECONDS = 2
"""Between a death and the next start."""
BACKLOG = 1024


class Holder:
    """The socket, the process that answers on it, and what signals ask for."""

    def __init__(self, host, port, command):
        self.command = command
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind((host, port))
        self.socket.listen(BACKLOG)
        self.process = None
        self.asked = set()

    def run(self):
        """Until SIGTERM or SIGINT; gives the exit code."""
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda number, _: self.asked.add(number))
        self.process, _ = self._started()
        while not self.asked & {signal.SIGTERM, signal.SIGINT}:
            if signal.SIGHUP in self.asked:
                self.asked.discard(signal.SIGHUP)
                self._replace()
            elif self.process.poll() is not None:
                _say(f"đã dừng (mã {self.process.returncode}); mở lại")
                time.sleep(PAUSE_SECONDS)
                self.process, _ = self._started()
            time.sleep(0.1)
        _end(self.process)
        return 0

    def _replace(self):
        new, is_ready = self._started()
        if is_ready:
            old, self.process = self.process, new
            _end(old)
        elif not self.asked & {signal.SIGTERM, signal.SIGINT}:
            _say("bản mới không sẵn sàng; giữ bản đang chạy")
            _end(new)

    def _started(self):
        """(process, whether it said that it is ready)."""
        reading, writing = os.pipe()
        environment = os.environ | {
            "GUNICORN_CMD_ARGS": f"--bind fd://{self.socket.fileno()}",
            "READY_FD": str(writing),
        }
        process = subprocess.Popen(  # noqa: S603 - the command line is the service's own
            self.command, env=environment, pass_fds=(self.socket.fileno(), writing)
        )
        os.close(writing)
        try:
            return process, self._wait(process, reading)
        finally:
            os.close(reading)

    def _wait(self, process, reading):
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end and not self.asked & {signal.SIGTERM, signal.SIGINT}:
            if select.select([reading], [], [], 0.1)[0]:
                return os.read(reading, 1) != b""  # nothing to read: it closed without a word
            if process.poll() is not None:
                return False
        return False


def _end(process):
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _say(text):
    print(f"hold_port: {text}", file=sys.stderr, flush=True)  # noqa: T201 - the installer reads it


if __name__ == "__main__":
    sys.exit(Holder(sys.argv[1], int(sys.argv[2]), sys.argv[3:]).run())
