"""Whose is what: the walls between the communes of one install, as one rule.

`of_own` narrows any rows to what is of the communes that a person works for. Lists, choosers, reports,
exports, the admin's API and actions on several things ask it, and the gate asks it for every address that
names a thing (`accounts.named`). Where an install has one commune there are no walls, and no query for them.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model, Q
from wagtail.models import (
    Collection,
    CollectionMember,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
)

from accounts.models import RoleGroup

_rules: dict[type[Model], Callable] = {}


def stand():
    """Whether there is more than one commune; the list is kept by Wagtail's cache."""
    return len(Site.get_site_root_paths()) > 1


def open_for(person):
    """Whether no wall holds the person: over all communes, or in an install with only one."""
    return person.is_superuser or not stand()


def rule_for(model):
    """A decorator: how to tell one's own rows of a model, as (person, rows) -> rows."""

    def keep(rule):
        _rules[model] = rule
        return rule

    return keep


def of_own(person, rows):
    """Those of the rows that are of the person's communes; all of a model that belongs to none."""
    rule = None if open_for(person) else _rule_of(rows.model)
    return rule(person, rows) if rule else rows


def of_sites_worked_for(person, rows):
    """The same for choosing: who may not change link groups still puts one of the own on a page."""
    if open_for(person) or not has_site(rows.model):
        return of_own(person, rows)
    return rows.filter(site__in=sites_worked_for(person))


def narrow_choices(person, form):
    """A form for a person offers what is of the own communes, and what was chosen before."""
    if person is None or open_for(person):
        return
    for name, field in form.fields.items():
        rows = getattr(field, "queryset", None)
        if rows is not None and _rule_of(rows.model):
            chosen = rows.filter(pk=getattr(form.instance, f"{name}_id", None))
            field.queryset = of_sites_worked_for(person, rows) | chosen


def is_foreign(person, model, pk, own=of_own):
    """Whether there is such a row and it is another commune's; `own` is which of the two rules asks."""
    if open_for(person) or _rule_of(model) is None:
        return False
    try:
        found = model._default_manager.filter(pk=pk)
        return found.exists() and not own(person, found).exists()
    except (ValueError, OverflowError):
        return False  # no key of ours: the view says so


def sites_worked_for(person):
    """The sites of all the person's roles."""
    return RoleGroup.objects.filter(group__user=person.pk).exclude(site=None).values("site")


def sites_where(person, model):
    """Ids of the sites where one of the person's roles has a right to the model, or else any role."""
    rights = {"group__permissions__content_type__model": model._meta.model_name}
    rights["group__permissions__content_type__app_label"] = model._meta.app_label
    roles = RoleGroup.objects.filter(group__user=person.pk).exclude(site=None)
    granting = set(roles.filter(**rights).values_list("site", flat=True))
    return granting or set(roles.values_list("site", flat=True))


def has_site(model):
    """Whether rows of the model say whose they are."""
    try:
        return model._meta.get_field("site").related_model is Site
    except FieldDoesNotExist:
        return False


def models_with_owner():
    """Kinds of things that people keep and whose owner is a commune; pages have a log of their own."""
    kept = (model for model in apps.get_models() if model._meta.default_permissions)
    return [model for model in kept if has_site(model) or issubclass(model, CollectionMember)]


def _rule_of(model):
    given = next((_rules[one] for one in model.__mro__ if one in _rules), None)
    return given or (_by_site if has_site(model) else None)


def _by_site(person, rows):
    return rows.filter(site__in=sites_where(person, rows.model))


def _below(field, paths):
    """Rows whose `field` begins with one of the paths."""
    begins = [Q(**{f"{field}__startswith": path}) for path in paths]
    return reduce(or_, begins, Q(pk__in=[]))


@rule_for(Page)
def _pages(person, rows):
    """Below the own front pages, or where a group of the person has a right; and the root of them all."""
    own = Site.objects.filter(pk__in=sites_worked_for(person)).values_list(
        "root_page__path", flat=True
    )
    held = GroupPagePermission.objects.filter(group__user=person.pk)
    given = held.values_list("page__path", flat=True)
    return rows.filter(_below("path", {*own, *given}) | Q(depth=1))


@rule_for(Site)
def _sites(person, rows):
    return rows.filter(pk__in=sites_worked_for(person))


@rule_for(Collection)
def _collections(person, rows):
    return rows.filter(_below("path", _collection_paths(person)))


@rule_for(CollectionMember)
def _files(person, rows):
    return rows.filter(_below("collection__path", _collection_paths(person)))


def _collection_paths(person):
    held = GroupCollectionPermission.objects.filter(group__user=person.pk)
    return set(held.values_list("collection__path", flat=True))
