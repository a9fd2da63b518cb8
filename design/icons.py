"""Line icons drawn for this site: the inside of a 24×24 `<svg>`, by name."""

ICONS = {
    "menu": '<path d="M3 6h18M3 12h18M3 18h18"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>',
    "letters": '<path d="m2 18 5-13 5 13M4 13.5h6M14 18l3.5-9 3.5 9M15.3 15h4.4"/>',
    "print": '<path d="M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z"/>',
    "file": '<path d="M6 3h8l5 5v13H6zM14 3v5h5"/>',
    "download": '<path d="M12 4v11m-5-5 5 5 5-5M4 20h16"/>',
    "filter": '<path d="M4 6h16M7 12h10M10 18h4"/>',
    "phone": '<path d="M5 3h4l2 5-3 2c1 3 3 5 6 6l2-3 5 2v4c-9 2-18-7-16-16z"/>',
    "check": '<path d="m4 13 5 5L20 6"/>',
    "external": '<path d="M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9"/>',
    "share": '<circle cx="6" cy="12" r="2.5"/><circle cx="17" cy="5.5" r="2.5"/><circle cx="17" cy="18.500" r="2.5"/><path d="m8.200 10.800 6.500-4M8.200 13.200l6.500 4"/>',
    "save": '<path d="M12 3v12M7 10.500l5 5 5-5M4 20h16"/>',
    "sound": '<path d="M4 9v6h4l5 4V5L8 9zM16.5 8.500c2 2 2 5 0 7M19 6c3.5 3.5 3.5 8.5 0 12"/>',
}
