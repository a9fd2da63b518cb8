"""A progress bar for long commands; silent where nobody watches."""

WIDTH = 30


def progress_bar(items, label, stream):
    """Yield `items`; draw a bar on `stream` while it is a terminal."""
    items = list(items)
    shown = bool(items) and getattr(stream, "isatty", lambda: False)()
    for number, item in enumerate(items, 1):
        yield item
        if shown:
            filled = WIDTH * number // len(items)
            bar = "█" * filled + "░" * (WIDTH - filled)
            stream.write(f"\r{label} {bar} {number}/{len(items)}", ending="")
            stream.flush()
    if shown:
        stream.write("")
