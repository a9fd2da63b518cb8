"""Whose accounts an administrator sees and changes: those of the communes that he administers.

A person may work for two communes of one install. He is seen in both, but only who administers every
place where he has a right may give him a password: it opens all of them.
"""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.models import ModelLogEntry, Site

from accounts import walls
from accounts.models import RoleGroup, User
from accounts.records import NOBODY


def sites_administered_by(administrator):
    """Ids of the sites where one of the person's roles may change accounts."""
    held = RoleGroup.objects.filter(
        group__user=administrator.pk,
        group__permissions__codename="change_user",
        group__permissions__content_type__app_label="accounts",
    )
    return held.exclude(site=None).values("site")


def sites_worked_for_by(person):
    """The sites of all the person's roles, or all sites for who is over all."""
    if person.is_superuser:
        return Site.objects.values("pk")
    return walls.sites_worked_for(person)


def may_manage(administrator, person):
    """Whether one may change the other: every right of his must lie where one administers."""
    if administrator.is_superuser or administrator.pk == person.pk:
        return True
    return manageable_by(administrator).filter(pk=person.pk).exists()


def manageable_by(administrator):
    """The accounts that an administrator who is no superuser may change, without his own."""
    own = RoleGroup.objects.filter(site__in=sites_administered_by(administrator))
    elsewhere = Group.objects.exclude(role__in=own)
    return (
        User.objects.filter(is_superuser=False, user_permissions=None)
        .exclude(groups__in=elsewhere)
        .distinct()
    )


def seen_by(administrator):
    """Accounts with a right in the own communes or with none anywhere, and those who are over all."""
    if administrator.is_superuser:
        return User.objects.all()
    here = User.objects.filter(groups__role__site__in=sites_administered_by(administrator))
    return User.objects.filter(
        Q(pk__in=here.values("pk")) | Q(groups=None) | Q(is_superuser=True) | Q(pk=administrator.pk)
    ).distinct()


@walls.rule_for(User)
def _people(administrator, rows):
    return rows.filter(pk__in=seen_by(administrator).order_by().values("pk"))


def entries_for(administrator, entries):
    """Of a queryset of log entries, those by or about people whom the administrator sees."""
    if administrator.is_superuser:
        return entries
    people = seen_by(administrator).order_by()
    entries = entries.filter(Q(user__in=people.values("pk")) | Q(user=None))
    if entries.model is not ModelLogEntry:
        return entries
    about_people = Q(content_type=ContentType.objects.get_for_model(User))
    entries = entries.filter(~about_people | Q(object_id__in=_keys(people)) | Q(object_id=NOBODY))
    return entries if walls.open_for(administrator) else _about_own(administrator, entries)


def _about_own(administrator, entries):
    """What people of two communes and superusers did to another's things is that one's business."""
    mine = manageable_by(administrator).order_by().values("pk")
    kept, told = Q(user__in=mine) | Q(user=administrator.pk), []
    for model in walls.models_with_owner():
        content_type = ContentType.objects.get_for_model(model)
        told.append(content_type.pk)
        own = walls.of_own(administrator, model._default_manager.order_by())
        kept |= Q(content_type=content_type, object_id__in=_keys(own))
    return entries.filter(kept | ~Q(content_type__in=told))


def _keys(rows):
    """As the log keeps them."""
    return rows.annotate(key=Cast("pk", CharField())).values("key")
