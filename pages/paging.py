"""Pages of a long list that answer every page number, however odd, without an error."""

from django.core.paginator import Paginator

PAGE_PARAMETER = "trang"


def asked_page(request):
    """The page number in the address, at least 1; nonsense is 1."""
    number = request.GET.get(PAGE_PARAMETER, "1")
    return max(1, int(number)) if number.isascii() and number.isdecimal() and len(number) < 7 else 1


def page_of(request, items, per_page):
    """The asked-for page of `items`; nonsense and numbers out of range give the nearest page."""
    return Paginator(items, per_page).get_page(request.GET.get(PAGE_PARAMETER, "1"))
