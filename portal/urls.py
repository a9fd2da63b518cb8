"""Every public address. Pages are Wagtail's; the rest is one line each.

`cached` answers anonymous readers from a cache; `never_cached` is for staff, forms and files.
"""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from design import views as design_views
from links import views as links_views
from portal import errors, media
from search import views as search_views

never_cached = [
    path(settings.ADMIN_PATH, include(wagtailadmin_urls)),
    path("tai-lieu/", include(wagtaildocs_urls)),
    path("lien-ket/", links_views.leave, name="leave"),
    path("media/images/<path:path>", media.image, name="image"),
]
cached = [
    path("tim-kiem/", search_views.search, name="search"),
    path("tim-kiem/goi-y/", search_views.suggestions, name="suggestions"),
    re_path(r"^mau/(?P<colour>[0-9a-f]{6})\.css$", design_views.accent_stylesheet, name="accent"),
]

urlpatterns = [*never_cached, *cached, path("", include(wagtail_urls))]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
