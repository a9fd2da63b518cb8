"""Which tables a backup holds, in the order in which they are written."""

from django.apps import apps

LEFT_OUT = {
    "sessions.session",  # whoever is signed in signs in again
    "wagtailsearch.indexentry", "wagtailsearch.sqliteftsindexentry",
    "wagtailcore.referenceindex",
    "axes.accessattempt", "axes.accesslog", "axes.accessfailurelog", "axes.accessattemptexpiration",
}  # fmt: skip
"""Tables of others: made again after a restore, or nobody's business for longer than needed."""


def backed_up_models():
    """Every model with a table, except LEFT_OUT and what an app names in `not_backed_up`."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and not _is_left_out(model)
    ]


def all_models():
    """Every model with a table: what must be empty before rows are put back."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    ]


def _is_left_out(model):
    app = apps.get_app_config(model._meta.app_label)
    return model._meta.label_lower in LEFT_OUT or model.__name__ in getattr(
        app, "not_backed_up", ()
    )


def rebuilding_commands():
    """The commands that make the left out tables again: Wagtail's, and those apps name."""
    own = [getattr(app, "rebuilt_after_restore", None) for app in apps.get_app_configs()]
    return ["rebuild_references_index", "update_index", *filter(None, own)]
