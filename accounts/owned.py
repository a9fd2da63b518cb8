"""Rows that a commune owns: the field that says whose they are, and the form that asks for it."""

from typing import Any

from django.db import models
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Site

from accounts import walls


def site_field(**options: Any) -> "models.ForeignKey[Any, Any]":
    """The field that says whose a row is."""
    return models.ForeignKey(
        Site,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name="trang của xã",
        **options,
    )


def only_site():
    """The key of the site of an install that has just one, or None; no query."""
    sites = {path.site_id for path in Site.get_site_root_paths()}
    return sites.pop() if len(sites) == 1 else None


class Owned(models.Model):
    """A row of one commune; where the install has only one there is nothing to say."""

    site = site_field()

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """The only site there is, unless somebody said another."""
        if self.site_id is None:
            self.site_id = only_site()
        super().save(*args, **kwargs)


class OwnedForm(WagtailAdminModelForm):
    """Asks whose a new row is only where there is a choice, and offers what is of the own communes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "site" in self.fields:
            self._ask_whose()
        walls.narrow_choices(self.for_user, self)

    def _ask_whose(self):
        field, is_over_all = self.fields["site"], not self.for_user or self.for_user.is_superuser
        sites = self._sites(is_over_all)
        if len(sites) == 1:
            del self.fields["site"]
            self.instance.site_id = self.instance.site_id or sites[0]
        elif not is_over_all:
            field.queryset, field.required = Site.objects.filter(pk__in=sites), True

    def _sites(self, is_over_all):
        """Keys of the sites to choose from; one where there is nothing to ask."""
        if not walls.stand():
            return [only_site()]
        if is_over_all:
            return Site.objects.all()
        return sorted(walls.sites_where(self.for_user, self._meta.model))

    def _get_validation_exclusions(self):
        """What is unique within a commune is checked, though nobody was asked which one."""
        return super()._get_validation_exclusions() - {"site"}
