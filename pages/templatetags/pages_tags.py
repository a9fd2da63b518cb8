"""What page templates share: pictures, numbers and words as Vietnamese readers expect them."""

import json
import re
from base64 import b64encode
from functools import lru_cache, partial
from urllib.parse import urlencode, urlsplit

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from wagtail.contrib.settings.context_processors import SettingProxy
from wagtail.models import Site

from accounts.owned import only_site
from pages import moving, pictures, sites
from pages.downtime import coming_notices
from pages.freshness import changes_at
from pages.identity import SiteIdentity
from pages.listening import recordings_in
from pages.metadata import metadata_of, structured_data_of
from pages.paging import PAGE_PARAMETER
from pages.remembering import remembered
from pages.structured_data import data_script
from pages.today import day_in_words, this_year

register = template.Library()

NO_BREAK_SPACE = "\u00a0"
_NUMBER_GAP = re.compile(r"(?<=\d) (?=\d{2})")


class KeptNode(template.Node):
    """The inside of `{% kept %}`, rendered once for each combination of its values."""

    def __init__(self, nodelist, name, values, taken):
        self.nodelist = nodelist
        self.name = name
        self.values = values
        self.taken = taken

    def render(self, context):
        """The remembered HTML; not remembered where the page may have been read before a change."""
        request = context.get("request")
        alone = context.new({name: context.get(name) for name in self.taken})
        alone.update({"request": request, "settings": SettingProxy(request)})
        if request is None or not sites.is_of_now(request):
            return self.nodelist.render(alone)
        site = Site.find_for_request(request)
        values = tuple(str(value.resolve(context)) for value in self.values)
        has_places = moving.are_allowed(request)
        key = ("kept", self.name, site and site.pk, has_places, *values)
        build = partial(self.nodelist.render, alone)
        return remembered(key, build, of_site=site is not None)


@register.tag
def kept(parser, token):
    """`{% kept "footer" value … %}…{% endkept %}`: the same on all pages of a site until a change.

    The inside depends on the site and on the values given, and sees nothing else of the page: what it
    shows it asks for by itself, so that it is known what makes it old. `{% kept "trail" page.pk of trail %}`
    lets it see what the value stands for.
    """
    _, name, *values = token.split_contents()
    values, taken = (
        (values[: values.index("of")], values[values.index("of") + 1 :])
        if "of" in values
        else (values, [])
    )
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    compiled = [parser.compile_filter(value) for value in values]
    return KeptNode(nodelist, name.strip('"'), compiled, taken)


@register.inclusion_tag("components/picture.html")
def picture(image, alt="", shape="", sizes="100vw", priority=False, whole=False):
    """A responsive picture that reserves its space; `shape` "wide" crops to 3:2."""
    context = {"alt": alt, "sizes": sizes, "priority": priority, "whole": whole}
    return pictures.picture_sources(image, shape=shape) | context


@register.inclusion_tag("components/downtime.html", takes_context=True)
def downtime_notice(context):
    """The line about a planned downtime, on every page until it is over."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    notices = coming_notices(site.pk if site else only_site())
    if notices and request:
        changes_at(request, notices[0].ends_at)
    return {"notices": notices[:1]}


@register.simple_tag
def picture_size(image, name):
    """One ready-made size of a picture by its name, or None."""
    return pictures.picture_size(image, name) if image else None


@register.simple_tag
def whole_picture(image):
    """The uncropped picture as large as pages show it, or None."""
    return pictures.picture_sources(image)["largest"]


@register.filter
def day_mark(moment):
    """`<time>21/11</time>`: the year is seen where it is not this one, and heard always."""
    day = timezone.localtime(moment).date()
    return _day_mark(day, is_this_year=day.year == this_year())


@register.simple_tag(takes_context=True)
def day_of_printing(context):
    """`27/11/2026`, the day on which a page is printed: of today also on a page kept since long."""
    return (
        moving.place("day", "0") if moving.are_allowed(context.get("request")) else day_in_words()
    )


@lru_cache(maxsize=2_000)
def _day_mark(day, is_this_year):
    return format_html(
        '<time datetime="{}">{}<span class="vh">/</span><span class="{}">{}</span></time>',
        day.isoformat(), day.strftime("%d/%m"), "vh" if is_this_year else "year", day.year,
    )  # fmt: skip


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


@register.filter(is_safe=True)
def keep_numbers(html):
    """`0219 000 0001` in a narrow column of a table stays on one line."""
    return mark_safe(_NUMBER_GAP.sub(NO_BREAK_SPACE, html))  # noqa: S308 - the block's own HTML


@register.filter
def telephone(number):
    """The number as a `tel:` link needs it: digits and a leading plus (RFC 3966)."""
    return "".join(sign for sign in str(number) if sign.isdigit() or sign == "+")


@register.filter
def host(url):
    """`https://www.baodautu.vn/x` -> `www.baodautu.vn`"""
    try:
        return urlsplit(str(url)).hostname or url
    except ValueError:  # what was written there is no address
        return url


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
