"""How a figure stands to an earlier one, in words: colour alone would not be read aloud."""


def in_words(now, before):
    """`Tăng 12%`, `Giảm 3%`, `Không đổi`, or that there is nothing to compare with."""
    if before == 0:
        return "Không đổi" if now == 0 else "Trước đó chưa có số liệu"
    change = round((now - before) * 100 / before)
    if now == before:
        return "Không đổi"
    if change == 0:
        return "Tăng dưới 1%" if now > before else "Giảm dưới 1%"
    return f"Tăng {_grouped(change)}%" if change > 0 else f"Giảm {_grouped(-change)}%"


def share(part, whole):
    """A whole percentage, 0 of nothing."""
    return round(part * 100 / whole) if whole else 0


def _grouped(number):
    return f"{number:,}".replace(",", ".")
