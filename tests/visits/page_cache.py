"""The smallest page cache that keeps a page: what stands before the site must not matter to counting."""

from django.http import HttpResponse


class PageCacheMiddleware:
    """Answers a page from memory once it was made; Django is not asked again."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.pages = {}

    def __call__(self, request):
        is_page = request.method == "GET" and not request.COOKIES and not request.GET
        if is_page and request.path in self.pages:
            return HttpResponse(self.pages[request.path], headers={"X-Page-Cache": "hit"})
        response = self.get_response(request)
        html = response.headers.get("Content-Type", "").startswith("text/html")
        if is_page and html and response.status_code == 200 and not response.cookies:
            self.pages[request.path] = response.content
        return response
