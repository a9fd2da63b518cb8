"""A page that changes by itself at a known moment says so, and is kept no longer than that."""


def changes_at(request, moment):
    """What is being rendered will look different from `moment` (aware datetime, or None) on."""
    if moment is not None:
        request.changes_at = min(moment, getattr(request, "changes_at", moment))
