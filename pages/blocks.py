"""The blocks that any body of text may use.

Block definitions stay out of migrations (`pages.fields.BodyField`); templates are in
`templates/blocks/`.
"""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from pages.clean_blocks import LineBlock, LinesBlock, RichBlock
from pages.table_grid import JOIN_LEFT, JOIN_UP, grid_of, without_marks

RICH_TEXT_FEATURES = [
    "h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "superscript", "subscript",
    "strikethrough", "hr",
]  # fmt: skip
PLAIN_FEATURES = ["bold", "italic", "link", "document-link"]
CELL_FEATURES = [
    "bold", "italic", "ul", "ol", "link", "document-link", "image", "superscript", "subscript",
    "strikethrough",
]  # fmt: skip


class TextBlock(RichBlock):
    """Paragraphs, headings and lists."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", RICH_TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = "Đoạn văn"
        description = "Chữ thường, tiêu đề nhỏ, danh sách. Dán từ Word vào đây được."
        template = "blocks/text.html"
        preview_value = "<h2>Bà con cần mang gì?</h2><p>Mang theo <b>căn cước công dân</b>.</p>"


class PictureBlock(ImageBlock):
    """Wagtail's image with its description, whose chooser has no Vietnamese label of its own."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.child_blocks["image"].label = "Tệp ảnh"


class ExampleMixin:
    """Says to the template that it draws the example in the editor, which has no picture yet."""

    def get_preview_context(self, value, parent_context=None):
        """Everything of the preview, and `is_example`; on a page, no picture means no frame."""
        return super().get_preview_context(value, parent_context) | {"is_example": True}


class FigureValue(blocks.StructValue):
    """A figure; `picture_is_gone` where it had a picture that has been deleted since."""

    picture_is_gone = False


class FigureBlock(ExampleMixin, blocks.StructBlock):
    """A picture with its caption; the description for people who cannot see it is required.

    Without a picture the caption stands alone (an old portal's picture that did not come along, a place
    that an editor will fill); the caption of a picture that was deleted goes with it.
    """

    image = PictureBlock(required=False, label="Ảnh")
    caption = LineBlock(
        required=False,
        max_length=300,
        label="Chú thích ảnh",
        help_text="Dòng chữ hiện dưới ảnh. Khác với mô tả dành cho người không nhìn thấy ảnh.",
    )

    def bulk_to_python(self, values):
        """Wagtail's own; notes which pictures are no longer there."""
        figures = super().bulk_to_python(values)
        for stored, figure in zip(values, figures, strict=True):
            picture = stored.get("image")
            number = picture.get("image") if isinstance(picture, dict) else picture
            figure.picture_is_gone = number is not None and figure.get("image") is None
        return figures

    class Meta:
        icon = "image"
        value_class = FigureValue
        label = "Ảnh có chú thích"
        description = "Một ảnh, chú thích ở dưới."
        template = "blocks/figure.html"
        preview_value = {"caption": "Chú thích ảnh đứng ở đây"}


class FigureRowValue(blocks.StructValue):
    """A row that knows whether anything of it is still to be shown."""

    @property
    def has_figures(self):
        """False when all its pictures were deleted."""
        return any(
            figure.get("image") or (figure.get("caption") and not figure.picture_is_gone)
            for figure in self["figures"]
        )

    @property
    def is_gallery(self):
        """Too many to be looked at one beside the other."""
        return len(self["figures"]) > _SIDE_BY_SIDE


_SIDE_BY_SIDE = 4


class FigureRowBlock(ExampleMixin, blocks.StructBlock):
    """Two or more pictures side by side; from five on a gallery of small ones that open large."""

    figures = blocks.ListBlock(FigureBlock(), min_num=2, max_num=60, label="Các ảnh")

    class Meta:
        icon = "images"
        label = "Hàng ảnh, chùm ảnh"
        description = (
            "Hai đến bốn ảnh xếp cạnh nhau; từ năm ảnh thành chùm ảnh nhỏ, bấm vào xem ảnh lớn."
        )
        template = "blocks/figure_row.html"
        value_class = FigureRowValue
        preview_value = {"figures": [{"caption": "Ảnh thứ nhất"}, {"caption": "Ảnh thứ hai"}]}


class QuoteBlock(blocks.StructBlock):
    """Somebody's words."""

    text = LinesBlock(label="Lời trích")
    attribution = LineBlock(
        required=False, max_length=160, label="Của ai", help_text="Họ tên, chức vụ hoặc văn bản."
    )

    class Meta:
        icon = "openquote"
        label = "Trích dẫn"
        description = "Lời của một người hoặc một văn bản."
        template = "blocks/quote.html"
        preview_value = {"text": "Hồ sơ đủ thì nhận ngay.", "attribution": "Cán bộ tiếp nhận"}


