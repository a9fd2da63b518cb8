"""Line drawings for task tiles: the inside of a 40×40 `<svg>`, one accent stitch in each."""


def _stitch(x, y):
    return f'<path fill="var(--tint)" stroke="none" d="M{x} {y}l3-3 3 3-3 3z"/>'


TILE_ICONS = {
    "paper": '<path d="M9 5h15l7 7v23H9zM24 5v7h7M14 18h12M14 24h12"/>' + _stitch(14, 30),
    "birth": (
        '<path d="M20 34c-8 0-13-5-13-12 0-6 4-9 7-9M20 34c8 0 13-5 13-12 0-6-4-9-7-9"/>'
        '<circle cx="20" cy="13" r="7"/>' + _stitch(17, 24)
    ),
    "marriage": '<circle cx="15" cy="23" r="9"/><circle cx="25" cy="23" r="9"/>' + _stitch(17, 8),
    "copy": (
        '<path d="M7 5h18v24H7zM13 34h20V12"/><path d="M11 12h10M11 17h10"/>' + _stitch(13, 23)
    ),
    "person": (
        '<circle cx="16" cy="13" r="6"/>'
        '<path d="M5 33c0-8 4-12 11-12 3 0 5 .7 7 2M24 29l4 4 8-9"/>' + _stitch(29, 10)
    ),
    "death": (
        '<path d="M20 13v18M10 34h20M14 34v-4h12v4"/>'
        '<path fill="var(--tint)" stroke="none" d="M20 3l3.5 4L20 12l-3.500-5z"/>'
    ),
    "support": (
        '<path d="M4 26h7c4 0 5 3 9 3h4M4 34h16c5 0 9-4 15-10-3-3-5-2-8 1l-3 3"/>'
        '<circle cx="23" cy="11" r="7"/>' + _stitch(20, 11)
    ),
    "house": '<path d="M5 19 20 6l15 13M9 17v17h22V17M17 34v-9h6v9"/>' + _stitch(17, 17),
    "land": '<path d="M4 32c6-4 10-4 16 0s10 4 16 0M4 24c6-4 10-4 16 0s10 4 16 0"/>'
    + _stitch(17, 11),
}
