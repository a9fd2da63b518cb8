"""National codes of procedures, such as 1.001193.

The portal writes a code as a digit, a point and six digits; older lists append the codes of agency
and province (`1.001193.000.00.00.H18`), which name the office, not the procedure.
"""

import re

_CODE = re.compile(r"^[1-9]\.\d{6}$")
_WITH_OFFICE = re.compile(r"^([1-9]\.\d{6})\.\d{3}\.\d{2}\.\d{2}\.H\d{1,2}$")
_WITH_COMMA = re.compile(r"^([1-9]),(\d{4,6})$")
"""The number 1.00119 as a Vietnamese Excel writes it into a CSV."""
_INSIDE = re.compile(r"(?<![\d.])([1-9]\.\d{6})(?![\d])")


def is_national_code(text: str) -> bool:
    """Whether `text` has the shape of a national code; says nothing about its existence."""
    return bool(_CODE.match(text))


def national_code(text: str) -> str:
    """The code without spaces and without the office's part."""
    code = "".join(text.split())
    return match.group(1) if (match := _WITH_OFFICE.match(code)) else code


def read_code(value: object) -> str:
    """The code in a cell or a field, or an empty string.

    Excel makes the number 1.00119 of 1.001190; six digits follow the point always, so the zeros
    that it dropped are known.
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value < 10:
        value = f"{value:.6f}"
    code = national_code(str(value or "").strip().strip("'’`\u200b\ufeff"))
    if match := _WITH_COMMA.match(code):
        code = f"{match[1]}.{match[2]:0<6}"
    return code if is_national_code(code) else ""


def codes_in(text: str) -> list[str]:
    """Every code in running text, in its order, each once."""
    return list(dict.fromkeys(_INSIDE.findall(text)))
