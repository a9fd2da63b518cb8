"""Roles as code: what a role is, and how it becomes a Wagtail group.

Which roles a site has is data of a higher app (`desk.roles`). Setting a role up again brings its
group back to exactly what the code says; who belongs to the group is never touched.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
)

from accounts import walls
from accounts.files import collection_of
from accounts.models import RoleGroup


@dataclass(frozen=True, slots=True)
class Role:
    """One role; permissions are written as `app_label.codename`."""

    key: str
    name: str
    """On screen, and the name of the group."""
    about: str
    """One sentence for the person who assigns the role."""
    page_permissions: tuple[str, ...] = ()
    """Codenames on pages, such as `add_page`."""
    whole_site: bool = False
    """Whether these hold from the front page down, or in the sections only."""
    permissions: tuple[str, ...] = ()
    while_alone: tuple[str, ...] = ()
    """As well, where the install has one commune: what else is of all communes."""
    collection_permissions: tuple[str, ...] = ()
    """On the commune's images and files."""
    site_permissions: tuple[str, ...] = ()
    """On settings of this one site, such as `links.change_navigation`."""
    requires_second_factor: bool = False
    """Only the first setting; an administrator may change it afterwards."""


def set_up(role, site, pages, place=None, known=None):
    """Make or mend the group of `role` on `site` (None: over all), with its permissions on `pages`.

    `place` is the section that the group is confined to, or None; `known` is what
    `permission_ids` gave, where several roles are set up at once.
    """
    known = known or permission_ids()
    group = _group(role, site, place)
    alone = () if walls.stand() else role.while_alone
    _allow_everywhere(group, _ids((*role.permissions, *alone), known))
    on_pages = [f"wagtailcore.{codename}" for codename in role.page_permissions]
    _allow_on_pages(group, _ids(on_pages, known), pages)
    if site is None:
        return group
    if role.collection_permissions:
        _allow_in_collections(group, _ids(role.collection_permissions, known), collection_of(site))
    _allow_on_site(group, _ids(role.site_permissions, known), site)
    return group


def permission_ids():
    """The id of every permission of the install under `app_label.codename`; one query."""
    rows = Permission.objects.values_list("content_type__app_label", "codename", "pk")
    return {f"{app_label}.{codename}": pk for app_label, codename, pk in rows}


def _ids(names, known):
    """The permissions of that name; of an app that is not installed there are none."""
    return {known[name] for name in names if name in known}


def _group(role, site, place):
    """The group that stands for the role here; one whose site is gone is taken over."""
    same = RoleGroup.objects.filter(role=role.key, place=place).select_related("group")
    known = same.filter(site=site).first() or same.filter(site=None).first()
    if known:
        if site and known.site_id != site.pk:
            known.site = site
            known.save(update_fields=["site"])
        return known.group
    group, _ = Group.objects.get_or_create(name=_free_name(role, site, place))
    RoleGroup.objects.create(
        group=group,
        role=role.key,
        site=site,
        place=place,
        requires_second_factor=role.requires_second_factor,
    )
    return group


def _free_name(role, site, place):
    """`Biên tập viên: Chuyển đổi số`, and the site's name where several share one install."""
    name = f"{role.name}: {place.title}"[:110] if place else role.name
    taken = RoleGroup.objects.filter(group__name=name).exists()
    return f"{name} ({site.site_name or site.hostname})"[:150] if taken and site else name


def _allow_everywhere(group, wanted):
    if set(group.permissions.values_list("pk", flat=True)) != wanted:
        group.permissions.set(wanted)


def _allow_on_pages(group, permissions, pages):
    wanted = {(page.pk, permission) for permission in permissions for page in pages}
    held = GroupPagePermission.objects.filter(group=group)
    _mend(held, wanted, ("page_id", "permission_id"), group=group)


def _allow_in_collections(group, permissions, collection):
    wanted = {(collection.pk, permission) for permission in permissions}
    held = GroupCollectionPermission.objects.filter(group=group)
    _mend(held, wanted, ("collection_id", "permission_id"), group=group)


def _allow_on_site(group, permissions, site):
    wanted = {(site.pk, permission) for permission in permissions}
    held = GroupSitePermission.objects.filter(group=group)
    _mend(held, wanted, ("site_id", "permission_id"), group=group)


def _mend(held, wanted, fields, **common):
    """Take away the rows of `held` that are not `wanted`, add what is missing; keep the rest."""
    present = {tuple(values): pk for pk, *values in held.values_list("pk", *fields)}
    if surplus := [pk for values, pk in present.items() if values not in wanted]:
        held.filter(pk__in=surplus).delete()
    missing = [
        held.model(**common, **dict(zip(fields, values, strict=True)))
        for values in wanted - present.keys()
    ]
    held.model.objects.bulk_create(missing)
