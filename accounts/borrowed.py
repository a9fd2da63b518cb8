"""What a page shows of another commune: a picture, a file, a group of links, named by a forged number."""

from collections import defaultdict

from django.contrib.contenttypes.models import ContentType
from wagtail.models import CollectionMember, ReferenceIndex

from accounts import walls


def has_borrowed(person, page):
    """Whether the page, as a person wants to save it, shows another's thing that it did not show before."""
    if person is None or walls.open_for(person):
        return False
    foreign = _foreign_in(person, page)
    if not foreign or not page.pk:
        return bool(foreign)
    before = type(page).objects.get(pk=page.pk).get_latest_revision_as_object()
    return bool(foreign - _foreign_in(person, before))


def _foreign_in(person, page):
    """`{(model, key)}`; links to pages are no matter: what is not public is not shown through one."""
    return {
        (model, key)
        for model, keys in _named_in(page).items()
        for key in keys - _own_of(person, model._default_manager.filter(pk__in=keys))
    }


def _own_of(person, rows):
    return {
        str(key) for key in walls.of_sites_worked_for(person, rows).values_list("pk", flat=True)
    }


def _named_in(page):
    named = defaultdict(set)
    for content_type, key, *_path in ReferenceIndex._extract_references_from_object(page):
        model = ContentType.objects.get_for_id(content_type).model_class()
        if issubclass(model, CollectionMember) or walls.has_site(model):
            named[model].add(key)
    return named
