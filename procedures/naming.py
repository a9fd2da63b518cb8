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
    r"\(|\bthực hiện (?:bằng|tại)\b|\bbằng dịch vụ công\b|\bthuộc thẩm quyền\b|\bdo chủ tịch\b",
    re.IGNORECASE,
)
"""What stands behind the thing itself: a remark, the channel, who decides."""
_SIGNS = " .-–,"
_PREFIX = "thủ tục "


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
    parts = [_alone(part) for part in whole.split(";")]
    return [
        part
        for part in dict.fromkeys(parts)
        if part != whole and _SHORTEST <= len(part.split()) <= _LONGEST
    ]


def _alone(part):
    behind = _BEHIND.search(part)
    part = part[: behind.start()] if behind else part
    part = part.strip(_SIGNS)
    return part[len(_PREFIX) :] if part.lower().startswith(_PREFIX) else part
