import pytest

from legacy.furniture import is_end, is_furniture, is_site_name, starts_menu, starts_other_news


@pytest.mark.parametrize(
    "line",
    [
        "Tin khác", "CÁC TIN KHÁC:", "Tin liên quan", "Những tin mới hơn", "Liên kết website",
        "Thống kê truy cập", "Ý kiến bạn đọc", "© Bản quyền thuộc UBND xã Bản Mẫu", "Hôm nay: 12",
        "Cơ quan chủ quản: UBND xã Bản Mẫu", "Tổng lượt truy cập: 1.155.040", "Bài viết liên quan",
    ],
)  # fmt: skip
def test_what_comes_after_an_article_ends_it(line):
    assert is_end(line)


@pytest.mark.parametrize(
    "line",
    [
        "Tìm kiếm...", "DANH MỤC", ".", "100%", "Chung nhan Tin Nhiem Mang", "In bài viết",
        "Chia sẻ Facebook", "Cỡ chữ: A- A A+", "Trang chủ", "Quay lại",
        "https://mau.vn/banner.pngTRANG THÔNG TIN ĐIỆN TỬ XÃ BẢN MẪU", "UBND XÃ BẢN MẪU",
    ],
)  # fmt: skip
def test_menus_buttons_and_site_names_are_furniture(line):
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Hôm nay 21/11, UBND xã tổ chức hội nghị.", "UBND xã Bản Mẫu tổ chức hội nghị",
        "Chịu trách nhiệm trước nhân dân, mỗi cán bộ phải làm gương.", "TTTĐT", "Dương Hạnh",
        "Tin vui đến với bà con thôn Đồi Chè", "Xem xét, giải quyết 164 hồ sơ", "Nội dung hội nghị",
    ],
)  # fmt: skip
def test_lines_of_an_article_are_not(line):
    assert not is_furniture(line)


def test_an_offices_name_alone_is_a_site_name():
    assert is_site_name("UBND xã Bản Mẫu")
    assert not is_site_name("UBND xã Bản Mẫu đẩy mạnh CCHC")


def test_dated_titles_in_a_row_are_other_news():
    assert starts_other_news(
        ["Họp tổ dân phố số 4 (10/11/2023)", "Trao nhà cho hộ nghèo (9/11/2023)"]
    )
    assert starts_other_news(["Họp tổ dân phố", "10/11/2023", "Trao nhà", "09/11/2023"])
    assert not starts_other_news(["Kế hoạch ban hành (10/11/2023)", "Đoạn văn tiếp theo của bài."])


def test_a_menu_is_not_a_list_of_names():
    assert starts_menu(["Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Liên hệ"])
    assert not starts_menu(["Lò Văn A", "Lò Văn B", "Lò Văn C", "Lò Văn D", "Lò Văn E"])
