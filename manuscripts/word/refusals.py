"""What is not taken, in words that say what to do; nothing of a refused file is kept."""


class WordRefusedError(Exception):
    """A file that cannot become an article; the message is for the person who sent it."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


SAVE_AS = "Mở tệp bằng Word, chọn Tệp › Lưu thành (File › Save As), ở ô “Loại tệp” chọn “Word Document (*.docx)”, lưu rồi nhập tệp mới."

OLD_WORD = f"Đây là tệp Word kiểu cũ (.doc). {SAVE_AS}"
NO_CONVERTER = "Đây là tệp Word kiểu cũ (.{ending}); máy chủ này chưa cài LibreOffice nên chưa đọc được. {save_as}"
NOT_CONVERTED = "Không đọc được tệp này (hỏng, có mật khẩu hoặc quá nặng). Mở tệp bằng Word hay LibreOffice, lưu lại thành .docx rồi nhập."
PROTECTED = (
    "Tệp có đặt mật khẩu nên không đọc được. Mở tệp bằng Word, chọn Tệp › Thông tin › Bảo vệ tài liệu "
    "› Mã hóa bằng mật khẩu, xóa hết ô mật khẩu, lưu lại rồi nhập."
)
MACROS = (
    "Tệp có mã macro, là chỗ vi-rút hay ẩn, nên không nhận. "
    f"{SAVE_AS} Nếu Word hỏi về macro, chọn lưu không kèm macro."
)
OTHER_KINDS = {
    b"%PDF": (
        "Đây là tệp PDF, không phải Word. Văn bản đã ký, có dấu thì đưa vào mục Văn bản (Tài liệu) để bà con tải về; "
        f"muốn đăng thành bài thì nhập bản Word gốc; nếu không có, {SAVE_AS[0].lower()}{SAVE_AS[1:]}"
    ),
    b"{\\rtf": f"Đây là tệp RTF. {SAVE_AS}",
    b"<": f"Đây là trang web được đặt đuôi Word. {SAVE_AS}",
}
OPEN_DOCUMENT = f"Đây là tệp LibreOffice (.odt). {SAVE_AS}"
NOT_WORD = "Đây không phải tệp Word (.docx). Hãy chọn tệp có đuôi .docx."
OTHER_OFFICE = "Đây là tệp Excel hoặc PowerPoint, không phải Word. Hãy chép nội dung sang Word, lưu thành .docx rồi nhập."
CORRUPT = (
    "Tệp bị hỏng hoặc tải chưa đủ nên không đọc được. Mở thử bằng Word: nếu mở được thì lưu lại thành "
    "tệp mới rồi nhập; nếu không, xin người gửi gửi lại."
)
TOO_LARGE = (
    "Tệp nặng {size} MB; mỗi tệp nhận nhiều nhất {limit} MB. Trong Word, bấm vào một ảnh, chọn Định dạng ảnh › "
    "Nén ảnh (Compress Pictures) › Web (150 ppi), lưu lại rồi nhập."
)
BOMB = (
    "Tệp khi mở ra phình lên quá mức bình thường nên không nhận. Nếu đây là bài viết thật, hãy chép nội dung "
    "sang một tệp Word mới, lưu lại rồi nhập."
)
TOO_LONG = "Văn bản quá dài để làm một bài viết. Hãy chia thành nhiều tệp, hoặc đăng cả văn bản dưới dạng tệp tải về."
TOO_DEEP = (
    "Trong tệp có bảng lồng trong bảng quá nhiều lớp nên không đọc được. "
    "Hãy gỡ bớt bảng bao ngoài trong Word, lưu lại rồi nhập."
)
TOO_MANY_PICTURES = (
    "Tệp có {count} ảnh; mỗi bài nhận nhiều nhất {limit} ảnh để bà con mở được trên điện thoại. "
    "Hãy bớt ảnh hoặc chia thành nhiều bài."
)
EMPTY = "Tệp không có chữ và không có ảnh nào. Hãy mở lại tệp xem đã lưu bài chưa."
NOT_FILED = "Không lưu được bài: {why}"
