"""Wagtail's addresses for readers, without its second sign-in.

`wagtail.urls` brings `/_util/login/`, a form that knows nothing of the admin's network rule, throttle,
second factor and idle lock. Its name must exist, since pages that only some may read send people there;
here it leads to the one sign-in that there is.
"""

from django.urls import path, re_path
from django.views.generic import RedirectView
from wagtail import views
from wagtail.urls import serve_pattern

urlpatterns = [
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        views.authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path(
        "_util/login/",
        RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True),
        name="wagtailcore_login",
    ),
    re_path(serve_pattern, views.serve, name="wagtail_serve"),
]
