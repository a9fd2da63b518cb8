"""Things that people name one by one where the administration has a word for all of them.

One way only: who asks for "nước ngoài" does not mean Japan.
"""

_COUNTRIES = ("Nhật", "Hàn", "Mỹ", "Lào", "Úc", "Đức", "Pháp", "Nga", "Đài", "Thái", "Trung", "Cam", "Miên", "Tàu", "Tây", "Sing", "Canada", "Ba Lan", "Séc", "Malaysia", "Mã Lai", "Ấn Độ")  # fmt: skip
_WHOLE_NAMES = ("Nhật Bản", "Hàn Quốc", "Trung Quốc", "Đài Loan", "Thái Lan", "Campuchia", "Hoa Kỳ", "Malaysia", "Singapore", "Canada", "Ba Lan", "nước Lào", "Ấn Độ", "Việt kiều", "Tây Ban Nha")  # fmt: skip
_BEFORE = ("bên", "người", "sang", "nước", "chồng", "vợ", "lấy", "ở")
_WITH = {"người": "người nước ngoài", "chồng": "chồng nước ngoài", "vợ": "vợ nước ngoài", "lấy": "lấy chồng nước ngoài"}
_MOTORCYCLES = ("con wave", "xe wave", "wave", "con dream", "xe dream", "xe vision", "con vision", "air blade", "airblade", "xe sirius", "con sh", "xe sh", "exciter", "xe winner", "xe tay ga", "xe số", "xe cúp", "xe cub", "xe đạp điện", "xe máy điện", "xe cày")  # fmt: skip
_VESSELS = ("ghe máy", "xuồng máy", "vỏ lãi", "tắc ráng", "thuyền máy", "đò máy", "ghe chài", "ghe lúa")

BROADER = {
    **{f"{before} {name}": _WITH.get(before, "nước ngoài") for before in _BEFORE for name in _COUNTRIES},
    **dict.fromkeys(_WHOLE_NAMES, "nước ngoài"),
    **dict.fromkeys(_MOTORCYCLES, "xe máy"),
    **dict.fromkeys(_VESSELS, "ghe"),
}
"""What is said: what it is called for all."""
