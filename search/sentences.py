"""Words that only make a sentence of a question: they say nothing about what is asked for.

Without marks few single words are certain (`de` is also "đẻ", `cho` also "chợ"), so most are known by the
words beside them.
"""

from search.folding import folded_text, words_of

LIGHT, FAINT = 0.08, 0.35
"""What such a word weighs beside one that means something; FAINT where that is not certain."""

_BEHIND, _TOLD = 0.5, 3
"""What a word says in a clause of purpose or reason, behind so many words that say what is wanted."""
_CLAUSES = {word.marked for word in words_of("để vì bởi do")}
_UNMARKED_CLAUSES = {
    ("di", "lam"), ("di", "hoc"), ("di", "xuat"), ("vay", "von"), ("vay", "tien"), ("vay", "ngan"), ("xin", "viec"),
    ("bo", "sung"), ("nop", "ho"), ("mua", "nha"), ("mua", "xe"), ("ket", "hon"), ("cuoi", "vo"), ("cuoi", "chong"),
}  # fmt: skip
"""What stands behind a `de` that is "để" and not "đẻ"."""
_ONE_THING = 2
"""Words of a question that is no sentence."""
_SENTENCES = (
    "thì phải làm gì", "phải làm gì", "phải làm sao", "làm thế nào để", "làm sao để", "làm sao",
    "làm cách nào", "làm thế nào", "như thế nào", "thế nào", "ra sao", "thì sao", "làm gì",
    "cần giấy tờ gì", "cần những giấy tờ gì", "cần giấy tờ nào", "cần những gì", "cần gì",
    "giấy tờ gì", "nộp gì", "nộp ở đâu", "ở đâu", "đến đâu", "đi đâu", "chỗ nào", "thì đến đâu",
    "ai được", "tôi muốn", "em muốn", "mình muốn", "con muốn", "cháu muốn", "muốn hỏi",
    "cho hỏi", "xin hỏi", "cho tôi hỏi", "cho em hỏi", "tôi cần", "em cần", "có phải",
    "có được không", "được không", "phải không", "không ạ", "là gì", "là ai", "gồm những gì",
    "bao lâu", "bao nhiêu", "bao nhiêu tiền", "khi nào", "ngày nào", "giờ nào", "lúc nào",
    "giúp tôi", "giúp em", "giùm em", "hướng dẫn", "thủ tục", "hồ sơ", "xin giấy", "làm giấy",
    "giấy tờ", "của tôi", "nhà tôi", "vợ chồng tôi", "con tôi", "bố tôi", "mẹ tôi", "con em",
    "tại xã", "ở xã", "thì làm", "thì đăng ký", "làm lại ở đâu", "thì ai",
    "xong muốn", "hay không",
    "kính gửi", "kính thưa", "ủy ban nhân dân xã", "tôi tên là", "em tên là", "xin cảm ơn", "cảm ơn", "xin chào",
    "chào anh chị", "em chào", "anh chị cho", "ad ơi", "cho tôi", "cho em", "cho mình", "cho con hỏi", "cho cháu hỏi", "hỏi là",
    "tôi hỏi", "em hỏi", "muốn biết", "tôi muốn hỏi", "em muốn hỏi", "không biết", "có ai biết", "làm những gì", "cần những",
    "bây giờ", "bao giờ", "hôm trước", "hôm nay", "hôm qua", "tháng trước", "năm ngoái", "năm nay", "ngày xưa", "vừa rồi", "mới đây", "lâu nay", "sắp tới",
    "giờ sao", "sao giờ", "làm sao giờ", "giờ làm sao", "tính sao", "thì sao giờ", "như nào", "kiểu gì", "ra làm sao", "thế nào ạ",
    "giấy gì", "giấy chi", "làm chi", "kiểu chi", "cần chi", "gì chi", "ở mô", "đi mô", "mô ri", "làm răng", "mần răng", "răng chừ", "chi rứa", "chi không",
    "có cần", "có phải làm", "có mất tiền", "mất bao nhiêu tiền", "hết bao nhiêu", "được hông", "được hong", "duoc hong", "có được",
    "nhà tui", "của tui", "tui muốn", "nhà mình", "nhà em", "nhà cháu", "của mình", "của em", "của cháu", "của ông bà", "gia đình tôi", "gia đình em",
    "anh tôi", "chị tôi", "vợ tôi", "chồng tôi", "vợ em", "chồng em", "bố em", "mẹ em", "ba tôi", "má tôi", "ba em", "má em", "ông tôi", "bà tôi", "cháu tôi",
    "bố tui", "mẹ tui", "ba tui", "má tui", "vợ tui", "chồng tui", "bố mình", "mẹ mình", "vợ mình", "chồng mình", "con mình", "con tui", "anh chị em",
    "nộp đơn ở đâu", "nộp hồ sơ ở đâu", "gửi đơn ở đâu", "nộp đơn cho ai", "gửi đơn cho ai", "nộp cho ai",
    "trời ơi", "trời đất ơi", "như vậy", "như thế", "vậy ạ", "thế ạ", "vậy thì", "thế thì",
    "được hưởng", "thì nộp", "phải nộp", "phải xin", "có phải xin", "người ta",
)  # fmt: skip
_KEEP = {folded_text(word) for word in ("ký", "đăng", "vợ", "chồng", "mất", "con", "giấy")}
"""Words of the phrases above that mean something all the same."""
_MARKED = {
    word.marked
    for word in words_of(
        "tôi tui mình em anh chị thì là mà gì nào đâu thế phải nên có không được bị của ở để đi và "
        "đến cái những các với hay nếu khi rồi đã đang sẽ muốn cần xin hỏi giùm giúp như ạ à nhé vậy "
        "nó ơi dạ vâng alo nha nè nghen hén há hả mà nữa luôn chứ cũng vừa giờ vì "
        "này kia ấy đó đây mấy vài xong bảo nói thấy ta chúng cứ hồi lúc"
    )
}
_CERTAIN = {
    word.folded
    for word in words_of(
        "tôi tui em thì gì nào đâu phải nên không được của những với hay nếu rồi sẽ giùm như ạ "
        "ơi à nữa luôn chứ nhé"
    )
}
_UNCERTAIN = {
    word.folded
    for word in words_of(
        "làm muốn cần xin lấy cho đi về ở là và để có bị mình đến hỏi việc khi từ trong tại "
        "anh chị giờ lúc mấy cái này nó xong cũng vừa thấy"
    )
}  # fmt: skip
_AT_FIRST, _AT_LAST = {"da", "vang", "alo"}, {"the", "vay"}
"""Words that only answer or close a sentence where they open or end it: elsewhere "đá", "vàng", "thẻ", "vay"."""


