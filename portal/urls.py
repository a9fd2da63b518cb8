"""Every public address. Pages are Wagtail's; the rest is one line each.

`cached` answers anonymous readers from a cache; `never_cached` is for staff, forms and files.
"""

from django.conf import settings
from django.urls import include, path, re_path, register_converter
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from addresses import views as addresses_views
from design import views as design_views
from home import bulletin
from links import views as links_views
from news import feeds, grouped, recordings
from offline import views as offline_views
from pages import feeds as page_feeds
from pages import share_card, site_icons
from pages.known_queries import reads
from portal import errors, media, page_urls, security_txt
from procedures import views as procedures_views
from search import views as search_views
from visits import api as visits_api
from visits import endpoint as visits_endpoint
from visits import views as visits_views

register_converter(bulletin.DayConverter, "day")

never_cached = [
    path(settings.ADMIN_PATH, include(wagtailadmin_urls)),
    re_path(r"^tai-lieu/(\d+)/(.+)$", media.document, name="document"),
    path("tai-lieu/", include(wagtaildocs_urls)),
    path("luot-xem/", visits_endpoint.report_view, name="report_view"),
    path("xac-minh/<slug:code>/", visits_views.verify_report, name="verify_report"),
    path("api/thong-ke/", visits_api.now, name="statistics_api"),
    path("api/thong-ke/<int:year>-<int:month>/", visits_api.month, name="statistics_api_month"),
    path("lien-ket/", links_views.leave, name="leave"),
    path("huu-ich/<int:page_id>/", procedures_views.vote, name="procedure_vote"),
    path("media/images/<path:path>", media.image, name="image"),
]
cached = [
    path("thong-ke-truy-cap/", visits_views.public_statistics, name="public_statistics"),
    path("tim-kiem/", search_views.search, name="search"),
    path("tim-kiem/goi-y/", search_views.suggestions, name="suggestions"),
    path("robots.txt", reads()(addresses_views.robots), name="robots"),
    path("sitemap.xml", reads()(addresses_views.sitemap), name="sitemap"),
    path("sitemap-<int:part>.xml", reads()(addresses_views.sitemap_part), name="sitemap_part"),
    path("sitemap-tin.xml", reads()(addresses_views.sitemap_news), name="sitemap_news"),
    path("so-do-trang/", reads()(addresses_views.site_map), name="site_map"),
    re_path(r"^(?P<form>rss|atom)\.xml$", reads()(feeds.feed), name="site_feed"),
    re_path(
        r"^(?P<path>[\w/-]+)/(?P<form>rss|atom)\.xml$",
        reads()(page_feeds.section_feed),
        name="section_feed",
    ),
    path("manifest.webmanifest", reads()(offline_views.manifest), name="manifest"),
    path("ngoai-tuyen/", reads()(offline_views.offline_page), name="offline"),
    path("ngoai-tuyen/so/<int:page_id>/", reads()(offline_views.book), name="book"),
    re_path(
        r"^anh-chia-se/(\d{1,9})-([0-9a-f]{12})\.jpg$",
        reads()(share_card.share_card),
        name="share_card",
    ),
    path("favicon.ico", reads()(site_icons.favicon), name="favicon"),
    path("apple-touch-icon.png", reads()(site_icons.touch_icon), name="touch_icon"),
    path("the/<path:name>/", reads("trang")(grouped.with_tag), name="tag"),
    path("tac-gia/<path:name>/", reads("trang")(grouped.by_author), name="author"),
    path("phat-thanh.xml", reads()(recordings.podcast), name="podcast"),
    path("ban-tin/", reads()(bulletin.sheet), name="bulletin_now"),
    path("ban-tin/loa/", reads()(bulletin.script), name="loudspeaker_now"),
    path("ban-tin/<day:day>/", reads()(bulletin.sheet), name="bulletin"),
    path("ban-tin/<day:day>/loa/", reads()(bulletin.script), name="loudspeaker"),
    path("da-luu/", reads()(offline_views.saved_pages), name="saved_pages"),
    path("sw.js", offline_views.worker, name="worker"),
    path(".well-known/security.txt", reads()(security_txt.security_txt), name="security_txt"),
    re_path(
        r"^mau/(?P<colour>[0-9a-f]{6})\.css$",
        reads()(design_views.accent_stylesheet),
        name="accent",
    ),
]

urlpatterns = [*never_cached, *cached, path("", include(page_urls))]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
