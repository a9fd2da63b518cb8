"""The commands of a page of docs/van-hanh.md as a script: `handbook_page.py PAGE PLACE KEY`, for bin/drill.

Word for word, but for what only the operator knows: names, the place outside, the key on paper; and what
a root without systemd has not.
"""

import re
import sys
from pathlib import Path

HANDBOOK = Path(__file__).resolve().parents[2] / "docs" / "van-hanh.md"
_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)


def commands(page):
    """The lines of the page's code."""
    text = HANDBOOK.read_text().split(f"\n## {page}\n")[1].split("\n## ")[0]
    return "\n".join(_BLOCK.findall(text)).splitlines()


def filled_in(line, place, key):
    """The line as the operator would type it."""
    known = {
        "apt install git": "apt-get install -y -qq git >/dev/null 2>&1",
        "git clone <địa chỉ mã nguồn> ~/portal": "true # it lies there",
        "cd ~/portal": "cd /srv/portal",
        "systemctl restart portal": "true # no systemd here",
        "TỆP-VỪA-LẤY": r"$(sed -n 's/.* về \(.*\)\. Bước.*/\1/p' /fetched | tail -n 1)",
        "tenxa.tentinh.gov.vn": "xa.test",
        "quan-tri@tentinh.gov.vn": "lan@xa.test",
        "sftp://ten@may-khac/thu-muc": place,
    }
    for word, instead in known.items():
        line = line.replace(word, instead)
    line = re.sub(r"^(install -m 0600 .*?)\s+#.*", rf"\1 <<<'{key}'", line)
    return f"{line} | tee /fetched" if "fetch_backup" in line else line


def main(page, place, key):
    """A script that shows each line before it runs it."""
    lines = ["set -e -o pipefail"]
    for line in commands(page):
        if "fetch_backup" in line:  # the page sends to "Khóa ssh", which a person answers
            lines.append("install -d -m 700 -o portal /var/lib/portal/.ssh")
            lines.append("install -m 600 -o portal /ssh/* /var/lib/portal/.ssh/")
        lines += [f"echo '+ {line.partition('#')[0].strip()}'", filled_in(line, place, key)]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