class TableBlock(TypedTableBlock):
    """A table whose first row names its columns; cells hold words, lists and pictures, and may be merged."""

    def __init__(self, **kwargs):
        cell = RichBlock(
            required=False, features=CELL_FEATURES, label="Chữ, danh sách, liên kết, ảnh"
        )
        super().__init__(
            [("text", LineBlock(required=False, label="Chữ")), ("rich_text", cell)], **kwargs
        )

    def get_context(self, value, parent_context=None):
        """`grid`: the cells as they are drawn (`pages.table_grid`)."""
        return {**super().get_context(value, parent_context), "grid": grid_of(value)}

    def get_searchable_content(self, value):
        """The words of the cells, without the marks of merged ones."""
        return without_marks(super().get_searchable_content(value))

    class Meta:
        icon = "table"
        label = "Bảng"
        description = "Bảng có hàng tiêu đề. Trên điện thoại, bảng rộng cuộn ngang được."
        help_text = (
            f"Muốn gộp ô: ghi {JOIN_LEFT} vào ô bị ô bên trái phủ lên, ghi {JOIN_UP} vào ô bị ô phía trên phủ lên. "
            "Bỏ chữ đó đi thì ô tách ra lại."
        )
        template = "blocks/table.html"


class FileBlock(blocks.StructBlock):
    """A file to download, with its type and size."""

    document = DocumentChooserBlock(label="Tệp")
    title = LineBlock(
        required=False, max_length=200, label="Tên hiển thị", help_text="Để trống thì lấy tên tệp."
    )

    class Meta:
        icon = "doc-full"
        label = "Tệp tải về"
        description = "Văn bản, biểu mẫu. Trang tự ghi loại tệp và dung lượng."
        template = "blocks/file.html"


class MediaBlock(blocks.StructBlock):
    """A recording or film; nothing is loaded from anywhere before the reader asks for it."""

    title = LineBlock(max_length=200, label="Tên", help_text="Nghe hoặc xem gì?")
    document = DocumentChooserBlock(
        required=False, label="Tệp âm thanh hoặc phim", help_text="MP3, M4A hoặc MP4."
    )
    url = blocks.URLBlock(
        required=False,
        label="Hoặc địa chỉ trên mạng",
        help_text="Ví dụ một phim trên YouTube. Trang chỉ đặt liên kết, không tự tải gì từ đó.",
    )
    language = LineBlock(
        required=False,
        max_length=40,
        label="Tiếng nói",
        help_text="Nếu không phải tiếng Việt phổ thông. Ví dụ: tiếng Mông.",
    )
    poster = ImageChooserBlock(required=False, label="Ảnh đại diện")
    transcript = LinesBlock(
        required=False,
        label="Lời ghi lại",
        help_text="Cho người không nghe được và người đọc qua mạng yếu.",
    )

    def clean(self, value):
        """Exactly one of file and address; a draft may still have neither."""
        result = super().clean(value)
        given = bool(result.get("document")) + bool(result.get("url"))
        is_draft = not self.child_blocks["title"].required  # Wagtail lifts it while it saves one
        if given > 1 or (given == 0 and not is_draft):
            message = ValidationError("Hãy chọn một tệp hoặc ghi một địa chỉ, một trong hai.")
            raise StructBlockValidationError(block_errors={"document": message, "url": message})
        return result

    class Meta:
        icon = "media"
        label = "Âm thanh hoặc phim"
        description = "Bản ghi loa truyền thanh, phim hướng dẫn. Bấm mới tải."
        template = "blocks/media.html"
        preview_value = {"title": "Bản tin loa ngày 21/11", "url": "https://video.example/ban-tin"}


class CalloutBlock(blocks.StructBlock):
    """A point that must not be missed."""

    tone = blocks.ChoiceBlock(
        choices=[("note", "Lưu ý"), ("warning", "Cảnh báo"), ("tip", "Mẹo")],
        default="note",
        label="Loại",
    )
    text = RichBlock(features=PLAIN_FEATURES, label="Nội dung")

    class Meta:
        icon = "warning"
        label = "Khung lưu ý"
        description = "Điều bà con không được bỏ sót."
        template = "blocks/callout.html"
        preview_value = {"tone": "note", "text": "<p>Nhớ mang theo bản chính để đối chiếu.</p>"}


class BodyBlocks(blocks.StreamBlock):
    """What a body of text is made of; a section's app may add its own blocks."""

    text = TextBlock()
    figure = FigureBlock()
    figure_row = FigureRowBlock()
    quote = QuoteBlock()
    table = TableBlock()
    file = FileBlock()
    media = MediaBlock()
    callout = CalloutBlock()
