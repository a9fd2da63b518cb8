"""Counts what of a Word file did not come along, and says it to the editor."""

from collections import Counter, defaultdict

SENTENCES = {
    "letterhead": "Bỏ phần đầu văn bản (quốc hiệu, tên cơ quan, số và ngày).",
    "opening": "Bỏ {n} dòng trên tiêu đề (“TIN BÀI”, ngày gửi, lời gửi Ban biên tập).",
    "recipients": "Bỏ phần “Nơi nhận” ở cuối văn bản.",
    "contents": "Bỏ mục lục tự động.",
    "deletions": "Bỏ {n} chỗ đã đánh dấu xóa khi theo dõi thay đổi.",
    "insertions": "Giữ {n} chỗ mới thêm khi theo dõi thay đổi, dù chưa ai chấp nhận.",
    "comments": "Bỏ {n} lời bình ở lề.",
    "hidden": "Bỏ {n} đoạn chữ ẩn.",
    "text_boxes": "Chữ trong {n} khung chữ được đưa vào bài, ngay dưới đoạn mà khung đứng cạnh; xin xem lại thứ tự.",
    "objects": "Bỏ {n} đối tượng nhúng (bảng Excel, trang PowerPoint, tệp PDF…). Cần thì chụp thành ảnh hoặc đính kèm tệp.",
    "charts": "{n} biểu đồ thành bảng số liệu (nếu tệp còn giữ số liệu); cần cả hình thì chụp thành ảnh rồi thêm vào bài.",
    "diagrams": "{n} sơ đồ SmartArt thành các dòng chữ; cần cả hình thì chụp thành ảnh rồi thêm vào bài.",
    "equations": "{n} công thức thành chữ thường; xin xem lại số mũ và phân số.",
    "placeholders": "{n} ô của mẫu chưa điền, chỉ có lời nhắc của Word nên bỏ lời nhắc.",
    "chunks": "Bỏ {n} phần chèn từ tệp khác. Mở tệp bằng Word, lưu lại một lần rồi nhập thì còn.",
    "vector_pictures": "Bỏ {n} ảnh kiểu EMF/WMF vì trình duyệt không hiện được. Trong Word, bấm phải vào ảnh, chọn “Lưu thành ảnh”, loại PNG, rồi thêm vào bài.",
    "linked_pictures": "Bỏ {n} ảnh chỉ liên kết tới nơi khác, không nằm trong tệp.",
    "broken_pictures": "Bỏ {n} ảnh không đọc được.",
    "huge_pictures": "Bỏ {n} ảnh có quá nhiều điểm ảnh. Hãy thu nhỏ ảnh rồi thêm vào bài.",
    "tiny_pictures": "Bỏ {n} hình trang trí nhỏ.",
    "local_links": "Bỏ {n} liên kết tới tệp trong máy tính hoặc địa chỉ không dùng được; chữ vẫn còn.",
    "plain_links": "{n} liên kết chỉ còn chữ, vì đứng trong sa-pô, chú thích ảnh, tên cột hoặc phần đã bỏ.",
    "long_title": "Tiêu đề dài hơn 255 chữ nên bị cắt.",
    "no_title": "Không thấy tiêu đề trong tệp: tạm lấy tên tệp.",
}
"""In the order in which they are told."""


class Losses(Counter):
    """How often each kind of thing was met; `words` what was left out on purpose, by kind."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.words: defaultdict[str, list[str]] = defaultdict(list)

    def sentences(self) -> list[str]:
        """What to tell the editor, nothing when all came along."""
        return [words.format(n=self[kind]) for kind, words in SENTENCES.items() if self[kind]]
