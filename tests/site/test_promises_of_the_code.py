"""What the files of the repository promise, read from the files."""

import ast
import json
import re
import subprocess
import tomllib
from importlib.metadata import distributions
from pathlib import Path
from shutil import which

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
APPS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))
READERS = {"choice", "flag", "names", "networks", "number", "text"}


def _text_files():
    """Every file of the repository that holds text; nothing that is only lying about."""
    listed = subprocess.run([which("git"), "ls-files"], cwd=ROOT, capture_output=True, check=True)
    for name in listed.stdout.decode().splitlines():
        try:
            yield ROOT / name, (ROOT / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue  # a picture, or a file that is being removed


def _code(pattern):
    for app in APPS:
        yield from (ROOT / app).rglob(pattern)


# --- Versions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["requirements.txt", "requirements/portal.txt", "requirements/s3.txt", "requirements/dev.txt"],
)
def test_no_version_with_a_known_hole_is_pinned(name):
    pins = _pins(name)
    holes = tomllib.loads((ROOT / "requirements/known_holes.toml").read_text(encoding="utf-8"))
    open_ones = [
        (hole["package"], hole["advisory"])
        for hole in holes["hole"]
        if hole["package"] in pins and Version(pins[hole["package"]]) < Version(hole["mended"])
    ]
    assert open_ones == []


def test_production_installs_no_package_that_only_tests_need():
    tools = {
        "pytest",
        "pytest-django",
        "iniconfig",
        "pluggy",
        "hypothesis",
        "playwright",
        "mypy",
        "ruff",
    }
    assert tools.isdisjoint(_pins("requirements/portal.txt"))
    assert tools.isdisjoint(_pins("requirements/s3.txt"))


def test_every_installed_package_runs_on_the_oldest_python_that_we_promise():
    debian_12 = "3.11.2"
    too_new = [
        f"{package.name} {package.version}"
        for package in distributions()
        if not SpecifierSet(package.metadata.get("Requires-Python", "")).contains(debian_12)
    ]
    assert too_new == []


def _pins(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.M))


@pytest.mark.parametrize(
    ("name", "pinned"),
    [
        ("portal", "requirements/portal.txt"),
        ("whole", "requirements.txt"),
        ("s3", "requirements/s3.txt"),
        ("dev", "requirements/dev.txt"),
    ],
)
def test_every_direct_dependency_is_pinned_within_its_range(name, pinned):
    pins = _pins(pinned)
    for line in (ROOT / f"requirements/{name}.in").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "-")):
            wanted = Requirement(line)
            assert pins[wanted.name.lower()] in wanted.specifier, line


def test_the_bill_of_materials_names_every_package_that_production_installs_with_its_hashes():
    written = subprocess.run([ROOT / "bin/sbom"], capture_output=True, check=True).stdout
    bill = json.loads(written)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    named = {part["name"]: part["version"] for part in bill["components"]}
    assert named == _pins("requirements/portal.txt")
    assert all(part["externalReferences"][0]["hashes"] for part in bill["components"])


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements/portal.txt", "requirements/dev.txt"]
)
def test_every_pin_has_hashes_and_names_no_place(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    pinned = [part for part in re.split(r"\n(?=\w)", text) if "==" in part]
    assert all("--hash=sha256:" in part for part in pinned)
    assert "://" not in text


def test_both_files_pin_the_same_version_of_what_they_share():
    site, tools = _pins("requirements.txt"), _pins("requirements/dev.txt")
    shared = site.keys() & tools.keys()
    assert {name: site[name] for name in shared} == {name: tools[name] for name in shared}


# --- Code ----------------------------------------------------------------------------------------


def test_no_template_trusts_text_blindly():
    trusting = re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off")
    found = [
        path for path in (ROOT / "templates").rglob("*.html") if trusting.search(path.read_text())
    ]
    assert found == []


def test_code_that_marks_text_as_safe_says_why_beside_it():
    lines = [
        line
        for path in _code("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "mark_safe(" in line
    ]
    assert [line for line in lines if "# noqa: S308 - " not in line] == []


def test_no_module_is_a_drawer_for_everything():
    drawers = {"utils", "helpers", "common", "core", "base", "misc"}
    assert [path for path in _code("*.py") if path.stem in drawers] == []
    assert drawers.isdisjoint(APPS)


def test_no_raw_html_block_and_no_old_table_block_is_offered():
    forbidden = re.compile(r"RawHTMLBlock|contrib\.table_block")
    assert [path for path in _code("*.py") if forbidden.search(path.read_text())] == []


def test_nothing_that_the_site_does_not_use_is_mounted():
    urls = (ROOT / "portal/urls.py").read_text(encoding="utf-8")
    assert not re.search(
        r"django\.contrib\.admin|wagtail\.api|images\.views\.serve|styleguide", urls
    )


# --- Decisions -----------------------------------------------------------------------------------


def test_the_index_of_decisions_is_up_to_date_and_no_number_stands_twice():
    done = subprocess.run(
        [ROOT / "bin/decisions", "--check"], check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr or "bin/decisions writes it"


def test_every_decision_that_the_code_names_exists():
    named = {
        (path.relative_to(ROOT), number)
        for path, text in _text_files()
        for number in re.findall(r"docs/decisions/(\d{3})\b", text)
    }
    written = {path.name[:3] for path in (ROOT / "docs/decisions").glob("[0-9]*.md")}
    assert sorted((str(path), number) for path, number in named if number not in written) == []


# --- Words ---------------------------------------------------------------------------------------


def _variables_read():
    """Names that the code reads from the environment through portal.env."""
    for path in (ROOT / "portal").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(args=[ast.Constant(str(name)), *_]) if _called(node) in READERS:
                    yield name


def _called(node):
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def test_the_tests_ignore_what_is_set_on_the_machine_that_runs_them():
    text = (ROOT / "portal/settings/test.py").read_text(encoding="utf-8")
    given = {"DATABASE_URL", "WORKERS"}  # the one by bin/test, the other for gunicorn alone
    assert {name for name in _variables_read() if f'"{name}"' not in text} == given


def test_the_readme_lists_exactly_the_variables_that_the_code_reads():
    read = set(_variables_read())
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z_]+)` \|", readme, re.M)) == read


def test_the_readme_names_the_two_commands_and_shows_the_site():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "bin/serve" in readme
    assert "bin/test" in readme
    assert "docs/images/trang-chu.png" in readme


def test_no_file_names_a_package_host_or_a_home_folder():
    found = [
        path.relative_to(ROOT)
        for path, text in _text_files()
        if re.search(r"index-url\s+http|registry\s*=\s*http|(?<!\w)/(?:root|home)/\S", text)
        and path != Path(__file__)
    ]
    assert found == []
