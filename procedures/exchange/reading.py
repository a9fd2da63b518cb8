"""Reads any file into records: one file, an archive, or many at once."""

import contextlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath
from typing import BinaryIO, TypeAlias

from django.utils import timezone

from pages import apart
from procedures.exchange import guard
from procedures.exchange.drafts import Draft
from procedures.exchange.fitting import fit
from procedures.exchange.foreign_workbook import part_of, read_foreign_workbook
from procedures.exchange.grids import Grid, open_grid
from procedures.exchange.headings import headed
from procedures.exchange.markup_grids import excel_2003_grid, html_grid
from procedures.exchange.official_docx import read_official_docx
from procedures.exchange.old_office import as_docx
from procedures.exchange.portal_json import read_portal_json
from procedures.exchange.problems import FileRefusedError, Problem, Remark
from procedures.exchange.structure import Record, has_content
from procedures.exchange.workbook_reader import read_own_workbook, reads

Found: TypeAlias = tuple[list[Draft], list[Problem]]
"""What a reader makes of one file: the drafts, and what names no procedure."""

MAX_PROCEDURES = 10_000
CHILD = apart.Reader(
    "procedures.exchange.reading.read_path", apart.Bounds(seconds=60, memory=2 * 1024**3),
    rooms=("procedures.",), with_site=True,
)  # fmt: skip
TOO_HEAVY = (
    "Tệp này cần nhiều thời gian hoặc bộ nhớ hơn mức máy chủ dành cho một tệp nên đã dừng, chưa ghi gì. "
    "Hãy mở tệp, lưu lại, chia thành nhiều tệp nhỏ hơn rồi nhập từng tệp."
)
_TABLES = ("xlsx", "ods", "xls", "csv")
_SKIPPED = ("__MACOSX/", ".")


@dataclass
class Reading:
    """What the files hold: good records, faults, remarks, and every code that they name."""

    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)

    @property
    def marked(self) -> int:
        """How many parts came in as text only, to be checked."""
        return len(
            {(record["code"], doubt) for record in self.records for doubt in record["doubts"]}
        )


def read_file(file: BinaryIO, valid_from: date | None = None, name: str = "") -> Reading:
    """Read one file of any shape; `valid_from` makes its text a version of its own."""
    return read_files([(name, file)], valid_from)


def read_apart(path: Path, valid_from: date | None = None, name: str = "") -> Reading:
    """`read_file` of a file on the disk that somebody sent, done by a child with bounds (`pages.apart`)."""
    try:
        reading: Reading = apart.read_apart(CHILD, str(path), valid_from, name)
    except apart.TooMuchError:
        raise FileRefusedError(TOO_HEAVY) from None
    return reading


def read_path(path: str, valid_from: date | None, name: str) -> Reading:
    """What the child does."""
    with Path(path).open("rb") as file:
        return read_file(file, valid_from, name)


def read_files(files: Iterable[tuple[str, BinaryIO]], valid_from: date | None = None) -> Reading:
    """Read (name, file) pairs as one list; a broken file among several refuses only itself."""
    reading, sources = Reading(), list(files)
    drafts: list[Draft] = []
    for name, file in sources:
        _read_one(reading, drafts, name, file, alone=len(sources) == 1)
    if len(drafts) > MAX_PROCEDURES:
        raise FileRefusedError(
            f"Có hơn {MAX_PROCEDURES:,} thủ tục. ".replace(",", ".") + "Hãy nhập làm nhiều lần."
        )
    for draft in _each_once(drafts, reading):
        fit(draft)
        if valid_from:
            draft.parts.setdefault("valid_from", valid_from)
        reading.records.append(draft.record)
        reading.remarks += draft.remarks
    reading.codes = {draft.code for draft in drafts}
    reading.codes |= {one.code for one in reading.problems if one.code}
    return reading


def _read_one(
    reading: Reading, drafts: list[Draft], name: str, file: BinaryIO, alone: bool
) -> None:
    """Add one file's drafts; a broken one among several is named and the others still read."""
    try:
        found, problems = _drafts_of(file, name)
    except FileRefusedError as error:
        if alone:
            raise
        reading.problems.append(Problem(name, str(error)))
    else:
        _keep(reading, drafts, found, problems, "" if alone else name)


def _keep(
    reading: Reading, drafts: list[Draft], found: list[Draft], problems: list[Problem], name: str
) -> None:
    """Add what one file of several held, its places named with the file."""
    for draft in found:
        if name:
            draft.place = f"{name}: {draft.place}"
            draft.remarks = [
                Remark(f"{name}: {one.place}", one.reason, one.code) for one in draft.remarks
            ]
        drafts.append(draft)
    for problem in problems:
        place = f"{name}: {problem.place}" if name else problem.place
        if isinstance(problem, Remark):
            reading.remarks.append(Remark(place, problem.reason, problem.code))
        else:
            reading.problems.append(Problem(place, problem.reason, problem.code))


def _drafts_of(file: BinaryIO, name: str) -> Found:
    """(drafts, problems) of one file; an archive's members are read like files of their own."""
    kind = guard.kind_of(file, name)
    if kind == "gz":
        return _drafts_of(guard.unzipped(file), name.removesuffix(".gz"))
    if kind == "zip":
        return _archive(file)
    if grid := _grid_of(file, kind):
        return _workbook(grid)
    if kind in ("doc", "html", "rtf"):
        file, kind = as_docx(file, kind), "docx"
    drafts, problems = (read_portal_json if kind == "json" else read_official_docx)(file)
    return _dated(drafts), problems


