"""Word's fields: links, ticks and chosen values are kept, their codes never become words.

A field is a code, a separator and the result that Word shows (ECMA-376 Part 1, 17.16). They may be
cut over several runs, nested or styled; none is left in the markup.
"""

import re
from dataclasses import dataclass, field

from manuscripts.word.losses import Losses
from manuscripts.word.markup import (
    Element,
    child,
    drop,
    every,
    inside,
    make,
    q,
    replace_with,
    switched,
    text_run,
    value,
    words_of,
)
from manuscripts.word.package import WordPackage
from manuscripts.word.symbols import sign_of

ADDRESS = re.compile(r'HYPERLINK\s+(?:\\[nm]\s+)*(?:["“”]([^"“”]*)["“”]|([^\s\\]\S*))', re.I)
PLACE = re.compile(r'\\l\s+["“”]?([^"“”\s]+)', re.I)
SYMBOL = re.compile(r'SYMBOL\s+(0x[0-9a-f]+|\d+).*?\\f\s+"?([^"\\]+)', re.I)
FRACTION = re.compile(r"\\f ?\(([^();,\\]+)[;,]([^();,\\]+)\)", re.I)
LISTS_OF_PLACES = {"TOC", "TOA", "INDEX"}
"""They name pages, and a web page has none."""
TICKED, UNTICKED = "☒", "☐"
BROKEN = re.compile(
    r"(?:Error!|Lỗi!) .{0,80}(?:not found|not defined|valid|không tìm thấy|không hợp lệ|xác định).{0,40}",
    re.I,
)
"""What Word writes where a reference leads nowhere."""
UNMERGED = re.compile(r"«[^«»]{0,200}»")
CODES = ("w:fldChar", "w:instrText", "w:delInstrText")


@dataclass
class Field:
    """One field while it is read."""

    begin: Element
    code: str = ""
    separated: bool = False
    inner: list[Element] = field(default_factory=list)
    result: list[Element] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """HYPERLINK, FORMCHECKBOX …"""
        return (self.code.split() or [""])[0].upper()


def settle_fields(root: Element, package: WordPackage, part: str, losses: Losses) -> None:
    """Links around the words they belong to, form fields as words; no code is left."""
    split_runs(root)
    open_fields: list[Field] = []
    for run in every(root, "w:r"):
        take(run, open_fields, package, part, losses)
    for simple in reversed(every(root, "w:fldSimple")):
        code = simple.get(q("w:instr"), "")
        link_runs(every(simple, "w:r"), address_of(code), package, part)
        replace_with(simple, [one for one in simple if one.tag != q("w:fldData")])
    for code in every(root, *CODES):
        drop(code)


def split_runs(root: Element) -> None:
    """A run that holds a field's mark beside other things becomes one run for each."""
    for mark in every(root, *CODES):
        run = mark.getparent()
        parts = [part for part in run if part.tag != q("w:rPr")]
        if run.tag != q("w:r") or len(parts) < 2:
            continue
        looks = child(run, "w:rPr")
        replace_with(run, [run_of(part, looks) for part in parts])


def run_of(part: Element, looks: Element | None) -> Element:
    """A run of one thing, looking as the run it comes from."""
    run = text_run("", looks)
    drop(child(run, "w:t"))
    run.append(part)
    return run


def take(
    run: Element, open_fields: list[Field], package: WordPackage, part: str, losses: Losses
) -> None:
    """One more run in reading order: a mark of a field, or something inside those open."""
    mark, code = child(run, "w:fldChar"), child(run, "w:instrText")
    if mark is not None:
        take_mark(mark, run, open_fields, package, part, losses)
    elif code is not None:
        if open_fields and not open_fields[-1].separated:
            open_fields[-1].code += code.text or ""
    else:
        for one in open_fields:
            (one.result if one.separated else one.inner).append(run)


