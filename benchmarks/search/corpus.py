"""A commune to search: the demo's pages, real or generated procedures, and generated news up to a size.

Nothing here is a text of somebody else: news are put together from invented sentences. Real procedures are
read from a file that is named on the command line (records as the national portal gives them out).
"""

import gzip
import json
import random
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from search import rebuild
from search.folding import folded_text, marked_text
from search.models import EntryText, SearchEntry

TOPICS = [
    "chuyển đổi số", "cải cách hành chính", "giảm nghèo bền vững", "xây dựng nông thôn mới", "bảo hiểm y tế toàn dân",
    "bảo hiểm xã hội tự nguyện", "phòng cháy chữa cháy", "tiêm phòng gia súc", "trồng rừng", "bảo vệ môi trường",
    "thu gom rác thải", "phòng chống thiên tai", "đăng ký khai sinh cho trẻ em", "đăng ký kết hôn", "cấp căn cước công dân",
    "cấp giấy chứng nhận quyền sử dụng đất", "hộ nghèo, hộ cận nghèo", "hộ kinh doanh", "hợp tác xã", "nghĩa vụ quân sự",
    "khám sức khỏe người cao tuổi", "trợ cấp xã hội", "an toàn giao thông", "an ninh trật tự", "phòng chống ma túy",
    "cai nghiện tự nguyện", "hòa giải ở cơ sở", "tiếp công dân", "thuế sử dụng đất phi nông nghiệp", "cư trú, tạm trú, tạm vắng",
    "chứng thực bản sao", "dịch vụ công trực tuyến", "xây dựng nhà văn hóa thôn", "làm đường bê tông", "điện nước nông thôn",
    "hội thi văn nghệ", "lễ hội truyền thống", "đại hội chi bộ", "bầu trưởng thôn", "khuyến nông và giống lúa mới",
    "nuôi ong lấy mật", "trồng cây dược liệu", "học sinh khó khăn", "phổ cập giáo dục", "dân số và trẻ em",
    "bình đẳng giới", "quyên góp ủng hộ đồng bào vùng lũ", "thi đua yêu nước", "kiểm tra vệ sinh thực phẩm", "lịch cắt điện",
]  # fmt: skip
FORMS = [
    "Hội nghị triển khai công tác {}", "Tuyên truyền về {}", "{} ở thôn {}", "Tập huấn {} cho cán bộ thôn", "Kết quả {} năm {}",
    "Kiểm tra việc thực hiện {}", "Sơ kết sáu tháng công tác {}", "Bà con thôn {} hưởng ứng {}", "Thông báo về {}",
    "Kế hoạch {} năm {}", "Ra quân {} tại thôn {}", "Đoàn công tác huyện làm việc với xã về {}", "Mô hình {} ở thôn {}",
    "Phát động phong trào {}", "Gặp gỡ người làm {} giỏi", "Hướng dẫn bà con {}", "Lấy ý kiến về {}", "Hội thi tìm hiểu {}",
]  # fmt: skip
ONSETS = [
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "h",
    "kh",
    "l",
    "m",
    "n",
    "ng",
    "nh",
    "ph",
    "qu",
    "s",
    "t",
    "th",
    "tr",
    "v",
    "x",
]
RIMES = ["a", "á", "ả", "an", "án", "ăng", "âm", "ân", "ao", "e", "ê", "ên", "i", "inh", "o", "ong", "ô", "ông", "ơ", "ơn", "u", "ung", "ư", "ương", "iên", "uyên", "oai", "ước"]  # fmt: skip
SYLLABLES = [onset + rime for onset in ONSETS for rime in RIMES]
CLAUSES = [
    "Ủy ban nhân dân xã tổ chức {}", "cán bộ công chức đến từng hộ gia đình", "bà con các thôn tham gia đông đủ",
    "đồng chí chủ tịch xã phát biểu chỉ đạo", "kết quả đạt được vượt kế hoạch đề ra", "người dân nộp hồ sơ tại bộ phận một cửa",
    "trong thời gian tới xã tiếp tục {}", "các đoàn thể phối hợp tuyên truyền {}", "loa truyền thanh phát hai buổi mỗi ngày",
    "thôn {} có nhiều cách làm hay", "các đại biểu thảo luận về {}", "nhiều hộ đã đăng ký thực hiện {}",
]  # fmt: skip


class Builder:
    """Collects entries and writes them in bulk."""

    def __init__(self, parent):
        self.parent = parent
        self.next = parent.numchild
        self.rows = []
        self.chance = random.Random(7)  # noqa: S311 - texts, not secrets

    def add(self, key, title, body, **fields):
        """One page with its entry; `key` is its slug."""
        self.next += 1
        path = self.parent.path + Page._int2str(self.next).rjust(4, "0")
        page = Page(
            path=path, depth=self.parent.depth + 1, title=title[:255], draft_title=title[:255], slug=key,
            url_path=f"{self.parent.url_path}{key}/", content_type=self.parent.content_type,
            locale=self.parent.locale,
        )  # fmt: skip
        self.rows.append((page, body, fields))

    def write(self):
        """Store what was added."""
        for first in range(0, len(self.rows), 500):
            with transaction.atomic():
                self._write(self.rows[first : first + 500])
        Page.objects.filter(pk=self.parent.pk).update(numchild=self.next)
        self.rows = []

    def _write(self, rows):
        pages = Page.objects.bulk_create([page for page, _, _ in rows])
        found = SearchEntry.objects.bulk_create(
            SearchEntry(
                page=page, path=page.path, section=self.parent, title=page.title,
                title_folded=folded_text(page.title)[:500], title_marked=marked_text(page.title)[:800],
                **{"kind": "Bài viết", **fields},
            )
            for page, (_, _, fields) in zip(pages, rows, strict=True)
        )  # fmt: skip
        EntryText.objects.bulk_create(
            EntryText(entry=entry, summary=body[:150], body=body)
            for entry, (_, body, _) in zip(found, rows, strict=True)
        )


