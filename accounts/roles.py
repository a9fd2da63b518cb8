"""Roles as code: what a role is, and how it becomes a Wagtail group.

Which roles a site has is data of a higher app (`desk.roles`). Setting a role up again brings its
group back to exactly what the code says; who belongs to the group is never touched.
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
)

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
    collection_permissions: tuple[str, ...] = ()
    """On images and files, in every collection."""
    site_permissions: tuple[str, ...] = ()
    """On settings of this one site, such as `links.change_navigation`."""
    requires_second_factor: bool = False
    """Only the first setting; an administrator may change it afterwards."""


def set_up(role, site, pages, place=None):
    """Make or mend the group of `role` on `site`, with its permissions on `pages`.

    `place` is the section that the group is confined to, or None.
    """
    group = _group(role, site, place)
    group.permissions.set(_permissions(role.permissions))
    _allow_on_pages(group, role.page_permissions, pages)
    _allow_in_collections(group, role.collection_permissions)
    _allow_on_site(group, role.site_permissions, site)
    return group


def _group(role, site, place):
    """The group that stands for the role here; one whose site is gone is taken over."""
    same = RoleGroup.objects.filter(role=role.key, place=place).select_related("group")
    known = same.filter(site=site).first() or same.filter(site=None).first()
    if known:
        if known.site_id != site.pk:
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
    return f"{name} ({site.site_name or site.hostname})"[:150] if taken else name


def _permissions(names):
    """The permissions of that name; of an app that is not installed there are none."""
    wanted = Q(pk=None)
    for name in names:
        app_label, codename = name.split(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return Permission.objects.filter(wanted)


def _allow_on_pages(group, codenames, pages):
    wanted = {
        (page.pk, permission.pk)
        for permission in _permissions(f"wagtailcore.{codename}" for codename in codenames)
        for page in pages
    }
    held = {
        (held.page_id, held.permission_id): held
        for held in GroupPagePermission.objects.filter(group=group)
    }
    for key in held.keys() - wanted:
        held[key].delete()
    for page_id, permission_id in wanted - held.keys():
        GroupPagePermission.objects.create(
            group=group, page_id=page_id, permission_id=permission_id
        )


def _allow_in_collections(group, names):
    root = Collection.get_first_root_node()
    wanted = set(_permissions(names).values_list("pk", flat=True))
    held = GroupCollectionPermission.objects.filter(group=group)
    held.exclude(permission_id__in=wanted, collection=root).delete()
    for permission_id in wanted - set(held.values_list("permission_id", flat=True)):
        GroupCollectionPermission.objects.create(
            group=group, collection=root, permission_id=permission_id
        )


def _allow_on_site(group, names, site):
    wanted = set(_permissions(names).values_list("pk", flat=True))
    held = GroupSitePermission.objects.filter(group=group)
    held.exclude(permission_id__in=wanted, site=site).delete()
    for permission_id in wanted - set(held.values_list("permission_id", flat=True)):
        GroupSitePermission.objects.create(group=group, site=site, permission_id=permission_id)
