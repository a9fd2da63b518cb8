"""Blocks that show a section's articles on another page, the home page above all."""

from wagtail import blocks

from news.models import ArticlePage
from pages.clean_blocks import LineBlock
from pages.live_links import address_of
from pages.today import today


class SectionListBlock(blocks.StructBlock):
    """The newest articles of one section."""

    section = blocks.PageChooserBlock(page_type="news.SectionPage", label="Chuyên mục")
    heading = LineBlock(
        required=False, label="Tên hiển thị", help_text="Để trống thì lấy tên chuyên mục."
    )
    count = blocks.IntegerBlock(default=4, min_value=1, max_value=12, label="Số bài")

    def get_context(self, value, parent_context=None):
        """`cards` of the section's newest articles, without what the headlines show already."""
        context = super().get_context(value, parent_context)
        section = value["section"]
        leads = _leads_shown(parent_context)
        context["section_url"] = address_of(section)
        context["cards"] = (
            self._cards(section, value["count"], leads) if context["section_url"] else []
        )
        return context

    def _cards(self, section, count, leads):
        articles = self._articles(section).exclude(pk__in=leads).newest().for_cards()
        return [article.card() for article in articles[:count]]

    def _articles(self, section):
        return ArticlePage.objects.published().in_section(section)


class SectionCardsBlock(SectionListBlock):
    """The newest articles with pictures."""

    class Meta:
        icon = "images"
        label = "Tin của một chuyên mục, có ảnh"
        description = "Các bài mới nhất, mỗi bài một ảnh."
        template = "blocks/section_cards.html"


class NoticesBlock(SectionListBlock):
    """The newest notices: label, title, when; those that are over have left by themselves."""

    def _articles(self, section):
        return super()._articles(section).not_over(today())

    class Meta:
        icon = "warning"
        label = "Thông báo"
        description = "Các thông báo mới nhất, không ảnh, có nhãn."
        template = "blocks/notices.html"


class HeadlinesBlock(blocks.StructBlock):
    """The lead story and the latest news of the whole site."""

    lead = blocks.PageChooserBlock(
        page_type="news.ArticlePage",
        required=False,
        label="Bài nổi bật",
        help_text="Để trống thì lấy bài mới nhất có ảnh.",
    )
    section = blocks.PageChooserBlock(
        page_type="news.SectionPage",
        required=False,
        label="Lấy tin từ",
        help_text="Để trống thì lấy từ mọi chuyên mục.",
    )
    count = blocks.IntegerBlock(default=7, min_value=3, max_value=12, label="Số tin mới")

    def get_context(self, value, parent_context=None):
        """`lead` (a card or None) and `cards` (the latest without the lead)."""
        context = super().get_context(value, parent_context)
        articles = ArticlePage.objects.published().newest().for_cards()
        context["section_url"] = address_of(value["section"])
        root = value["section"] if context["section_url"] else (parent_context or {}).get("page")
        if root:
            articles = articles.descendant_of(root)
        latest = list(articles[: value["count"] + 1])
        lead = self._lead(value["lead"], articles, latest)
        context["lead"] = lead.card() if lead else None
        if lead:
            _leads_shown(parent_context).add(lead.pk)
        rest = [article for article in latest if lead is None or article.pk != lead.pk]
        context["cards"] = [article.card() for article in rest[: value["count"]]]
        return context

    def _lead(self, chosen, articles, latest):
        """The editors' choice while it is published, else the newest with a picture."""
        if chosen and (lead := articles.filter(pk=chosen.pk).first()):
            return lead
        with_picture = [article for article in latest if article.cover_id]
        return (with_picture or latest or [None])[0]

    class Meta:
        icon = "title"
        label = "Tin nổi bật và tin mới"
        description = "Một bài lớn bên trái, danh sách tin mới bên phải."
        template = "blocks/headlines.html"


def _leads_shown(parent_context):
    """Ids of the lead stories above on the same page; kept with the request that renders it."""
    request = (parent_context or {}).get("request")
    return request.__dict__.setdefault("_leads_shown", set()) if request else set()
