"""A small commune whose pages answer the table of queries (queries.csv)."""

import json

from tests.factories import make_article, make_home, make_section

SECTIONS = {
    "cds": "Chuyển đổi số",
    "tb": "Thông báo",
    "tt": "Thủ tục hành chính",
    "vh": "Văn hóa – Du lịch",
}

# key: (section, title, year, lead, body, tags)
ARTICLES = {
    "cchc": ("cds", "Xã Tả Lủng đẩy mạnh công tác CCHC", 2023, "Trong những năm qua, xã đã tập trung đẩy mạnh công tác cải cách hành chính.", "Công tác tuyên truyền được triển khai trên loa di động đến từng nhóm hộ gia đình.", "cải cách hành chính"),
    "to-cn": ("cds", "Tổ công nghệ số cộng đồng đến từng nhà hướng dẫn bà con", 2024, "Tổ giúp bà con cài VNeID và nộp hồ sơ qua mạng.", "Chuyển đổi số bắt đầu từ chiếc điện thoại của mỗi nhà.", ""),
    "wifi": ("cds", "Lắp wifi miễn phí tại nhà văn hóa thôn", 2022, "Ba thôn có mạng không dây.", "Sóng khỏe, bà con vào mạng không mất tiền.", ""),
    "ban-hang": ("cds", "Bán mận trên mạng", 2021, "Tiểu thương bán hàng qua điện thoại.", "Mỗi vụ bán được hai tấn mận.", ""),
    "ban-giao": ("cds", "Bàn việc làm đường thôn", 2024, "Họp thôn.", "Bà con bàn và góp công.", ""),
    "bang-khen": ("cds", "Tặng bằng khen cho giáo viên", 2024, "Lễ trao tại trường.", "Năm cô giáo được khen.", ""),
    "mat-dien": ("tb", "Tạm ngừng cấp điện để sửa đường dây", 2023, "Điện ngừng từ 7 giờ đến 11 giờ.", "Bà con sạc sẵn đèn.", ""),
    "tiem": ("tb", "Tiêm phòng cho trâu, bò đợt 2", 2023, "Cán bộ thú y đến từng thôn.", "Giữ trâu bò ở nhà buổi sáng.", ""),
    "tiep-dan": ("tb", "Lịch Chủ tịch xã tiếp công dân tháng 12", 2023, "Thứ Năm hằng tuần.", "Mời bà con đến phòng tiếp dân.", ""),
    "nong": ("tb", "Công bố đường dây nóng của xã", 2023, "Gọi được cả ngày nghỉ.", "Số máy trực 24 giờ.", ""),
    "quyet-dinh": ("tb", "Quyết định 12/2026/QĐ-UBND về giá đất", 2026, "Bảng giá đất mới.", "Ủy ban nhân dân tỉnh ban hành.", ""),
    "khai-sinh": ("tt", "Đăng ký khai sinh", 2025, "Làm giấy khai sinh cho trẻ mới sinh.", "Mang giấy chứng sinh của bệnh viện.", "giấy khai sinh mới cho bé, con em mới đẻ đăng ký giấy tờ ở đâu, làm giấy cho con"),
    "doc-than": ("tt", "Cấp giấy xác nhận tình trạng hôn nhân", 2025, "Cho người cần giấy để kết hôn, vay vốn.", "Nộp tờ khai theo mẫu.", "giấy độc thân"),
    "chung-thuc": ("tt", "Chứng thực bản sao từ bản chính", 2025, "Mang bản chính đến đối chiếu.", "Lệ phí 2.000 đồng một trang.", "sao y công chứng"),
    "dat": ("tt", "Cấp giấy chứng nhận quyền sử dụng đất lần đầu", 2025, "Cho hộ gia đình.", "Đo đạc thửa đất trước khi nộp.", ""),
    "khai-tu": ("tt", "Đăng ký khai tử", 2025, "Trong 15 ngày kể từ ngày có người mất.", "Mang giấy báo tử.", ""),
    "bhyt": ("tt", "Cấp lại thẻ bảo hiểm y tế", 2025, "Khi mất hoặc hỏng thẻ.", "Không mất lệ phí.", ""),
    "kinh-doanh": ("tt", "Đăng ký hộ kinh doanh", 2025, "Cho người mở cửa hàng.", "Nộp qua mạng hoặc tại xã.", ""),
    "ruong": ("vh", "Giữ ruộng bậc thang, giữ nếp làng", 2022, "Ruộng nối từ đời này sang đời khác.", "Mùa nước đổ vào tháng năm.", ""),
    "lua": ("vh", "Ngày hội mùa lúa chín", 2022, "Hội mở trên ruộng bậc thang.", "Có thi gặt và nhảy lửa.", ""),
    "lua-doi": ("vh", "Cảnh giác lừa đảo qua điện thoại", 2024, "Kẻ gian giả làm công an.", "Không chuyển tiền cho người lạ.", ""),
    "tam-giac": ("vh", "Mùa hoa tam giác mạch", 2022, "Hoa nở hồng sườn núi.", "Khách lên đông vào cuối tuần.", ""),
    "ky-thuat": ("vh", "Kĩ thuật dệt lanh của người Mông", 2021, "Từ cây lanh đến tấm váy.", "Các bà dạy con gái dệt.", ""),
    "loa": ("vh", "Loa truyền thanh thông minh về thôn", 2023, "Nghe tin sớm hơn.", "Loa phát hai buổi mỗi ngày.", ""),
    "hoa-thuan": ("vh", "Đại hội thôn Hoà Thuận", 2021, "Bầu trưởng thôn mới.", "Bà con đi đủ.", ""),
}  # fmt: skip


def build():
    """The commune; returns `{key: page}`."""
    home = make_home(title="Xã Tả Lủng")
    sections = {key: make_section(home, title) for key, title in SECTIONS.items()}
    pages = {f"muc-{key}": section for key, section in sections.items()}
    for key, (section, title, year, lead, body, tags) in ARTICLES.items():
        stream = json.dumps([{"type": "text", "value": f"<p>{body}</p>"}])
        page = make_article(sections[section], title, at=(year, 3, 1, 8, 0), lead=lead, body=stream)
        if tags:
            page.tags.add(*[tag.strip() for tag in tags.split(",")])
        page.save_revision().publish()
        pages[key] = page
    return pages
