"""Views whose rooms are costly to import and seldom visited: a worker fetches them when first asked.

Reading Word files, workbooks and old portals brings in a dozen libraries that no reader's page needs;
they were half of what each process did before its first answer (docs/decisions/220-late-views.md).
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.views import View


def late(path: str, **initkwargs: Any) -> Callable[..., HttpResponse]:
    """The view at `path` ("room.module.view"; a class is made a view of), imported at its first request.

    Marks that Django reads from the function itself, such as `csrf_exempt`, do not show through:
    a view that bears one is named in the ordinary way.
    """

    @cache
    def found() -> Callable[..., HttpResponse]:
        view = import_string(path)
        return view.as_view(**initkwargs) if _is_view_class(view) else view

    def late_view(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return found()(request, *args, **kwargs)

    late_view.found = found  # type: ignore[attr-defined]  # the test asks whether every path leads somewhere
    return late_view


def _is_view_class(view: object) -> bool:
    return isinstance(view, type) and issubclass(view, View)
