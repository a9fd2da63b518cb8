"""Pages of a long list that answer every page number, however odd, without an error."""

from django.core.paginator import Paginator

PAGE_PARAMETER = "trang"


def page_of(request, items, per_page):
    """The asked-for page of `items`; nonsense and numbers out of range give the nearest page."""
    return Paginator(items, per_page).get_page(request.GET.get(PAGE_PARAMETER, "1"))
