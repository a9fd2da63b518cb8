"""How the letters of a text file are written: Excel alone has four ways of saving a CSV."""


def encoding_of(start: bytes) -> str:
    """`utf-8-sig`, or the kind of UTF-16 in which a text is written, with its mark or without."""
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    few = start[:200]
    for place, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if 2 * few[place::2].count(0) > len(few[place::2]) and not few[1 - place :: 2].count(0):
            return encoding
    return "utf-8-sig"
