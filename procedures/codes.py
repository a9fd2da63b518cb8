"""National codes of procedures, such as 1.001193.

The portal writes a code as a digit, a point and six digits; older lists append the codes of agency
and province (`1.001193.000.00.00.H18`), which name the office, not the procedure.
"""

import re

_CODE = re.compile(r"^[1-9]\.\d{6}$")
_WITH_OFFICE = re.compile(r"^([1-9]\.\d{6})\.\d{3}\.\d{2}\.\d{2}\.H\d{1,2}$")


def is_national_code(text):
    """Whether `text` has the shape of a national code; says nothing about its existence."""
    return bool(_CODE.match(text))


def national_code(text):
    """The code without spaces and without the office's part."""
    code = "".join(text.split())
    return match.group(1) if (match := _WITH_OFFICE.match(code)) else code
