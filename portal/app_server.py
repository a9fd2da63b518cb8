"""Gunicorn's configuration: `gunicorn --config portal/app_server.py`.

Two worker processes with a few threads each suit a small machine; a reverse proxy that keeps idle
connections away from them stands in front in production.
"""

import os
import socket
import struct
from contextlib import suppress

from gunicorn.http import message

from portal import env

wsgi_app = "portal.wsgi"
bind = env.listen_address()
workers = env.number("WORKERS", 2, "2")
worker_class = "gthread"
threads = 4
preload_app = True  # a mistake in the settings shows once and at once; memory is shared
# Gunicorn cuts an address off at 8 kB with a bare English line; so long a query is answered by
# portal.request_limits instead, in Vietnamese and with the security headers.
message.MAX_REQUEST_LINE = limit_request_line = 32_768
timeout = 60
graceful_timeout = 20
max_requests = 5_000  # a worker is replaced now and then, so that no leak grows for months
max_requests_jitter = 500
_memory = "/dev/shm"  # noqa: S108 - heartbeats of workers, which a slow disk would delay
worker_tmp_dir = _memory if os.access(_memory, os.W_OK) else None
control_socket_disable = True  # nothing here talks to it, and it would lie in the home folder
forwarded_allow_ips = ""  # which proxy may say what is decided in one place, portal.proxies
accesslog = None  # addresses of visitors are nobody's business here
loglevel = "warning"
SILENCE_SECONDS = 20
"""A client that has begun to ask and says nothing more for so long is hung up on: it holds a thread."""


def on_starting(server):
    """Before there are workers: they share one shelf of ready pages."""
    from portal import kept_pages

    kept_pages.open_shelf()


def when_ready(server):
    """The address to open, once it answers; what is accepted inherits the bound of silence."""
    for listener in server.LISTENERS:
        bound = struct.pack("ll", SILENCE_SECONDS, 0)
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, bound)
    print(f"· Trang đã chạy: {env.public_url()} (dừng: Ctrl-C)", flush=True)  # noqa: T201 - whoever started it reads it


def post_worker_init(worker):
    """Tell operations/server/hold_port.py that readers are answered; see to the regular jobs where no timer does.

    Pages that are read most are made again after a change.
    """
    if "READY_FD" in os.environ:
        with suppress(OSError):  # told before, by another worker or to a holder that is gone
            os.write(int(os.environ["READY_FD"]), b".")
    from operations import timekeeper
    from portal import warming
    from portal.page_cache import JUST_CHANGED

    timekeeper.start()
    warming.start(worker.wsgi, after=JUST_CHANGED)
