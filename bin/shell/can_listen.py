"""`can_listen.py HOST PORT`: exits 1 with one line when a server could not listen there.

Runs before anything is installed, with the system's Python, so that nobody waits for an install only
to learn that the port is taken.
"""

import errno
import socket
import sys


def problem(host, port):
    """Why a server could not listen, or None."""
    if not port.isdigit() or not 0 < int(port) < 65_536:
        return f"PORT={port} không đúng. Ví dụ đúng: PORT=8000"
    try:
        with socket.create_server((host, int(port)), family=_family(host)):
            return None
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            return f"Cổng {port} đang có chương trình khác dùng. Chạy lại: PORT=8001 bin/serve"
        return f"Không mở được cổng {port} trên {host}: {error.strerror}"


def _family(host):
    return socket.AF_INET6 if ":" in host else socket.AF_INET


if __name__ == "__main__":
    reason = problem(sys.argv[1], sys.argv[2])
    if reason:
        print(reason)
        sys.exit(1)
