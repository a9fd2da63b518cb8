"""Things that people name one by one, or as one says them at home, where names of procedures have one word.

One way only: who asks for "nước ngoài" does not mean Japan. A single word counts with its marks only.
"""

_COUNTRIES = ("Nhật", "Hàn", "Mỹ", "Lào", "Úc", "Đức", "Pháp", "Nga", "Đài", "Thái", "Trung", "Cam", "Miên", "Tàu", "Tây", "Sing", "Canada", "Ba Lan", "Séc", "Mã Lai", "Ấn Độ")  # fmt: skip
_WHOLE_NAMES = ("Nhật Bản", "Hàn Quốc", "Trung Quốc", "Đài Loan", "Thái Lan", "Campuchia", "Hoa Kỳ", "Malaysia", "Singapore", "Canada", "Ba Lan", "nước Lào", "Ấn Độ", "Việt kiều")  # fmt: skip
_BEFORE = {"người": "người nước ngoài", "chồng": "chồng nước ngoài", "vợ": "vợ nước ngoài", "lấy": "lấy chồng nước ngoài"} | dict.fromkeys(("bên", "sang", "nước", "ở"), "nước ngoài")  # fmt: skip

_SAID = {
    "xe máy": "con wave, xe wave, con dream, xe dream, xe vision, con vision, air blade, airblade, xe sirius, con sh, xe sh, exciter, xe winner, xe tay ga, xe số, xe cúp, xe cub, xe cày, con xe",
    "ghe": "ghe máy, xuồng máy, vỏ lãi, tắc ráng, thuyền máy, đò máy, ghe chài, ghe lúa, tàu cá, ghe cá",
    "mất": "thất lạc, đánh rơi, bị trộm, trộm lấy mất, lấy trộm, bị giật, móc túi, trôi mất, lụt trôi, để quên đâu, tìm không thấy, không tìm thấy, kiếm không ra",
    "rách": "chuột cắn, mối ăn, nhòe, nhàu nát, cũ nát, bị nhàu, mờ hết, bong tróc, ướt hết",
    "bị cháy": "cháy nhà, cháy mất, hỏa hoạn",
    "chết": "qua đời, tạ thế, khuất núi, từ trần, chết đuối, đột quỵ, nhắm mắt, đi xa rồi, hai năm mươi, không còn nữa, khuất bóng, tử vong",
    "đẻ": "sinh em bé, sanh em bé, hạ sinh, ở cữ, sinh mổ, đẻ mổ, vỡ ối, có em bé, sinh bé, sinh cháu, sanh con, đẻ con",
    "kết hôn": "nên vợ nên chồng, thành vợ chồng, về chung một nhà, đám hỏi, ăn hỏi, tổ chức cưới, làm lễ cưới",
    "ly hôn": "chia tay vợ, chia tay chồng, bỏ nhau, li thân, ly thân, đường ai nấy đi, li dị, li hôn",
    "quán": "sạp hàng, ki ốt, kiốt, kiot, gian hàng, quầy hàng, tiệm nhỏ, quán nhỏ, cửa tiệm",
    "nghỉ bán": "dẹp luôn, dẹp tiệm, dẹp quán, đóng cửa luôn, nghỉ luôn, sập tiệm, phá sản, ế quá, hết bán, thôi bán, không bán nữa",
    "tạm nghỉ bán": "tạm đóng cửa, đóng cửa ít hôm, nghỉ ít tháng",
    "con": "thằng cu, con nhóc, sắp nhỏ, đứa nhỏ, bé nhà em, bé nhà mình, cháu nhà tôi, bé gái, bé trai, con gái, con trai, thằng con, đứa con, cháu bé",
    "bố": "tía, ba tôi, ba em, ba mình, thầy tôi, ông già tôi, ông bố",
    "mẹ": "má, bầm, má tôi, bà già tôi, bà mẹ",
    "vợ": "bà xã, vợ yêu", "chồng": "ông xã",
    "đóng dấu": "đóng mộc, lấy dấu, xin dấu, dấu đỏ, dấu của xã, dấu xã",
    "sai": "lộn tên, ghi lộn, viết lộn, ghi nhầm, viết nhầm, nhầm tên, trật tên, không khớp, không đúng, bị nhầm, lỗi chính tả, sai chính tả",
    "bản sao": "bản phô tô, bản photo, bản copy, bản coppy, tờ photo",
    "đổi tên chủ": "đứng tên tôi, đứng tên em, đứng tên mình, qua tên",
    "khoan giếng": "khoan cái giếng, đóng giếng, đóng cây nước, khoan cây nước",
    "gia súc chết": "bò chết, trâu chết, heo chết, lợn chết, gà chết, vịt chết, dê chết",
    "nhà hư": "nhà sập, nhà tốc mái, nhà bay nóc, nhà dột",
    "bảo hiểm": "bảo hểm, bảo hiễm, bảo hiêm", "hưởng bảo hiểm": "lãnh tiền bảo hiểm, ăn bảo hiểm",
    "không biết chữ": "mù chữ, không đi học, chưa đi học bao giờ, không biết viết",
    "nhập khẩu": "nhập vào sổ, vào sổ hộ khẩu, đăng ký hộ khẩu, chuyển khẩu về, chuyển hộ khẩu về, cho vào khẩu",
    "xóa khẩu": "ra khỏi sổ, bỏ tên khỏi sổ, bỏ tên ra khỏi sổ, gạch tên, xóa tên khỏi sổ",
    "ở trọ": "thuê phòng, thuê trọ, thuê nhà trọ, ở ghép, ở ký túc xá, ở thuê",
    "giấy xác nhận cư trú": "giấy xác nhận nơi ở, xác nhận chỗ ở, xác nhận địa chỉ, giấy tờ chứng minh nơi ở",
    "chia thừa kế": "chia của, chia gia tài, chia đất bố mẹ để lại, chia phần đất, của để lại, của ổng để lại",
    "làm sổ đỏ": "làm giấy đất, ra sổ, làm bìa, xin cái bìa đỏ, cấp bìa",
    "cãi nhau về đất": "lấn ranh, lấn qua ranh, lấn mốc, đào mốc, xê dịch mốc, giành đất, tranh giành đất",
    "xây nhà": "cất nhà, dựng nhà, làm nhà, xây cái nhà, khởi công nhà, đổ móng, động thổ",
    "nuôi con nuôi": "nhận nuôi, xin về nuôi, bé bị bỏ rơi, trẻ bị bỏ rơi, nhặt được em bé, nhặt được đứa bé",
    "đi cai nghiện": "bỏ thuốc phiện, bỏ hút, nghiện hút, chơi ma túy, hút hít, dính ma túy, bỏ ma túy",
    "khách ngủ lại": "khách thuê phòng, khách ở lại, bạn ngủ lại, ngủ qua đêm",
    "rút bảo hiểm": "lấy tiền bảo hiểm, rút tiền bảo hiểm, lấy bảo hiểm ra, rút hết bảo hiểm",
    "hộ nghèo": "diện nghèo, sổ nghèo, nghèo quá, nghèo khó, nhà nghèo",
}  # fmt: skip

BROADER = {
    **{f"{before} {name}": meant for before, meant in _BEFORE.items() for name in _COUNTRIES},
    **dict.fromkeys(_WHOLE_NAMES, "nước ngoài"),
    **{name.strip(): meant for meant, said in _SAID.items() for name in said.split(",")},
}
"""What is said: the word that names have."""
