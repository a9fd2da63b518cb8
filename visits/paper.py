"""What an office decides about a report: number, place, addressees, who signs, and how.

Layout and words: Decree 30/2020/NĐ-CP, appendix I (report of a People's Committee).
"""

from typing import Any

from django import forms

CAPACITIES = {
    "ct": ("CHỦ TỊCH",),
    "kt": ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
    "tl": ("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"),
    "tuq": ("TUQ. CHỦ TỊCH", "TRƯỞNG PHÒNG"),
}
MOST_LINES = 12


class PaperForm(forms.Form):
    """Filled in before a report is made; nothing in it changes a figure."""

    so_hieu = forms.CharField(
        label="Số, ký hiệu",
        required=False,
        max_length=40,
        help_text="Ví dụ 125/BC-UBND. Để trống thì chừa chỗ điền tay.",
    )
    noi_lap = forms.CharField(label="Địa danh", max_length=60)
    ngay = forms.DateField(
        label="Ngày ký",
        required=False,
        input_formats=["%d/%m/%Y"],
        error_messages={"invalid": "Hãy viết ngày theo mẫu ngày/tháng/năm, ví dụ 02/12/2026."},
        help_text="Để trống thì chừa chỗ điền tay.",
    )
    kinh_gui = forms.CharField(
        label="Kính gửi",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Mỗi nơi một dòng.",
    )
    nhan_xet = forms.CharField(
        label="Nhận xét",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="In ngay sau số liệu chung. Mỗi dòng là một đoạn.",
    )
    tham_quyen = forms.ChoiceField(
        label="Thẩm quyền ký",
        choices=[(key, " – ".join(lines)) for key, lines in CAPACITIES.items()],
    )
    chuc_vu = forms.CharField(
        label="Chức vụ người ký, nếu khác",
        required=False,
        max_length=80,
        help_text="Ví dụ TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI.",
    )
    nguoi_ky = forms.CharField(label="Họ và tên người ký", required=False, max_length=80)
    noi_nhan = forms.CharField(
        label="Nơi nhận", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        initial="Như trên\nLưu: VT",
        help_text="Mỗi nơi một dòng.",
    )  # fmt: skip

    def paper(self) -> dict[str, Any]:
        """The choices as they are kept in a report: plain text and lists of lines."""
        values = self.cleaned_data
        capacity = list(CAPACITIES[values["tham_quyen"]])
        if values["chuc_vu"]:
            capacity[-1] = values["chuc_vu"].upper()
        day = values["ngay"]
        return {
            "number": values["so_hieu"],
            "place": values["noi_lap"],
            "date": day.isoformat() if day else "",
            "to": _lines(values["kinh_gui"]),
            "remarks": [line.strip() for line in values["nhan_xet"].splitlines() if line.strip()],
            "capacity": capacity,
            "signer": values["nguoi_ky"],
            "recipients": _lines(values["noi_nhan"]),
        }


def _lines(text: str) -> list[str]:
    """Lines without the dashes and semicolons that the layout sets itself."""
    lines = (line.strip().strip("-–;.").strip() for line in text.splitlines())
    return [line for line in lines if line][:MOST_LINES]
