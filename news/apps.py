"""See `docs/architecture.md` for what `news` may import."""

from django.apps import AppConfig


class NewsConfig(AppConfig):
    """Django's entry for the app."""

    name = "news"
    verbose_name = "Tin tức"
    default_auto_field = "django.db.models.BigAutoField"
    not_backed_up = ("Arrival",)  # files on their way; the drafts made of them are kept

    def ready(self):
        """Say what a section of news is; give the statistics its articles, and the sitemap its news."""
        from addresses import sitemaps
        from news import feeds, publishing_report  # noqa: F401 - importing registers its tables
        from news.intake import origins  # noqa: F401 - importing connects the removal of files
        from news.related import filled
        from news.sitemap import article_entries
        from pages import moving, sections

        sitemaps.register(article_entries)
        moving.register("othernews", filled)
        sections.register(
            sections.SectionKind(
                index="news.SectionPage", written=("news.ArticlePage",), feed=feeds.of_section
            )
        )
