"""schema.org NewsArticle: https://schema.org/NewsArticle."""

import re

from pages.pictures import picture_sources
from pages.structured_data import organisation

MAX_HEADLINE = 110
_OFFICE = re.compile(
    r"(ủy ban|uỷ ban|ubnd|hđnd|hội (đồng|nông|phụ|cựu|người|chữ|khuyến)|đoàn (thanh|tncs|xã|phường|thể)|đảng |ban |phòng |công an|quân sự|trạm |trường |trung tâm|tổ |sở |bộ |báo |đài |"
    r"cổng |trang (thông|tin)|tttđt|ttxvn|văn phòng|mặt trận|mttq|chi cục|cục |thôn |xã |nhóm )",
    re.I,
)
"""How the names of offices, papers and groups begin."""


def news_article(article, identity):
    """The article as a dict for `pages.structured_data.data_script`."""
    url = article.full_url
    origin = url.removesuffix(article.url) if url else ""
    publisher = organisation(identity)
    author = _author(article.author) if article.author else publisher
    found = {
        "@type": "NewsArticle",
        "headline": article.title[:MAX_HEADLINE],
        "description": article.lead,
        "datePublished": _iso(article.published_at),
        "dateModified": _iso(article.last_published_at or article.published_at),
        "inLanguage": "vi",
        "mainEntityOfPage": url,
        "articleSection": article.section.title,
        "author": author,
        "publisher": publisher,
        "image": _images(article.cover, origin),
        "isBasedOn": article.source_url,
    }
    return {name: value for name, value in found.items() if value}


def _author(name):
    """A person, or the office that signed: "Công an xã" is nobody's name."""
    return {"@type": "Organization" if _OFFICE.match(name) else "Person", "name": name}


def _iso(moment):
    """ISO 8601, or nothing for a draft that has no date yet."""
    return moment and moment.isoformat()


def _images(cover, origin):
    size = picture_sources(cover, shape="wide")["largest"] if cover else None
    return [f"{origin}{size.url}"] if size else []
