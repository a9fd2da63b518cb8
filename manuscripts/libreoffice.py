"""LibreOffice without a screen, where it is installed: files in one form become files in another.

One conversion at a time on the machine, in a folder and with a profile of its own that are thrown away, without
macros, with bounded time, memory and file size; `unshare` takes the network away where the machine allows it.
"""

import fcntl
import os
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path

SECONDS = 60
MEMORY = 2 * 1024**3
LARGEST_RESULT = 200 * 1024**2
PROFILE_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
</oor:items>
"""


@lru_cache(maxsize=1)
def converter() -> str:
    """The path of LibreOffice, or nothing."""
    return next(filter(None, map(shutil.which, ("soffice", "libreoffice", "lowriter"))), "")


@lru_cache(maxsize=1)
def without_network() -> tuple[str, ...]:
    """The command that takes the network away, where the machine lets it."""
    unshare = shutil.which("unshare")
    command = (unshare, "--user", "--map-current-user", "--net") if unshare else ()
    works = (
        command
        and subprocess.run(  # noqa: S603 - our own words
            [*command, "true"], capture_output=True, check=False
        ).returncode
        == 0
    )
    return command if works else ()


def converted(contents: dict[str, bytes], form: str) -> dict[str, bytes]:
    """Files by name (`1.emf`) in another form, by the names they came under; what fails is left out."""
    with tempfile.TemporaryDirectory(prefix="manuscript-") as name, one_at_a_time():
        folder = Path(name)
        for source, content in contents.items():
            (folder / source).write_bytes(content)
        run(folder, list(contents), form)
        made = {one.stem: one for one in (folder / "out").glob("*") if one.stat().st_size}
        return {
            source: made[Path(source).stem].read_bytes()
            for source in contents
            if Path(source).stem in made
        }


def run(folder: Path, sources: list[str], form: str) -> None:
    """Let LibreOffice write files of a folder anew into its folder `out`."""
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(PROFILE_SETTINGS)
    command = [
        *without_network(), converter(), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
        "--nolockcheck", "--nodefault", "--convert-to", form, "--outdir", str(folder / "out"),
        *(str(folder / source) for source in sources),
    ]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - our own words, no shell
        command, cwd=folder, env={"HOME": str(folder), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, preexec_fn=bounded,  # noqa: PLW1509 - only sets limits
    )  # fmt: skip
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        shutil.rmtree(folder / "out", ignore_errors=True)  # half of a text is worse than none
    finally:
        stop(process)


def stop(process: subprocess.Popen) -> None:
    """End the conversion with all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def bounded() -> None:
    """Limits of the child: seconds of CPU, memory that it may ask for, size of files."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_RESULT, LARGEST_RESULT))
    os.nice(10)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """LibreOffice takes 200 MB and a core: a second conversion on this machine waits."""
    with (Path(tempfile.gettempdir()) / "portal-manuscripts.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
