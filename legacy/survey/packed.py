"""Pages packed with their pictures: .mht as browsers save them, WARC as archives keep sites.

They are laid out in a folder as a mirror would be; each file keeps the address it was packed under.
"""

import email
import email.policy
import hashlib
import mimetypes
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from legacy.survey.addresses import path_of

ENDINGS = (".mht", ".mhtml", ".warc", ".warc.gz")
LARGEST = 60 * 1024 * 1024
LONGEST_NAME = 120
Laid = tuple[Path, Path, str, str]


def is_packed(path: Path) -> bool:
    """Whether a file holds others."""
    return path.name.lower().endswith(ENDINGS)


def unpacked(path: Path, room: Path) -> Iterator[Laid]:
    """Each file in it: where it was laid out, the folder of all, its address, its name."""
    top = room / hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]
    is_mht = path.name.lower().endswith((".mht", ".mhtml"))
    for address, kind, content in (mht_parts if is_mht else warc_parts)(path):
        file = place_for(top, address, kind)
        if file.exists():
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        yield file, top, path_of(address) or "/", f"{path}:{address}"


def place_for(top: Path, address: str, kind: str) -> Path:
    """A path under the top folder for any address; never one outside of it."""
    parts = urlsplit(address)
    steps = [step for step in unquote(parts.path).split("/") if step not in {"", ".", ".."}]
    safe = [
        "".join(c for c in step if c.isprintable() and c not in '\\:*"<>|')[-LONGEST_NAME:]
        for step in steps
    ]
    name = safe.pop() if safe else "index.html"
    if parts.query:
        name += "?" + hashlib.sha256(parts.query.encode()).hexdigest()[:10]
    ending = mimetypes.guess_extension(kind) or ""
    if "." not in name and ending:
        name += ending
    folder = top.joinpath(
        parts.hostname or "trang-cu", *[f"{step}.d" if "." in step else step for step in safe]
    )
    return folder / name


def mht_parts(path: Path) -> Iterator[tuple[str, str, bytes]]:
    """The parts of a saved page with their addresses; the page itself first."""
    with path.open("rb") as file:
        message = email.message_from_binary_file(file, policy=email.policy.compat32)
    whole = message.get("Snapshot-Content-Location") or message.get("Content-Location") or ""
    first = True
    for part in message.walk():
        if part.is_multipart():
            continue
        kind = part.get_content_type()
        content = part.get_payload(decode=True) or b""
        address = part.get("Content-Location") or (whole if first else "")
        if kind == "text/html":
            content = as_utf8(content, part.get_content_charset())
        if first and not address:
            address = f"http://trang-cu/{path.stem}.html"
        if address.startswith(("http://", "https://")) and len(content) <= LARGEST:
            yield (whole or address) if first and kind == "text/html" else address, kind, content
        first = False


def as_utf8(content: bytes, charset: str | None) -> bytes:
    """Pages are packed in the letters that the header of their part names."""
    try:
        return content.decode(charset or "utf-8").encode()
    except (LookupError, UnicodeDecodeError):
        return content


def warc_parts(path: Path) -> Iterator[tuple[str, str, bytes]]:
    """The good answers of an archive; a later copy of the same address is passed over."""
    try:
        with path.open("rb") as file:
            for record in ArchiveIterator(file):
                answer = record.http_headers
                if record.rec_type not in {"response", "resource"}:
                    continue
                if answer is not None and answer.get_statuscode() != "200":
                    continue
                kind = (answer.get_header("Content-Type") if answer else record.content_type) or ""
                address = record.rec_headers.get_header("WARC-Target-URI") or ""
                content = record.content_stream().read(LARGEST + 1)
                if address.startswith(("http://", "https://")) and len(content) <= LARGEST:
                    yield address, kind.partition(";")[0].strip().lower(), content
    except (ArchiveLoadFailed, EOFError, OSError):
        return