def _grid_of(file: BinaryIO, kind: str) -> Grid | None:
    """The table that a file is; a web page is one if it holds a list, as what a website calls Excel."""
    if kind in _TABLES:
        return open_grid(file, kind)
    if kind == "xml":
        return excel_2003_grid(file)
    grid = html_grid(file) if kind == "html" else None
    return grid if grid and any(headed(grid, title) for title in grid.titles) else None


def _workbook(grid: Grid) -> Found:
    try:
        sheets = [sheet for title in grid.titles if (sheet := headed(grid, title))]
        if reads(sheets):
            return read_own_workbook(grid, sheets)
        if any(part_of(sheet) == "" for sheet in sheets):
            drafts, problems = read_foreign_workbook(grid, sheets)
            return _dated(drafts), problems
        held = ", ".join(f"“{title}”" for title in grid.titles[:8] if title)
        held = f" Tệp có trang: {held}." if held else ""
        raise FileRefusedError(
            "Không tìm thấy bảng có cột mã thủ tục và cột tên thủ tục (ở 20 dòng đầu)."
            f"{held} Hãy dùng tệp tải từ Cổng, tệp của bộ phận một cửa, hoặc tệp mẫu xuất ra từ trang này."
        )
    finally:
        grid.close()


def _dated(drafts: list[Draft]) -> list[Draft]:
    """Text of the national list was looked at today; a bare name says nothing of the content."""
    for draft in drafts:
        draft.is_national = True
        if has_content(draft.parts):
            draft.parts["synchronised_on"] = timezone.localdate()
    return drafts


def _archive(file: BinaryIO) -> Found:
    drafts: list[Draft] = []
    problems: list[Problem] = []
    with zipfile.ZipFile(file) as archive:
        members = [
            entry
            for entry in archive.infolist()
            if not entry.is_dir() and not _is_skipped(entry.filename)
        ]
        if not members:
            raise FileRefusedError("Tệp nén không có tệp nào để nhập.")
        for entry in members:
            name = _shown_name(entry)
            try:
                found, faults = _drafts_of(_member(archive, entry), name)
            except (
                FileRefusedError,
                zipfile.BadZipFile,
                RuntimeError,
                NotImplementedError,
                OSError,
                EOFError,
            ) as error:
                problems.append(
                    Problem(
                        name,
                        str(error)
                        if isinstance(error, FileRefusedError)
                        else "tệp hỏng trong tệp nén.",
                    )
                )
                continue
            whole = Reading()
            _keep(whole, drafts, found, faults, name)
            problems += [*whole.problems, *whole.remarks]
    if not drafts and problems:
        raise FileRefusedError(
            f"Không tệp nào trong tệp nén đọc được. {problems[0].place}: {problems[0].reason}"
        )
    return drafts, problems


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> BinaryIO:
    with archive.open(entry) as member:
        content = member.read(guard.MAX_FILE + 1)
    if content[:2] == b"PK" and not _is_office(content):
        raise FileRefusedError("tệp nén trong tệp nén: hãy giải nén trước.")
    return io.BytesIO(content)


def _is_office(content: bytes) -> bool:
    return any(mark in content for mark in (b"[Content_Types].xml", b"mimetype"))


def _is_skipped(name: str) -> bool:
    return name.startswith(_SKIPPED[0]) or PurePosixPath(name).name.startswith(_SKIPPED[1])


def _shown_name(entry: zipfile.ZipInfo) -> str:
    """Zip programs of Windows write names without saying in which letters."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        with contextlib.suppress(UnicodeEncodeError, UnicodeDecodeError):
            name = name.encode("cp437").decode("utf-8")
    return name


def _each_once(drafts: list[Draft], reading: Reading) -> Iterator[Draft]:
    """One draft for a procedure and first day: a bare name gives way, of two texts the first stays."""
    kept: dict[tuple[str, str], Draft] = {}
    for draft in drafts:
        key = draft.code, str(draft.parts.get("valid_from", ""))
        first = kept.get(key)
        if first is None:
            kept[key] = draft
        elif not has_content(first.parts) and has_content(draft.parts):
            draft.parts = {**first.parts, **draft.parts}
            kept[key] = draft
        elif has_content(draft.parts) and draft.parts != first.parts:
            reading.problems.append(
                Problem(
                    draft.place,
                    f"mã này đã có ở {first.place}, lấy mục trước, bỏ mục này.",
                    draft.code,
                )
            )
    return _with_own_addresses(kept.values())


def _with_own_addresses(drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Two procedures with one address of the portal: the first keeps it, the other is asked about."""
    owners: dict[str, str] = {}
    for draft in drafts:
        uuid = draft.parts.get("uuid")
        if uuid and owners.setdefault(uuid, draft.code) != draft.code:
            del draft.parts["uuid"]
            draft.doubt(
                "id", f"mã trong địa chỉ của Cổng trùng với thủ tục {owners[uuid]}, bỏ qua mã này."
            )
        yield draft
