"""Phones of 2018 show every kind of page: Chromium 68 and 92, QtWebKit (about Safari 10).

The rules of the floor (docs/decisions/085) are also read off the stylesheet itself, so that they hold
where the old browsers cannot be run.
"""

import json
import re
import subprocess

import pytest
import tinycss2
from django.conf import settings

from portal.bundles import _sources
from tests.site.test_in_a_browser import PAGES

TOO_NEW = ("inline-size", "block-size", "margin-inline", "margin-block", "padding-inline", "padding-block",
           "inset", "border-inline", "border-block", "border-start", "border-end")  # fmt: skip
FLUID = {"clamp", "min", "max"}


def rules_of(content, within=()):
    """`(rule, at-rules around it)` for every rule of a stylesheet."""
    for rule in tinycss2.parse_rule_list(content, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            yield rule, within
        elif rule.type == "at-rule" and rule.content is not None and rule.at_keyword != "font-face":
            around = f"@{rule.at_keyword} {tinycss2.serialize(rule.prelude).strip()}"
            yield from rules_of(rule.content, (*within, around))


def faults(css):
    """What a phone of 2018 would not understand, one line each."""
    found = ["@layer"] if "@layer" in css else []
    for rule, within in rules_of(css):
        selector = tinycss2.serialize(rule.prelude).strip()
        found += [f"{selector}: {fault}" for fault in _of_selector(selector, within)]
        found += [f"{selector}: {fault}" for fault in _of_declarations(rule.content, within)]
    return found


def _of_selector(selector, within):
    if ":is(" in selector or ":where(" in selector:
        yield ":is()"
    is_alone = "," not in selector or any("selector(:has" in around for around in within)
    if ":has(" in selector and not is_alone:
        yield ":has() in a list makes old browsers drop the whole list"


def _of_declarations(content, within):
    seen = set()
    for part in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if part.type != "declaration":
            continue
        if part.name.startswith(TOO_NEW):
            yield part.name
        is_fluid = any(
            node.type == "function" and node.name in FLUID for node in _nodes(part.value)
        )
        is_guarded = part.name in seen or any(around.startswith("@supports") for around in within)
        if is_fluid and not is_guarded:
            yield f"{part.name}: clamp(), min() or max() without a plain value before it"
        seen.add(part.name)


def _nodes(values):
    for node in values:
        yield node
        yield from _nodes(getattr(node, "arguments", []))


def test_the_stylesheet_uses_nothing_that_phones_of_2018_would_trip_over():
    sources = list(_sources("design/css/portal.css"))
    assert sources
    assert {source.name: faults(source.read_text()) for source in sources} == {
        source.name: [] for source in sources
    }


@pytest.mark.parametrize(
    "css",
    [
        "@layer parts{a{color:red}}",
        ":is(h1,h2) a{color:red}",
        ".a,.b:has(c){color:red}",
        "a{margin-inline:1px}",
        "a{inset:0}",
        "a{width:clamp(1px,2px,3px)}",
        "@media print{a{grid-template-columns:repeat(2,minmax(min(1px,2px),1fr))}}",
    ],
)
def test_the_reader_of_stylesheets_sees_what_is_too_new(css):
    assert len(faults(css)) == 1


def test_scripts_use_no_lists_of_elements_as_if_they_were_arrays():
    """`NodeList.forEach` is younger than Safari 10; :is() in a selector throws below Chrome 88."""
    for bundle in settings.STATIC_BUNDLES:
        for source in _sources(bundle):
            text = source.read_text() if source.suffix == ".js" else ""
            assert not re.search(
                r"querySelectorAll\([^()]*\)\.(forEach|map|filter)\(|:is\(", text
            ), source


LOOK = """
(function () {
  var skip = getComputedStyle(document.querySelector(".skip") || document.body).position, svg = 0;
  Array.prototype.forEach.call(document.querySelectorAll("svg,img"), function (one) {
    if (!one.closest(".scroll")) svg = Math.max(svg, one.getBoundingClientRect().width);
  });
  return JSON.stringify({
    wide: document.documentElement.scrollWidth, styled: skip, widest: Math.round(svg),
    ground: getComputedStyle(document.querySelector("footer") || document.body).backgroundColor
  });
})()
"""
SHOWN = {name: path for name, path in PAGES.items() if name != "yêu cầu hỏng"}


def judged(look, errors, width):
    """Faults of one page as an old browser shows it."""
    seen, found = json.loads(look), list(errors)
    if seen["wide"] > width:
        found.append(f"rộng {seen['wide']}")
    if seen["styled"] != "absolute":
        found.append("không có kiểu dáng")
    if seen["widest"] > width:
        found.append(f"hình rộng {seen['widest']}")
    if seen["ground"] != "rgb(26, 34, 75)":
        found.append(f"chân trang {seen['ground']}")
    return found


@pytest.mark.browser
@pytest.mark.django_db
@pytest.mark.parametrize("width", [320, 1280])
def test_old_chromium_shows_every_kind_of_page_in_its_clothes(
    demo, old_chromium, site_server, width
):
    found = {}
    old_chromium.resize(width)
    for name, path in SHOWN.items():
        old_chromium.goto(site_server + path)
        found[name] = judged(old_chromium.evaluate(LOOK), old_chromium.script_errors(), width)
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.browser
@pytest.mark.django_db
def test_webkit_of_2016_shows_every_kind_of_page_in_its_clothes(demo, old_webkit, site_server):
    tasks = [{"url": site_server + path, "width": 375, "script": LOOK} for path in SHOWN.values()]
    answer = subprocess.run(
        old_webkit, input=json.dumps(tasks), capture_output=True, text=True, check=True, timeout=300
    )
    found = {
        name: judged(seen["value"], seen["errors"], 375)
        for name, seen in zip(SHOWN, json.loads(answer.stdout), strict=True)
    }
    assert {name: faults for name, faults in found.items() if faults} == {}


@pytest.mark.browser
@pytest.mark.django_db
def test_a_phone_of_2018_reads_a_page_again_without_its_server(demo, old_chromium, site_server):
    """Its worker keeps pages like that of a new one; the second visit is the worker's."""
    old_chromium.goto(f"{site_server}/gioi-thieu/")
    old_chromium.evaluate("navigator.serviceWorker.ready.then(function () {})")
    old_chromium.goto(f"{site_server}/gioi-thieu/")
    assert old_chromium.evaluate("document.querySelector('h1').textContent") == "Giới thiệu"