def add_procedures(builder, file):
    """Guides as the national text gives them, without any words of people."""
    with gzip.open(file) as records:
        found = json.load(records)
    for record in found:
        steps = [step["description"] for step in record["executionSteps"]]
        papers = [
            paper["name"]
            for case in record["executionCases"]
            for paper in case["profileComponents"]
        ]
        results = [one["name"] for one in record["resultsDetails"]]
        other = [record["requirementsAndConditions"], record["description"], record["keywords"]]
        text = [record["code"], record["name"], *steps, *papers, *results, *other]
        builder.add(
            record["code"], " ".join(record["name"].split()), "\n".join(filter(None, text)), kind="Thủ tục",
            priority=1, subject=(record["categoriesDetails"] or [{"name": ""}])[0]["name"][:120],
        )  # fmt: skip


ACTS = ["Cấp", "Cấp lại", "Cấp đổi", "Đăng ký", "Đăng ký lại", "Xác nhận", "Thay đổi thông tin", "Gia hạn", "Thu hồi", "Chấm dứt", "Hỗ trợ", "Công nhận"]  # fmt: skip
THINGS = [
    "giấy phép khai thác nước dưới đất", "giấy xác nhận tình trạng hôn nhân", "giấy chứng nhận cơ sở nuôi ong", "thẻ cộng tác viên dịch thuật",
    "tổ hợp tác sản xuất", "hộ kinh doanh vận tải thủy", "phương tiện thủy nội địa", "thường trú", "tạm trú có thời hạn", "nuôi con nuôi",
    "giám hộ", "mái ấm tình thương", "lớp mẫu giáo độc lập", "câu lạc bộ thể thao cơ sở", "thư viện tư nhân có phục vụ cộng đồng",
    "lễ hội truyền thống cấp xã", "điểm truy nhập trò chơi điện tử", "người uy tín trong đồng bào", "người cao tuổi không nơi nương tựa",
    "chế độ mai táng phí cho cựu chiến binh", "chi phí khám chữa bệnh nghề nghiệp", "rừng cộng đồng", "chuyển đổi cơ cấu cây trồng",
    "khu vực biển nuôi trồng", "đất trồng lúa", "nhà ở riêng lẻ vùng sạt lở", "trạm phát thanh lưu động", "sinh hoạt tôn giáo tập trung",
    "hòa giải viên cơ sở", "tuyên truyền viên pháp luật", "văn bản phân chia di sản", "di chúc của người cô đơn", "hợp đồng mua bán trâu bò",
    "quỹ khuyến học", "hội đồng hương", "vũ khí thô sơ gia truyền", "hàng miễn thuế quá cảnh", "hóa đơn điện tử từng lần phát sinh",
    "tiền thuê đất trả một lần", "lệ phí trước bạ tàu thuyền", "thuế tài nguyên khoáng sản", "sổ bảo hiểm thất nghiệp", "bếp ăn tập thể trường học",
    "nước sạch tập trung", "kè chống xói lở", "chợ hạng ba", "bến khách ngang sông", "biển số xe thô sơ", "mã vùng trồng cam",
]  # fmt: skip
STEPS = [
    "Bước {}: người làm đơn nộp hồ sơ về {} tại bộ phận một cửa hoặc qua mạng.", "Bước {}: công chức kiểm tra giấy tờ về {}, ghi giấy hẹn.",
    "Bước {}: trường hợp {} chưa đủ thì hướng dẫn bổ sung trong ngày.", "Bước {}: trình chủ tịch ký rồi trả kết quả {}.",
]  # fmt: skip


def add_stand_ins(builder, count=588):
    """Guides with invented names and codes, for those who have no file of real ones."""
    chance = builder.chance
    for number in range(count):
        act, thing = ACTS[number % len(ACTS)], THINGS[number // len(ACTS)]
        name, code = f"{act} {thing}", f"9.{number:06d}"
        steps = [step.format(place, thing) for place, step in enumerate(STEPS, 1)]
        papers = [f"Tờ khai {name.lower()} (mẫu {chance.choice(SYLLABLES).upper()}{number})", chance.choice(CLAUSES).format(thing)]  # fmt: skip
        builder.add(
            code, name, "\n".join([code, name, *steps, *papers]), kind="Thủ tục", priority=1,
            subject=thing.split()[0].capitalize(),
        )  # fmt: skip


def add_news(builder, count):
    """`count` articles over six years."""
    now, chance = timezone.now(), builder.chance
    for number in range(count):
        date = now - timedelta(hours=number * 2.6)
        topic = chance.choice(TOPICS)
        place = f"{chance.choice(SYLLABLES).capitalize()} {chance.choice(SYLLABLES).capitalize()}"
        form = chance.choice(FORMS)
        title = form.format(topic, place if "thôn {}" in form else date.year)
        builder.add(f"tin-{number}", title, _body(chance, topic, place), date=date, year=date.year)


def _body(chance, topic, place):
    lines = []
    for _ in range(8):
        words = []
        while len(words) < 45:
            if chance.random() < 0.55:
                clause = chance.choice(CLAUSES).format(
                    chance.choice([topic, place, chance.choice(TOPICS)])
                )
                words += clause.split()
            else:
                words += [chance.choice(SYLLABLES) for _ in range(5)]
        lines.append(" ".join(words).capitalize() + ".")
    return "\n".join(lines)


def index():
    """Write the bitmaps."""
    rebuild.rewrite_bitmaps()
