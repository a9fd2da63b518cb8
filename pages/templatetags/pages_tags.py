"""What page templates share: pictures, numbers and words as Vietnamese readers expect them."""

import json
from base64 import b64encode
from urllib.parse import urlencode, urlsplit

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format

from pages.identity import SiteIdentity
from pages.metadata import metadata_of, structured_data_of
from pages.paging import PAGE_PARAMETER
from pages.listening import recordings_in
from pages.pictures import picture_sources
from pages.structured_data import data_script

register = template.Library()

NO_BREAK_SPACE = "\u00a0"


@register.inclusion_tag("components/picture.html")
def picture(image, alt="", shape="", sizes="100vw", priority=False, whole=False):
    """A responsive picture that reserves its space; `shape` "wide" crops to 3:2."""
    context = {"alt": alt, "sizes": sizes, "priority": priority, "whole": whole}
    return picture_sources(image, shape=shape) | context


@register.inclusion_tag("components/head_metadata.html", takes_context=True)
def head_metadata(context):
    """What the page says about itself to machines; nothing where there is no page, as on a 404."""
    page, request = context.get("page"), context.get("request")
    if page is None or request is None or not page.pk or not hasattr(page, "card"):
        return {}
    identity = SiteIdentity.for_request(request)
    return {
        "data": metadata_of(page, request, identity),
        "identity": identity,
        "script": data_script(structured_data_of(page, request, identity)),
    }


@register.filter
def vnumber(value):
    """1234567 -> 1.234.567"""
    return number_format(value, use_l10n=True, force_grouping=True)


@register.filter
def keep_together(text):
    """The last two words of a place name, and a telephone number, never part at a line's end."""
    words = str(text).split()
    if all(word.isdigit() for word in words):
        return NO_BREAK_SPACE.join(words)
    return NO_BREAK_SPACE.join([" ".join(words[:-1]), words[-1]]) if len(words) > 1 else text


@register.filter
def telephone(number):
    """The number as a `tel:` link needs it: digits and a leading plus (RFC 3966)."""
    return "".join(sign for sign in str(number) if sign.isdigit() or sign == "+")


@register.filter
def host(url):
    """`https://www.baodautu.vn/x` -> `www.baodautu.vn`"""
    return urlsplit(str(url)).hostname or url


@register.filter
def zalo_share(url):
    """The address that Zalo's own share button opens for `url`; seen on other sites, not documented."""
    data = b64encode(json.dumps({"url": url}).encode()).decode()
    return f"https://button-share.zalo.me/share_external?layout=1&color=blue&customize=false&{urlencode({'d': data})}"


@register.filter
def recordings(page):
    """Audio files in the page's body that its readers can listen to."""
    return recordings_in(getattr(page, "body", None) or [])


@register.filter
def file_facts(document):
    """`PDF, 1,2 MB`: what a reader on a weak link wants to know before a download."""
    kind = document.file_extension.upper()
    size = document.file_size
    return f"{kind}, {filesizeformat(size)}" if size else kind


@register.simple_tag(takes_context=True)
def page_query(context, number):
    """The query of another page of the same list, filters kept."""
    query = context["request"].GET.copy()
    query[PAGE_PARAMETER] = number
    return f"?{query.urlencode()}"


@register.filter
def page_numbers(page):
    """Page numbers around the present one, `…` for a gap."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
