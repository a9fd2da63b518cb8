"""The nginx of whatever machine this is: where it lies, and a configuration that needs none of its habits.

Packages of nginx differ in their prefix, in the modules that they load by relative names, in where they
keep half-sent answers. The drills name all of it themselves, so that they depend on the program only.
"""

import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

_FOLDERS = ("/usr/sbin", "/usr/local/sbin", "/usr/local/nginx/sbin", "/opt/nginx/sbin")
_TEMPORARY = ("client_body", "proxy", "fastcgi", "scgi", "uwsgi")


def program():
    """The path of nginx or None; Debian keeps it out of the PATH of everybody but root."""
    return shutil.which("nginx", path=os.pathsep.join([os.environ.get("PATH", ""), *_FOLDERS]))


def command(folder, configuration):
    """How to start it with `folder` as its prefix and `configuration`, a file in there."""
    return [program(), "-p", folder, "-c", configuration, "-e", folder / "logs" / "nginx.log"]


def configuration(folder, site):
    """A whole nginx.conf around `site`, the text of operations/server/nginx."""
    user = "user root root;\n" if os.geteuid() == 0 else ""
    temporary = "".join(f" {name}_temp_path {folder}/nginx-{name};\n" for name in _TEMPORARY)
    return (
        f"{user}{_modules(site)}daemon off;\nworker_processes 2;\npid {folder}/nginx.pid;\n"
        f"error_log {folder}/logs/nginx.log notice;\nworker_rlimit_nofile 8192;\n"
        "events { worker_connections 2048; }\n"
        f"http {{\n include {_mime_types()};\n default_type application/octet-stream;\n{temporary}"
        f"{site}\n}}\n"
    )


def has_ipv6():
    """Whether this machine can be reached at ::1."""
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


def _modules(site):
    """Of the modules beside nginx only what `site` uses, by its whole name."""
    path = (
        Path(_built("modules-path") or "/usr/lib/nginx/modules")
        / "ngx_http_brotli_static_module.so"
    )
    return f"load_module {path};\n" if "brotli_static on" in site and path.exists() else ""


def _mime_types():
    return Path(_built("conf-path") or "/etc/nginx/nginx.conf").with_name("mime.types")


def _built(option):
    """What nginx was built with, such as `conf-path`."""
    said = subprocess.run([program(), "-V"], capture_output=True, text=True, check=True).stderr
    found = re.search(rf"--{option}=(\S+)", said)
    return found and found[1]
