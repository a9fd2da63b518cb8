"""Other names for the same thing: abbreviations of the administration, and the editors' own list."""

from search.folding import folded_text, words_of
from search.models import Synonym
from search.queries import read_query

MAX_VARIANTS = 4

COMMON = (
    ("UBND", "ủy ban nhân dân", "ủy ban"),
    ("HĐND", "hội đồng nhân dân"),
    ("MTTQ", "mặt trận tổ quốc", "mặt trận"),
    ("CCHC", "cải cách hành chính"),
    ("TTHC", "thủ tục hành chính"),
    ("CĐS", "chuyển đổi số"),
    ("CNTT", "công nghệ thông tin"),
    ("DVC", "dịch vụ công"),
    ("DVCTT", "dịch vụ công trực tuyến"),
    ("CCCD", "căn cước công dân", "căn cước", "chứng minh nhân dân", "CMND", "CMT"),
    ("VNeID", "định danh điện tử"),
    ("BHYT", "bảo hiểm y tế"),
    ("BHXH", "bảo hiểm xã hội"),
    ("NVQS", "nghĩa vụ quân sự", "đi bộ đội"),
    ("GPLX", "giấy phép lái xe", "bằng lái"),
    ("sổ đỏ", "giấy chứng nhận quyền sử dụng đất", "bìa đỏ"),
    ("một cửa", "tiếp nhận và trả kết quả", "trung tâm phục vụ hành chính công"),
    ("đường dây nóng", "hotline"),
    ("bản sao công chứng", "chứng thực bản sao", "sao y"),
    ("độc thân", "tình trạng hôn nhân"),
    ("kết hôn", "đám cưới", "lấy vợ", "lấy chồng"),
    ("lịch tiếp dân", "tiếp công dân"),
    ("mất điện", "cắt điện", "cúp điện", "ngừng cấp điện"),
    ("tiêm chủng", "tiêm phòng", "chích ngừa", "tiêm vắc xin", "tiêm vacxin"),
    ("đăng ký", "đk"),
    ("giấy khai sinh", "GKS"),
    ("hộ khẩu", "thường trú", "cư trú", "nhập khẩu"),
    ("trực tuyến", "qua mạng", "online"),
    ("lãnh đạo", "chủ tịch xã", "phó chủ tịch", "bí thư"),
    ("người già", "người cao tuổi"),
    ("khám sức khỏe", "khám bệnh"),
    ("phản ánh", "kiến nghị", "góp ý", "khiếu nại"),
    ("bãi rác", "thu gom rác", "rác thải", "đổ rác"),
    ("nhuận bút", "thù lao"),
)  # fmt: skip
"""One group per thing. Words of the whole administration; a commune adds its own in the admin."""


def variants(query):
    """Queries that mean the same as `query`, at most `MAX_VARIANTS`."""
    found = {}
    for names in _groups():
        name, place = _named(query, names)
        for other in names if name else ():
            words = [word.folded for word in query.words]
            words[place : place + len(words_of(name))] = [other]
            found.setdefault(folded_text(" ".join(words)), " ".join(words))
    found.pop(query.folded, None)
    return [read_query(text) for text in list(found.values())[:MAX_VARIANTS]]


def _groups():
    yield from COMMON
    for names in Synonym.objects.values_list("names", flat=True):
        yield [name for name in names.splitlines() if words_of(name)]


def _named(query, names):
    """The longest of `names` that the query holds, and its place; marks count if it has any."""
    for name in sorted(names, key=len, reverse=True):
        wanted = [_compared(word, query) for word in words_of(name)]
        asked = [_compared(word, query) for word in query.words]
        for place in range(len(asked) - len(wanted) + 1):
            if asked[place : place + len(wanted)] == wanted:
                return name, place
    return None, 0


def _compared(word, query):
    return word.marked if query.is_marked else word.folded
