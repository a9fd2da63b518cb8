"""Site settings that every page shows, read once per change instead of once per request."""

from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.models import Site

from pages.remembering import remembered


class RememberedSetting(BaseSiteSetting):
    """A site setting whose `for_request` is remembered; forms use `for_site`, which is not."""

    class Meta:
        abstract = True

    @classmethod
    def for_request(cls, request):
        """The setting of the request's site, for reading only; a reader's request writes no row."""
        site = Site.find_for_request(request)
        key = (cls._meta.label, site and site.pk)
        return remembered(key, lambda: cls._of_site(site), of_site=site is not None)

    @classmethod
    def _of_site(cls, site):
        setting = cls.base_queryset().filter(site=site).first() or cls(site=site)
        setting.read_all()
        return setting

    def read_all(self):
        """Ask now for everything that pages will ask of it later, when nobody notes it any more."""