def _by_first_word():
    found = {}
    for phrase in _SENTENCES:
        words = folded_text(phrase).split()
        found.setdefault(words[0], []).append(words)
    return found


_PHRASES = _by_first_word()


def meaning_of(words):
    """How much each word of a question says, from LIGHT to 1; all say something if none else does."""
    if len(words) <= _ONE_THING:
        return [1.0] * len(words)
    found = [_alone(word) for word in words]
    if len(words) > _TOLD:
        found[0] = LIGHT if words[0].folded in _AT_FIRST else found[0]
        found[-1] = LIGHT if words[-1].folded in _AT_LAST else found[-1]
    for place in _behind(words, found):
        found[place] = min(found[place], _BEHIND)
    for places in _phrases_in(words):
        for place in places:
            kept = words[place].folded in _KEEP
            found[place] = min(found[place], FAINT if kept else LIGHT)
    return found if max(found, default=1) > FAINT else [1.0] * len(words)


def _behind(words, meaning):
    """Places of what only says why something is asked for: "giấy độc thân để vay vốn", "… vì bản cũ bị cháy"."""
    told = 0
    for place in range(len(words) - 1):
        if told >= _TOLD and _begins_clause(words, place) and words[place + 1].folded != "lai":
            return range(place + 1, len(words))
        told += meaning[place] == 1.0
    return ()


def _begins_clause(words, place):
    behind = tuple(word.folded for word in words[place + 1 : place + 3])
    word = words[place]
    is_purpose = word.folded == "de" and not word.has_marks and behind in _UNMARKED_CLAUSES
    return is_purpose or word.marked in _CLAUSES


def telling(words, most):
    """At most `most` words of a question: of a long one those that only make a sentence fall away first."""
    if len(words) <= most:
        return words
    meaning = meaning_of(words)
    kept = sorted(sorted(range(len(words)), key=lambda place: -meaning[place])[:most])
    return [words[place] for place in kept]


def is_sentence(words):
    """Whether words hold one of the phrases that make a question, as words out of a text do not."""
    return any(True for _ in _phrases_in(words))


def _phrases_in(words):
    """Places of every phrase that a question holds."""
    folded = [word.folded for word in words]
    for start, first in enumerate(folded):
        for phrase in _PHRASES.get(first, ()):
            if folded[start : start + len(phrase)] == phrase:
                yield range(start, start + len(phrase))


def _alone(word):
    if word.folded in _CERTAIN or (word.has_marks and word.marked in _MARKED):
        return LIGHT
    return FAINT if word.folded in _UNCERTAIN and not word.has_marks else 1.0
