"""Old Word files and web pages saved as .doc: LibreOffice turns them into .docx, where it is installed."""

import io
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import BinaryIO

from procedures.exchange.problems import FileRefusedError

SECONDS = 90
_ADVICE = "Tệp Word kiểu cũ (.doc). Hãy mở bằng Word rồi chọn Lưu thành .docx (Excel: .xlsx), sau đó nhập lại."


def as_docx(file: BinaryIO, ending: str) -> BinaryIO:
    """The file as .docx in memory; refused with advice where that cannot be done."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise FileRefusedError(_ADVICE)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"tep.{ending}"
        file.seek(0)
        source.write_bytes(file.read())
        command = [
            program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore",
            "--infilter=HTML (StarWriter)" if ending == "html" else "--nolockcheck",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            subprocess.run(command, timeout=SECONDS, check=True, capture_output=True)  # noqa: S603 - our own words
            return io.BytesIO((Path(folder) / "tep.docx").read_bytes())
        except (subprocess.SubprocessError, OSError) as error:
            raise FileRefusedError(f"LibreOffice không mở được tệp này. {_ADVICE}") from error
