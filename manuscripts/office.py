"""Old and foreign text files (.doc, .odt, .rtf …) by way of LibreOffice, where it is installed.

One conversion at a time on the machine, in a folder and with a profile of its own that are thrown away, without
macros, with bounded time, memory and file size; `unshare` takes the network away where the machine allows it.
What comes out is an ordinary .docx, which is then read as any other: with suspicion.
"""

import fcntl
import io
import os
import re
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path, PurePath
from typing import BinaryIO

from manuscripts.word import refusals
from manuscripts.word.package import ENCRYPTED_STREAM, OLE_MAGIC, check_size
from manuscripts.word.reading import WordArticle, read_word
from manuscripts.word.refusals import WordRefusedError

SECONDS = 60
MEMORY = 2 * 1024**3
LARGEST_RESULT = 200 * 1024**2
WORD_STREAM = "WordDocument".encode("utf-16-le")
NO_TEXTS = {".xls", ".ppt", ".msg"}
SHAPES = {
    "rtf": re.compile(rb"\A\{\\rtf"),
    "odt": re.compile(rb"\APK.{0,60}mimetypeapplication/vnd\.oasis\.opendocument\.text", re.S),
    "xml": re.compile(rb"\A<\?xml.*schemas\.microsoft\.com/office/word/2003", re.S),
    "doc": re.compile(rb"\Amime-version|\A.{0,600}multipart/related|\A<.*office:word", re.S | re.I),
}
"""How the kinds begin; a .doc may be HTML or mail inside."""
PROFILE_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
</oor:items>
"""


def read_any(file: BinaryIO, name: str) -> WordArticle:
    """Read a Word file of any age or a sibling of it; WordRefusedError with what to do otherwise."""
    check_size(file)
    kind = kind_of(file, name)
    if not kind:
        return read_word(file, name)
    if not converter():
        raise WordRefusedError(refusals.NO_CONVERTER.format(ending=kind, save_as=refusals.SAVE_AS))
    converted = in_docx(file.read(), kind)
    return read_word(io.BytesIO(converted), name)


def kind_of(file: BinaryIO, name: str) -> str:
    """The ending under which LibreOffice should open a file; nothing for .docx and for what is refused anyway."""
    file.seek(0)
    content = file.read()
    file.seek(0)
    if content.startswith(OLE_MAGIC):
        refused = ENCRYPTED_STREAM in content or PurePath(name).suffix.lower() in NO_TEXTS
        is_word = WORD_STREAM in content
        return "doc" if is_word and not refused else ""
    start = content[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return next((kind for kind, known in SHAPES.items() if known.search(start)), "")


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


def in_docx(content: bytes, kind: str) -> bytes:
    """The same text as .docx; WordRefusedError when LibreOffice cannot, or takes too long."""
    with tempfile.TemporaryDirectory(prefix="manuscript-") as folder, one_at_a_time():
        source = Path(folder) / f"source.{kind}"
        source.write_bytes(content)
        result = converted(source, "docx:MS Word 2007 XML")
        if result is None or result.stat().st_size > LARGEST_RESULT:
            raise WordRefusedError(refusals.NOT_CONVERTED)
        return result.read_bytes()


def converted(source: Path, form: str) -> Path | None:
    """Let LibreOffice write a file in another form beside its source; None when it fails."""
    folder = source.parent
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(PROFILE_SETTINGS)
    command = [
        *without_network(), converter(), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
        "--nolockcheck", "--nodefault", "--convert-to", form, "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603 - our own words, no shell
        command, cwd=folder, env={"HOME": str(folder), "PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, preexec_fn=bounded,  # noqa: PLW1509 - only sets limits
    )  # fmt: skip
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        return None
    finally:
        stop(process)
    return next(iter((folder / "out").glob("source.*")), None)


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
