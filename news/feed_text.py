"""An article as HTML that any reader can show: absolute addresses, plain pictures, no scripts."""

from urllib.parse import urljoin

from bs4 import BeautifulSoup
from django.utils.html import format_html

_LEFT_OUT = {"link_group"}
_KEPT = {"src", "href", "alt", "width", "height", "controls", "colspan", "rowspan", "scope"}


def entry_html(article, origin):
    """The lead and the body; `origin` is the site's address without a trailing slash."""
    lead = format_html("<p>{}</p>", article.lead) if article.lead else ""
    blocks = [block.render() for block in article.body if block.block_type not in _LEFT_OUT]
    page = BeautifulSoup(f"{lead}{''.join(blocks)}", "html.parser")
    for unwanted in page(["svg", "source", "script", "style"]):
        unwanted.decompose()
    for wrapper in page(["picture", "div", "span"]):
        wrapper.unwrap()
    for tag in page.find_all(True):
        _make_plain(tag, origin)
    return str(page)


def _make_plain(tag, origin):
    if tag.name == "img" and tag.get("srcset"):
        tag["src"] = tag["srcset"].split(",")[-1].split()[0]
    tag.attrs = {name: value for name, value in tag.attrs.items() if name in _KEPT}
    for name in ("src", "href"):
        if name in tag.attrs:
            tag[name] = urljoin(f"{origin}/", tag[name])
