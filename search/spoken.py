"""Words as they are said at home or typed in haste, put into those that texts are written in.

`mần răng`, `chừ`, `hông`, `ko`, `lm`, `vk`: dialects and quick messages write the little words of a question in
their own way, and nothing on a site holds them. Only what can be no other word is exchanged: `mô` with its
mark is a dialect's "đâu", `mo` may be anything.
"""

from search.folding import Word, words_of

_SHORTEST_QUESTION = 3
"""Words from which little words are what makes a question of it: "ko" alone is looked for as it stands."""

_DIALECT = {
    "mần": "làm", "chừ": "giờ", "rứa": "thế", "mô": "đâu", "mệ": "bà", "tui": "tôi", "choa": "tôi", "tau": "tôi",
    "hông": "không", "hổng": "không", "hem": "không", "nỏ": "không", "ổng": "ông", "giời": "trời", "bển": "bên",
    "lãnh": "lĩnh", "sanh": "sinh", "gởi": "gửi", "bịnh": "bệnh", "nhứt": "nhất", "mướn": "thuê", "rớt": "rơi", "xài": "dùng",
    "dìa": "về", "dzề": "về", "dzậy": "vậy", "dô": "vào", "dzô": "vào", "thiệt": "thật", "kiếng": "kính",
}  # fmt: skip
"""By the word as it is marked: who types no marks means any word."""

_OTHER_WORDS = {
    "mô": ("tô", "hình", "phỏng", "tả"), "lãnh": ("đạo", "thổ", "sự", "hải"), "thiệt": ("hại", "mạng", "thòi"),
}  # fmt: skip
"""Words behind them, with which they are no dialect."""

_QUICK = {
    "ko": "không", "khg": "không", "hok": "không", "hk": "không", "kg": "không", "k": "không", "hem": "không",
    "dc": "được", "đc": "được", "dky": "đăng ký", "đky": "đăng ký", "dki": "đăng ký", "đki": "đăng ký",
    "lm": "làm", "bn": "bao nhiêu", "mún": "muốn", "mun": "muốn", "thỳ": "thì", "ntn": "như thế nào", "j": "gì", "gj": "gì", "zì": "gì",
    "z": "vậy", "zậy": "vậy", "zay": "vậy", "dzay": "vậy", "dzậy": "vậy", "ng": "người", "ngta": "người ta", "nc": "nước", "vs": "với",
    "vk": "vợ", "ck": "chồng", "e": "em", "mn": "mọi người", "ak": "à", "r": "rồi", "rui": "rồi", "trc": "trước", "bik": "biết",
    "wa": "quá", "wá": "quá", "wen": "quên", "cx": "cũng", "gd": "gia đình", "gđ": "gia đình", "kd": "kinh doanh", "gp": "giấy phép",
    "gpkd": "giấy phép kinh doanh", "bh": "bảo hiểm", "ch": "chưa", "cty": "công ty", "sih": "sinh", "đag": "đang", "dag": "đang", "nhìu": "nhiều",
}  # fmt: skip
"""What nobody writes for another word, with or without marks."""


def _tables():
    dialect = {words_of(said)[0].marked: words_of(meant) for said, meant in _DIALECT.items()}
    quick = {words_of(said)[0]: words_of(meant) for said, meant in _QUICK.items()}
    others = {
        words_of(said)[0].marked: {word.folded for word in words_of(" ".join(behind))}
        for said, behind in _OTHER_WORDS.items()
    }
    return dialect, quick, others


_BY_MARKS, _BY_WORD, _NOT_BEFORE = _tables()


def written(words):
    """The words of a question as texts have them; a short one stays as it is."""
    if len(words) < _SHORTEST_QUESTION:
        return words
    is_marked = any(word.has_marks for word in words)
    found = []
    for place, word in enumerate(words):
        behind = words[place + 1].folded if place + 1 < len(words) else ""
        meant = _meant(word, behind)
        if meant and not is_marked:
            meant = [Word(one.folded, f"{one.folded}q") for one in meant]
        found += meant or [word]
    return found


def _meant(word, behind):
    if behind in _NOT_BEFORE.get(word.marked, ()):
        return None
    return _BY_WORD.get(word) or (_BY_MARKS.get(word.marked) if word.has_marks else None)
