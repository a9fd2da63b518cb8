"""What a procedure is called beside its national name: by residents, and by parts of that name.

National names are as long as a sentence of law; a question is compared with each name by itself, so the
part that says the thing must stand alone, without the channel and the level behind it.
"""

import re

from procedures.content import plain_words
from search.abbreviations import spelled_out

_LONGEST = 12
"""Words of a part that is still a name."""
_SHORTEST = 3
_BEHIND = re.compile(
    r"\s*(?:\(|\bthực hiện (?:bằng|tại)\b|\bbằng dịch vụ công\b|\bthuộc thẩm quyền\b|\bdo chủ tịch\b).*$",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE = re.compile(r"^\s*[.\-–]*\s*(?:thủ tục\s+)?", re.IGNORECASE)


def names_of(code, name):
    """Names by which residents find the procedure `code` with the national name `name`."""
    words = plain_words.words_for(code, name)
    parts = parts_of(name)
    spelled = [spelled_out(part) for part in (name, *parts)]
    found = [
        *(words.people_words if words else ()),
        *plain_words.everyday_names(code, name),
        *parts,
        *filter(None, spelled),
    ]
    return list(dict.fromkeys(found))


def parts_of(name):
    """`Cấp biển số xe thực hiện bằng dịch vụ công …` -> `Cấp biển số xe`; what is between semicolons too."""
    whole = " ".join(name.split())
    parts = [_BEFORE.sub("", _BEHIND.sub("", part)).strip() for part in whole.split(";")]
    return [
        part
        for part in dict.fromkeys(parts)
        if part != whole and _SHORTEST <= len(part.split()) <= _LONGEST
    ]
