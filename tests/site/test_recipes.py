"""The recipes of docs/recipes/ work as they are written: a copy of the tree is changed by them and tried."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_OLD_FILES = 3
_STEP = re.compile(r"^(New file|In) `([^`]+)`$|^```(\w+)\n(.*?)^```$", re.M | re.S)
_LEFT_BEHIND = (".git/", "docs/images/", "docs/so-tay/", "benchmarks/")


@pytest.fixture
def tree(tmp_path):
    """The files that git knows or would know, without what no step needs."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    for name in listed.stdout.decode().splitlines():
        if not name.startswith(_LEFT_BEHIND) and (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def follow(recipe, tree):
    """Do what the recipe says; gives the old files that were touched."""
    touched, is_new, name = set(), False, ""
    for word, path, _language, text in _STEP.findall((ROOT / "docs/recipes" / recipe).read_text()):
        if word:
            is_new, name = word == "New file", path
        elif is_new:
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            (tree / name).write_text(text)
        else:
            touched.add(name)
            change(tree / name, text)
    return touched


def change(path, difference):
    """Replace the lines with `-` by those with `+`; what is replaced must stand there once."""
    lines = difference.splitlines()
    old = "\n".join(line[1:] for line in lines if line.startswith("-"))
    new = "\n".join(line[1:] for line in lines if line.startswith("+"))
    text = path.read_text()
    assert text.count(old) == 1, f"{path.name}: {old}"
    path.write_text(text.replace(old, new))


def run(tree, *command):
    done = subprocess.run(
        [sys.executable, *command], cwd=tree, capture_output=True, text=True, check=False,
        env={name: value for name, value in os.environ.items() if not name.startswith("PYTEST")},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


@pytest.mark.slow
def test_a_new_section_is_made_by_the_recipe_and_touches_three_old_files(tree):
    touched = follow("new-section.md", tree)
    assert len(touched) <= MOST_OLD_FILES
    run(tree, "manage.py", "makemigrations", "questions", "--verbosity=0")
    run(
        tree,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/questions",
        "tests/site/test_import_order.py",
    )


def test_a_new_block_is_made_by_the_recipe(tree):
    assert follow("new-block.md", tree) == {"pages/blocks.py"}
    run(tree, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/pages/test_telephone.py")
