"""What a version says at a glance: fee, time, online or not."""

from procedures import fees, times


def summarise(version):
    """Values of the summary columns, read from the version's methods and fees."""
    methods = _methods(version)
    return glance_of(methods, [fee for method in methods for fee in method.fees.all()])


def glance_of(methods, all_fees):
    """The same from plain rows; `methods` and `all_fees` in the order of the sheet."""
    from procedures.models.choices import ONLINE_CHANNELS  # models import this module

    fee_line, fee_note, is_free = fees.fee_summary(all_fees)
    time_line, time_note = times.time_summary(methods)
    return {
        "fee_line": fee_line[:120],
        "fee_note": fee_note,
        "time_line": time_line[:120],
        "time_note": time_note,
        "is_online": any(method.channel in ONLINE_CHANNELS for method in methods),
        "is_free": is_free,
    }


def _methods(version):
    """The rows, also of a version that the form has filled but not saved yet."""
    if version.pk is None and "methods" not in getattr(version, "_cluster_related_objects", {}):
        return []
    return list(version.methods.all())
