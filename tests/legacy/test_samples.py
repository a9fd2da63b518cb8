"""Every sample page, against the values that a person wrote down for it."""

import json
from pathlib import Path

import pytest

from legacy.reading import described, read_file

SAMPLES = Path(__file__).parent / "samples"
GOLD = sorted(SAMPLES.glob("*.gold"))


def test_there_are_samples_of_every_kind():
    endings = {path.with_suffix("").suffix for path in GOLD}
    assert {".txt", ".html", ".md", ".jsonl"} <= endings
    assert len(GOLD) > 25


@pytest.mark.parametrize("gold", GOLD, ids=lambda path: path.stem)
def test_a_page_of_an_old_portal_is_read_as_a_person_reads_it(gold):
    wanted = json.loads(gold.read_text(encoding="utf-8"))
    found = [described(read) for read in read_file(gold.with_suffix(""))]
    besides = {"tags", "old_addresses", "files", "status"}
    found = [{k: v for k, v in article.items() if k not in besides} for article in found]
    for article in found:
        assert article.pop("file").startswith(str(gold.with_suffix("")))
    assert found == (wanted if isinstance(wanted, list) else [wanted])
