"""Pages that wait to be indexed until whoever saves them several times is done; see `search.once`."""

from contextvars import ContextVar

HELD: ContextVar[dict | None] = ContextVar("held", default=None)


def hold(thing) -> bool:
    """Whether a page waits for the end of `indexed_once`; it is noted then. Other things never wait."""
    held = HELD.get()
    if held is None or not hasattr(thing, "url_path"):
        return False
    held[thing.pk] = thing
    return True
