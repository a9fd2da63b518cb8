"""Content controls of forms: ticks and chosen values stay, prompts nobody answered are not published."""

import re

from manuscripts.word.losses import Losses
from manuscripts.word.markup import (
    Element,
    child,
    drop,
    every,
    inside,
    q,
    replace_with,
    text_run,
    words_of,
)

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
TICKED, UNTICKED = "☒", "☐"
PROMPT = re.compile(
    r"(?:click|tap|click or tap)(?: or tap)?(?: here)? to (?:enter|type|add|insert|choose) .{1,40}|click here to .{1,40}"
    r"|choose an? .{1,30}|enter (?:text|a date|any content).{0,60}|select a .{1,30}"
    r"|(?:bấm|nhấn|nhấp|gõ|chạm)(?: hoặc (?:bấm|gõ|gõ nhẹ|nhấn|chạm))?(?: nhẹ)?(?: vào)? (?:đây )?để (?:nhập|chọn).{0,30}"
    r"|chọn một mục|chọn mục",
    re.I,
)
OFF = {"0", "false", "off", "none"}


def settle_controls(root: Element, losses: Losses) -> None:
    """Leave what a person filled in, in place of the controls."""
    for control in reversed(every(root, "w:sdt")):
        content = child(control, "w:sdtContent")
        if content is None:
            drop(control)
            continue
        properties = child(control, "w:sdtPr")
        settle_content(content, properties, losses)
        replace_with(control, list(content))


def settle_content(content: Element, properties: Element | None, losses: Losses) -> None:
    """The words inside one control as a reader should see them."""
    words = words_of(content).strip(" .")
    box = properties.find(f"{W14}checkbox") if properties is not None else None
    if box is not None:
        if not words or any(0xE000 <= ord(letter) < 0xF900 for letter in words):
            say(content, TICKED if is_ticked(box) else UNTICKED)
        return
    prompted = child(properties, "w:showingPlcHdr") is not None
    if (prompted and not is_answered(properties)) or PROMPT.fullmatch(words):
        losses["placeholders"] += bool(words)
        losses.words["placeholder"].append(words)
        say(content, "")
    elif not words and (picked := last_picked(properties)):
        say(content, picked)


def is_ticked(box: Element) -> bool:
    """The state of a check box."""
    checked = box.find(f"{W14}checked")
    return checked is not None and checked.get(f"{W14}val", "1") not in OFF


def is_answered(properties: Element) -> bool:
    """Word leaves the mark of a prompt on some lists whose value was chosen."""
    return bool(last_picked(properties))


def last_picked(properties: Element | None) -> str:
    """What a drop-down list remembers as chosen, in the words it shows."""
    for name in ("w:dropDownList", "w:comboBox"):
        choices = child(properties, name)
        last = choices.get(q("w:lastValue"), "") if choices is not None else ""
        if last:
            items = choices.iterfind(q("w:listItem"))
            shown = {item.get(q("w:value")): item.get(q("w:displayText")) for item in items}
            return shown.get(last) or last
    return ""


def say(content: Element, words: str) -> None:
    """Replace the words of a control; its paragraphs and cells stay."""
    texts = every(content, "w:t", "w:sym")
    first = inside(texts[0], "w:r") if texts else next(content.iter(q("w:r")), None)
    for text in texts:
        drop(text)
    if not words:
        return
    if first is not None:
        first.append(child(text_run(words), "w:t"))
    else:
        home = next(content.iter(q("w:p")), content)
        home.append(text_run(words))