def take_mark(
    mark: Element,
    run: Element,
    open_fields: list[Field],
    package: WordPackage,
    part: str,
    losses: Losses,
) -> None:
    """The beginning, the middle or the end of a field; ends without a beginning say nothing."""
    kind = mark.get(q("w:fldCharType"))
    if kind == "begin":
        open_fields.append(Field(mark))
    elif open_fields and kind == "separate":
        open_fields[-1].separated = True
    elif open_fields and kind == "end":
        close(open_fields.pop(), run, package, part, losses)


def close(done: Field, end: Element, package: WordPackage, part: str, losses: Losses) -> None:
    """Make of a whole field what a reader needs."""
    for run in done.inner if done.separated else []:
        drop(run)
    if done.kind == "HYPERLINK":
        link_runs(done.result, address_of(done.code), package, part)
    elif done.kind in LISTS_OF_PLACES or says_nothing(done):
        drop_result(done, losses)
    elif words := shown(done):
        end.addprevious(text_run(words, child(end, "w:rPr")))


def drop_result(done: Field, losses: Losses) -> None:
    """Take out what a field shows, and count it where an editor should know."""
    counted = {"MERGEFIELD": "prompts"} | dict.fromkeys(LISTS_OF_PLACES, "contents")
    if done.kind in counted:
        losses[counted[done.kind]] += 1
    for run in done.result:
        drop(run)


def says_nothing(done: Field) -> bool:
    """A reference that is broken, or the place of a name that was never filled in."""
    words = "".join(map(words_of, done.result))
    kind = UNMERGED if done.kind == "MERGEFIELD" else BROKEN
    return bool(kind.fullmatch(words.strip()))


def shown(done: Field) -> str:
    """What Word draws for a form field or a symbol, which have no result of their own."""
    if done.kind == "FORMCHECKBOX":
        box = child(done.begin, "w:ffData", "w:checkBox")
        checked = switched(box, "w:checked")
        ticked = switched(box, "w:default") if checked is None else checked
        return TICKED if ticked else UNTICKED
    if done.kind == "FORMDROPDOWN" and not any(words_of(run).strip() for run in done.result):
        return chosen(child(done.begin, "w:ffData", "w:ddList"))
    if done.kind == "EQ" and not done.result:
        return (
            FRACTION.sub(r"\1/\2", done.code.strip()[2:]).strip()
            if FRACTION.search(done.code)
            else ""
        )
    symbol = SYMBOL.search(done.code) if done.kind == "SYMBOL" and not done.result else None
    return sign_of(symbol[2], int(symbol[1], 0)) if symbol else ""


def chosen(choices: Element | None) -> str:
    """The entry of a drop-down list that is chosen; the first one when nothing is said."""
    if choices is None:
        return ""
    entries = [entry.get(q("w:val"), "") for entry in choices.iterfind(q("w:listEntry"))]
    said = value(choices, "w:result") or value(choices, "w:default") or "0"
    place = int(said) if said.isdecimal() else 0
    return entries[place] if place < len(entries) else ""


def address_of(code: str) -> str:
    """Where a HYPERLINK field leads outside the document; nothing for a place inside it."""
    found = ADDRESS.search(code)
    address = (found[1] or found[2] or "").strip() if found else ""
    place = PLACE.search(code)
    address = f"{address}#{place[1]}" if address and place and "#" not in address else address
    return web_address(address)


def web_address(address: str) -> str:
    """`www.xa.gov.vn` written without https:// leads where its writer meant."""
    return f"https://{address}" if address.lower().startswith("www.") else address


def link_runs(runs: list[Element], address: str, package: WordPackage, part: str) -> None:
    """Put runs into links, one for each stretch of neighbours."""
    wanted = [
        run for run in runs if run.getparent() is not None and inside(run, "w:hyperlink") is None
    ]
    if not address or not wanted:
        return
    key = package.add_relation(part, "hyperlink", address, external=True)
    link = None
    for run in wanted:
        if link is None or run.getprevious() is not link:
            link = make("w:hyperlink")
            link.set(q("r:id"), key)
            run.addprevious(link)
        link.append(run)
