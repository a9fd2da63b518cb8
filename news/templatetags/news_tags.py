"""Lists of articles in templates."""

from django import template

from news import related

register = template.Library()


@register.simple_tag(takes_context=True)
def other_news(context, article):
    """What stands under "Tin khác" beside the article."""
    return related.other_news_html(article, context.get("request"))
