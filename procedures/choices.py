"""Lists that the law or the national portal fixes.

Sources: the official export `ChiTietTTHC` (fields 4, 5, 8, 9, 11–15) and the portal's JSON, whose
own words stand in `PORTAL_*` so that an import needs no second table.
"""

from django.db import models


class Level(models.TextChoices):
    """Who carries the procedure out (field 4, "Cấp thực hiện")."""

    MINISTRY = "ministry", "Cấp Bộ"
    PROVINCE = "province", "Cấp Tỉnh"
    COMMUNE = "commune", "Cấp Xã"
    OTHER = "other", "Cơ quan khác"


class Kind(models.TextChoices):
    """Nature of the procedure (field 5, "Loại thủ tục")."""

    UNKNOWN = "", "Chưa ghi"
    STANDARD = "standard", "TTHC không được luật giao quy định chi tiết"
    ASSIGNED = "assigned", "TTHC được luật giao quy định chi tiết"
    SPECIFIC = "specific", "TTHC đặc thù của địa phương"
    INTERNAL = "internal", "TTHC nội bộ"


class Channel(models.TextChoices):
    """How papers are handed in (field 8, "Hình thức nộp")."""

    DIRECT = "direct", "Trực tiếp"
    ONLINE = "online", "Trực tuyến"
    POST = "post", "Dịch vụ bưu chính"
    DIRECT_AND_ONLINE = "direct_online", "Trực tiếp và trực tuyến"
    OTHER = "other", "Cách khác"


ONLINE_CHANNELS = {Channel.ONLINE, Channel.DIRECT_AND_ONLINE}
COUNTER_CHANNELS = {Channel.DIRECT, Channel.DIRECT_AND_ONLINE}


class TimeUnit(models.TextChoices):
    """Unit of a processing time."""

    WORKING_DAY = "working_day", "ngày làm việc"
    DAY = "day", "ngày"
    HOUR = "hour", "giờ"
    MONTH = "month", "tháng"
    YEAR = "year", "năm"


LARGEST_SMALL_NUMBER = 32_767
"""What a small whole number holds on every database."""


class PaperKind(models.TextChoices):
    """What a resident does with a paper; published lists mix them with prose."""

    SUBMIT = "submit", "Nộp"
    SHOW = "show", "Xuất trình"
    ELECTRONIC = "electronic", "Khai thác điện tử"
    NOTE = "note", "Lưu ý"


class Role(models.TextChoices):
    """What an agency does (fields 11–15)."""

    HANDLING = "handling", "Cơ quan thực hiện"
    DECIDING = "deciding", "Cơ quan có thẩm quyền"
    RECEIVING = "receiving", "Địa chỉ tiếp nhận hồ sơ"
    AUTHORISED = "authorised", "Cơ quan được ủy quyền"
    COORDINATING = "coordinating", "Cơ quan phối hợp"


class State(models.TextChoices):
    """Whether the procedure still stands in the national list."""

    ACTIVE = "active", "Đang áp dụng"
    WITHDRAWN = "withdrawn", "Đã bãi bỏ"
    REPLACED = "replaced", "Đã thay thế"


class Origin(models.TextChoices):
    """Where a version's text comes from; imported text is read-only."""

    TYPED = "typed", "Nhập tay"
    IMPORTED = "imported", "Nhập từ tệp của Cơ sở dữ liệu quốc gia"


class OfficialField(models.TextChoices):
    """Parts of the sheet that can be marked "cần đối chiếu" one by one."""

    DECISION = "decision", "Số quyết định"
    NAME = "name", "Tên thủ tục"
    KIND = "kind", "Loại thủ tục"
    STEPS = "steps", "Trình tự thực hiện"
    METHODS = "methods", "Cách thức nộp"
    TIMES = "times", "Thời hạn giải quyết"
    FEES = "fees", "Phí, lệ phí"
    PAPERS = "papers", "Thành phần hồ sơ"
    SUBJECTS = "subjects", "Đối tượng thực hiện"
    AGENCIES = "agencies", "Cơ quan"
    RESULTS = "results", "Kết quả"
    BASES = "bases", "Căn cứ pháp lý"
    CONDITIONS = "conditions", "Yêu cầu, điều kiện"


PORTAL_CHANNELS = {
    "DIRECT": Channel.DIRECT,
    "ONLINE": Channel.ONLINE,
    "POSTAL": Channel.POST,
    "DIRECT_AND_ONLINE": Channel.DIRECT_AND_ONLINE,
}
PORTAL_UNITS = {
    "WORKING_DAY": TimeUnit.WORKING_DAY,
    "DAY": TimeUnit.DAY,
    "HOUR": TimeUnit.HOUR,
    "MONTH": TimeUnit.MONTH,
    "YEAR": TimeUnit.YEAR,
}
PORTAL_KINDS = {
    "STANDARD": Kind.STANDARD,
    "NOT_ASSIGNED_REGULATION": Kind.STANDARD,
    "ASSIGNED_REGULATION": Kind.ASSIGNED,
    "SPECIFIC": Kind.SPECIFIC,
    "INTERNAL": Kind.INTERNAL,
}
