"""Which folded words can be Vietnamese at all, and which ones sound alike.

A word that a small commune's pages do not hold is not yet a typing error: "thư viện" is right, the
commune just has no library. Spelling errors look different: no syllable, or one that sounds alike.
"""

import re

_ONSETS = "b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|q|qu|r|s|t|th|tr|v|x"
_RIMES = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu|"
    "i|ia|ich|iec|iem|ien|ieng|iep|iet|ieu|im|in|inh|ip|it|iu|"
    "o|oa|oac|oach|oai|oam|oan|oang|oanh|oao|oap|oat|oay|oc|oe|oen|oeo|oet|oi|om|on|ong|ooc|oong|op|ot|"
    "u|ua|uan|uang|uat|uay|uc|ue|uech|uenh|ui|um|un|ung|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu|"
    "uy|uya|uych|uyen|uyet|uynh|uyp|uyt|uyu|y|yem|yen|yet|yeu"
)
_SYLLABLE = re.compile(f"^({_ONSETS})?({_RIMES})$")
_BEGINNINGS = {
    (onset + rime)[:end]
    for onset in ["", *_ONSETS.split("|")]
    for rime in _RIMES.split("|")
    for end in range(1, len(onset + rime) + 1)
}
_CONFUSED_ONSETS = [
    ("ch", "tr"), ("s", "x"), ("l", "n"), ("d", "gi"), ("d", "r"), ("gi", "r"), ("c", "k"), ("g", "gh"), ("ng", "ngh"), ("c", "q"),
]  # fmt: skip
_CONFUSED_ENDINGS = [
    ("n", "ng"),
    ("n", "nh"),
    ("t", "c"),
    ("t", "ch"),
    ("uu", "iu"),
    ("uou", "ieu"),
]
"""Pairs that parts of the country do not tell apart."""


def is_syllable(folded):
    """Whether a folded word can be Vietnamese: `thue` can, `chuyem` and `sih` cannot."""
    return bool(_SYLLABLE.match(folded))


def is_beginning(folded):
    """Whether a syllable may go on from these letters: `ngh`, `chuye`."""
    return folded in _BEGINNINGS


def sounding_alike(folded):
    """Words that a writer may confuse with `folded`: `trung` -> `chung`, `trun`, `trunh`."""
    found = [
        *_exchanged(folded, _CONFUSED_ONSETS, "^{}(?=[aeiouy])"),
        *_exchanged(folded, _CONFUSED_ENDINGS, "(?<=.){}$"),
    ]
    return [word for word in dict.fromkeys(found) if is_syllable(word)]


def _exchanged(folded, pairs, place):
    both_ways = [*pairs, *(pair[::-1] for pair in pairs)]
    changed = [re.sub(place.format(one), other, folded) for one, other in both_ways]
    return [word for word in changed if word != folded]
