"""Judges that are not ours: of the HTML, of accessibility beside axe, of sitemaps.

They come from npm (tests/package.json). Where they are not installed a test is left out, which the CI
does not allow.
"""

import json
import subprocess
from pathlib import Path
from shutil import which

import pytest
from lxml import etree

from tests.missing import need

_JUDGES = Path(__file__).resolve().parent / "node_modules"
_JAR = _JUDGES / "vnu-jar/build/dist/vnu.jar"
_SNIFFER = _JUDGES / "@pa11y/html_codesniffer/build/HTMLCS.js"
_SITEMAP = _JUDGES / "sitemap/schema/sitemap.xsd"
_PROTOCOL = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _need(is_there, name):
    need(is_there, f"Không có {name}; bin/test cài giúp.")


@pytest.fixture(scope="session")
def html_errors(tmp_path_factory):
    """`html_errors({"home": html, …})`: what the Nu HTML checker calls an error, one line each.

    Java takes seconds to start: give it all pages of a test at once.
    """
    _need(_JAR.exists() and which("java"), "bộ kiểm HTML (Java và npm ci)")

    def check(pages):
        folder = tmp_path_factory.mktemp("html")
        for name, html in pages.items():
            (folder / f"{name}.html").write_text(html, encoding="utf-8")
        command = ["java", "-jar", _JAR, "--errors-only", "--format", "json", folder]
        report = subprocess.run(command, capture_output=True, text=True, check=False).stderr
        return [_line(message) for message in json.loads(report)["messages"]]

    return check


def _line(message):
    name = Path(message.get("url", "?")).stem
    extract = " ".join(message.get("extract", "").split())
    return f"{name}:{message.get('lastLine', '?')}: {message['message']} … {extract}"


@pytest.fixture(scope="session")
def sitemap_faults():
    """`sitemap_faults(xml)`: what the schema of sitemaps.org finds wrong, one line each.

    The schema admits extensions (pictures, news) only where their own schemas are at hand: those
    elements are taken out before.
    """
    _need(_SITEMAP.exists(), "lược đồ sitemap (npm ci)")
    schema = etree.XMLSchema(etree.parse(_SITEMAP))

    def check(xml):
        tree = etree.fromstring(xml)
        for element in list(tree.iter()):
            if not element.tag.startswith(_PROTOCOL) and element.getparent() is not None:
                element.getparent().remove(element)
        schema.validate(tree)
        return [f"{error.line}: {error.message}" for error in schema.error_log]

    return check


@pytest.fixture(scope="session")
def sniffed_faults():
    """`sniffed_faults(page)`: errors that HTML_CodeSniffer, pa11y's judge, finds by WCAG 2 AA."""
    _need(_SNIFFER.exists(), "HTML_CodeSniffer (npm ci)")
    source = _SNIFFER.read_text(encoding="utf-8")
    ask = """() => new Promise((done, fail) => HTMLCS.process("WCAG2AA", document, () => done(
      HTMLCS.getMessages().filter((one) => one.type === HTMLCS.ERROR)
        .map((one) => `${one.code}: ${(one.element.outerHTML || "").slice(0, 160)} (${one.msg})`)
    ), fail))"""

    def check(page):
        page.evaluate(source)
        return page.evaluate(ask)

    return check
