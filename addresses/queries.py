"""Old addresses whose query names the page, such as `/?p=12` of WordPress, lead on before a page answers.

Wagtail looks for a redirect only where nothing answers; the front page answers every query.
"""

from django.http import HttpRequest, HttpResponsePermanentRedirect, HttpResponseRedirect
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

Answer = HttpResponsePermanentRedirect | HttpResponseRedirect


def lead_on(page: Page, request: HttpRequest, *_: object) -> Answer | None:
    """Where the whole address, query and all, is an old one; asks nothing for what the page reads itself."""
    names = getattr(page, "query_names", None) or frozenset()
    if request.method not in ("GET", "HEAD") or names.issuperset(request.GET):
        return None
    path = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    redirect = get_redirect(request, path)
    if redirect is None or redirect.link is None:
        return None
    answer = HttpResponsePermanentRedirect if redirect.is_permanent else HttpResponseRedirect
    return answer(redirect.link)
