"""The blocks of "Trường hợp của tôi": questions whose answers select papers, fee, place and time."""

from django.forms.utils import ErrorList
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

_WRONG_NEXT = (
    "Câu {}, “{}”: “hỏi tiếp câu số {}” phải là một câu đứng sau (đến câu {}), hoặc để trống nếu đến "
    "đây là xong."
)


class AnswerBlock(blocks.StructBlock):
    """One answer: what it adds, and where it leads."""

    label = blocks.CharBlock(label="Câu trả lời", max_length=120)
    next = blocks.IntegerBlock(
        label="Hỏi tiếp câu số", required=False, min_value=1, max_value=99,
        help_text="Để trống: đến đây là xong.",
    )  # fmt: skip
    papers = blocks.TextBlock(
        label="Giấy tờ cần thêm", required=False, rows=3,
        help_text="Mỗi dòng một giấy. Chép mấy chữ đầu của giấy trong danh sách, hoặc tự viết.",
    )  # fmt: skip
    case = blocks.CharBlock(
        label="Lấy cả trường hợp hồ sơ", required=False, max_length=200,
        help_text="Mấy chữ đầu của tên trường hợp trong danh sách giấy tờ.",
    )  # fmt: skip
    fee = blocks.CharBlock(label="Lệ phí", required=False, max_length=200)
    place = blocks.CharBlock(label="Nộp ở đâu", required=False, max_length=200)
    time = blocks.CharBlock(label="Bao lâu", required=False, max_length=120)
    working_days = blocks.IntegerBlock(
        label="Số ngày làm việc", required=False, min_value=0, max_value=200,
        help_text="Để trang tính ngày có kết quả. Trong ngày: ghi 0.",
    )  # fmt: skip
    note = blocks.CharBlock(label="Nhắc thêm", required=False, max_length=300)
    guide = blocks.PageChooserBlock(
        label="Làm theo thủ tục khác", required=False, page_type="procedures.ProcedurePage"
    )

    class Meta:
        label = "Câu trả lời"


class QuestionBlock(blocks.StructBlock):
    """One question, a page of its own."""

    text = blocks.CharBlock(label="Câu hỏi", max_length=200)
    help = blocks.CharBlock(label="Giải thích", required=False, max_length=300)
    answers = blocks.ListBlock(AnswerBlock(), label="Các câu trả lời", min_num=2, max_num=8)

    class Meta:
        icon = "help"
        label = "Câu hỏi"


class FlowBlock(blocks.StreamBlock):
    """What everybody brings, then the questions; they are numbered in their order, from 1."""

    always = blocks.TextBlock(
        label="Giấy tờ ai cũng cần", icon="doc-full", rows=3, help_text="Mỗi dòng một giấy."
    )
    question = QuestionBlock()

    class Meta:
        block_counts = {"always": {"max_num": 1}}
        required = False

    def clean(self, value, ignore_required_constraints=False):
        """A next question must stand further down: nobody is asked in a circle."""
        cleaned = super().clean(value)
        questions = [child.value for child in cleaned if child.block_type == "question"]
        for number, question in enumerate(questions, 1):
            for answer in question["answers"]:
                following = answer["next"]
                if following is not None and not number < following <= len(questions):
                    raise StreamBlockValidationError(
                        non_block_errors=ErrorList(
                            [_WRONG_NEXT.format(number, answer["label"], following, len(questions))]
                        )
                    )
        return cleaned
