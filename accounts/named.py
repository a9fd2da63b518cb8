"""Which things an address of the admin names: by an argument of its route, or by `id` in its query."""

from django.apps import apps
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection, Page

_PAGES = (
    "page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk", "parent_page_pk",
)  # fmt: skip
_SEVERAL = ("wagtail_bulk_action", ":chosen_multiple", "_chosen_multiple")
"""Ends of the names of routes that take `?id=` several times."""


def named_by(match, query):
    """`(model, key)` of each thing that a resolved address names."""
    for argument, value in match.kwargs.items():
        model = _model_of(argument, match)
        if model and value is not None:
            yield model, value
    if match.view_name.endswith(_SEVERAL) and (model := model_of_several(match)):
        yield from ((model, value) for value in query.getlist("id") if value != "all")


def model_of_several(match):
    """What the `id`s in the query of an address are of."""
    if match.view_name == "wagtail_bulk_action":
        return _registered(match.kwargs["app_label"], match.kwargs["model_name"])
    return Page if match.view_name.startswith("wagtailadmin_choose_page") else _model_of_view(match)


def _model_of(argument, match):
    if argument in _PAGES:
        return Page
    if argument == "pk":
        return _model_of_view(match)
    if argument == "object_id":
        return _registered(match.kwargs["app_label"], match.kwargs["model_name"])
    return {
        "image_id": get_image_model(),
        "document_id": get_document_model(),
        "doc_id": get_document_model(),
        "collection_id": Collection,
        "redirect_id": Redirect,
    }.get(argument)


def _model_of_view(match):
    """Of Wagtail's views as classes (`BaseObjectMixin`); a function asks for its things itself."""
    view = match.func
    kind = getattr(view, "view_class", None) or getattr(view, "cls", None)
    model = getattr(view, "view_initkwargs", {}).get("model") or getattr(kind, "model", None)
    if isinstance(model, str):
        return apps.get_model(model)
    return model if isinstance(model, type) else None


def _registered(app_label, model_name):
    try:
        return apps.get_model(app_label, model_name)
    except LookupError:
        return None
