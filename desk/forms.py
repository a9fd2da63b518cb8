"""Questions that the desk asks."""

from django import forms


class SendBackForm(forms.Form):
    """Why an article goes back; without a reason its author cannot mend it."""

    comment = forms.CharField(
        label="Cần sửa gì?",
        widget=forms.Textarea({"rows": 3}),
        help_text="Người viết đọc được câu này trên bàn làm việc và trong thư.",
        error_messages={"required": "Hãy ghi lý do, để người viết biết phải sửa gì."},
    )


class ApprovalForm(forms.Form):
    """Asked only where the text holds numbers of people; `asked` says that it was."""

    asked = forms.CharField(initial="1", required=False, widget=forms.HiddenInput)
    confirmed = forms.BooleanField(
        required=False,
        label="Tôi đã xem các số điện thoại, số giấy tờ trong bài: được phép công khai.",
        help_text="Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15: không đăng số của người dân "
        "khi chưa được người đó đồng ý.",
    )
    comment = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea({"rows": 2}))

    def clean(self):
        """Where the question was put it must be answered."""
        data = super().clean()
        if data.pop("asked", "") and not data.get("confirmed"):
            self.add_error("confirmed", "Hãy xem lại bài và đánh dấu ô này, hoặc bấm “Trả lại”.")
        return data
