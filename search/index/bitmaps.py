"""Sets of entries as whole numbers: bit n of a bitmap says whether entry n is in.

One `&` of two numbers compares twenty thousand entries in a microsecond, so every entry of a site can be
weighed for every word of a question. Sums of weights are kept bit by bit: slice k of `Sums` is the
bitmap of the entries whose sum has bit k (bit-sliced arithmetic: O'Neil and Quass, 1997).
"""


def numbers_in(bitmap):
    """The entries of a bitmap, lowest first."""
    found = []
    for place, byte in enumerate(bitmap.to_bytes((bitmap.bit_length() + 7) // 8, "little")):
        if byte:
            found += [place * 8 + bit for bit in range(8) if byte >> bit & 1]
    return found


class Sums:
    """A sum of weights (whole numbers) for every entry."""

    def __init__(self):
        self.slices = []

    def add(self, bitmap, weight):
        """Give `weight` to every entry of `bitmap`."""
        if not bitmap:
            return
        slices = self.slices
        slices += [0] * (weight.bit_length() - len(slices))
        for start in range(weight.bit_length()):
            if not weight >> start & 1:
                continue
            carried, place = bitmap, start
            while carried:
                if place == len(slices):
                    slices.append(carried)
                    break
                before = slices[place]
                slices[place] = before ^ carried
                carried &= before
                place += 1

    def of(self, number):
        """The sum of one entry."""
        return sum((bits >> number & 1) << place for place, bits in enumerate(self.slices))

    def at_least(self, least, among):
        """Those of the bitmap `among` whose sum is `least` or more."""
        above, equal = 0, among
        for place in range(max(len(self.slices), int(least).bit_length()) - 1, -1, -1):
            bits = self.slices[place] if place < len(self.slices) else 0
            if least >> place & 1:
                equal &= bits
            else:
                above |= equal & bits
                equal &= ~bits
        return above | equal

    def best(self, count, among):
        """The `count` entries of `among` with the highest sums; of equal ones the newest."""
        sure, tied = 0, among
        for bits in reversed(self.slices):
            tried = sure | (tied & bits)
            found = tried.bit_count()
            if found > count:
                tied &= bits
            else:
                sure = tried
                tied &= ~bits
                if found == count:
                    return sure
        return sure | newest(tied, count - sure.bit_count())


def newest(bitmap, count):
    """The `count` highest entries of a bitmap."""
    kept = 0
    while bitmap and count > 0:
        top = 1 << bitmap.bit_length() - 1
        kept |= top
        bitmap ^= top
        count -= 1
    return kept
