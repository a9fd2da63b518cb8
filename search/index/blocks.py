"""How a bitmap is stored: in blocks of 8,192 entries, few entries as numbers, many deflated.

Text has few entries per word and many words, so most rows are some ten bytes; the fullest is 1 KB.
"""

import zlib
from array import array
from functools import lru_cache

from search.index.bitmaps import numbers_in

SIZE = 8_192
"""Entries per block."""
_BYTES = SIZE // 8
_FEW = 12
_NUMBERS, _DEFLATED = b"\x00", b"\x01"


def packed(offsets):
    """The stored form of a set of places within one block."""
    if len(offsets) <= _FEW:
        return _NUMBERS + array("H", sorted(offsets)).tobytes()
    bits = bytearray(_BYTES)
    for offset in offsets:
        bits[offset >> 3] |= 1 << (offset & 7)
    return _deflated(bits)


def packed_bitmap(bitmap):
    """The stored form of the bitmap of one block."""
    if bitmap.bit_count() <= _FEW:
        return packed(numbers_in(bitmap))
    return _deflated(bitmap.to_bytes(_BYTES, "little"))


def _deflated(bits):
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return _DEFLATED + deflate.compress(bits) + deflate.flush()


def unpacked(stored):
    """The bitmap of one block."""
    stored = bytes(stored)
    if stored[:1] == _DEFLATED:
        return int.from_bytes(zlib.decompress(stored[1:], -zlib.MAX_WBITS), "little")
    bitmap = 0
    for offset in array("H", stored[1:]):
        bitmap |= 1 << offset
    return bitmap


@lru_cache(maxsize=2_000)
def joined(parts):
    """One bitmap from pairs of a block and its stored form.

    Half of what a search reads are lists for filters, the same each time: the stored form is its own key, so
    that what is kept can never be out of date. 2,000 bitmaps of 20,000 entries are 5 MB.
    """
    whole = bytearray((max(block for block, _ in parts) + 1) * _BYTES)
    for block, stored in parts:
        start = block * _BYTES
        if stored[:1] == _DEFLATED:
            bits = zlib.decompress(stored[1:], -zlib.MAX_WBITS)
            whole[start : start + len(bits)] = bits
        else:
            for offset in array("H", stored[1:]):
                whole[start + (offset >> 3)] |= 1 << (offset & 7)
    return int.from_bytes(whole, "little")
