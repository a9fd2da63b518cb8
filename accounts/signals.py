"""What goes to the audit log by itself: signing in and out, failures, locks, changes of roles.

TCVN 14423:2026 asks for source, account, time and action; the destination is this site.
"""

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed
from wagtail.log_actions import log

from accounts import devices, letters
from accounts.addresses import client_address
from accounts.records import record
from accounts.sessions import remember_sign_in

UNKNOWN_ACCOUNT = "(không có tài khoản này)"
"""What is typed into the name field by mistake may be a password: it is not kept."""


def connect():
    """Listen."""
    user_logged_in.connect(_signed_in, dispatch_uid="accounts.signed_in")
    user_logged_out.connect(_signed_out, dispatch_uid="accounts.signed_out")
    user_login_failed.connect(_failed, dispatch_uid="accounts.failed")
    user_locked_out.connect(_throttled, dispatch_uid="accounts.throttled")
    m2m_changed.connect(
        _roles_changed, sender=get_user_model().groups.through, dispatch_uid="accounts.roles"
    )


def _source(request):
    return {"address": client_address(request)} if request is not None else {}


def _signed_in(sender, request, user, **kwargs):
    log(instance=user, action="accounts.signed_in", user=user, data=_source(request))
    if request is None:
        return
    device, address = devices.name_of(request), client_address(request)
    remember_sign_in(request.session, device, address)
    request.signed_in_here = user
    if user.last_login and not devices.is_known(request, user):
        letters.about_new_device(user, device, address)


def _signed_out(sender, request, user, **kwargs):
    if user is not None:
        log(instance=user, action="accounts.signed_out", user=user, data=_source(request))


def _failed(sender, credentials, request=None, **kwargs):
    _about_name(credentials.get("username"), "accounts.sign_in_failed", request)


def _throttled(sender, request=None, username=None, **kwargs):
    _about_name(username, "accounts.throttled", request)


def _about_name(username, action, request):
    model = get_user_model()
    user = model.objects.filter(username__iexact=username or "").first()
    if user:
        log(instance=user, action=action, data=_source(request))
        return
    record(action, UNKNOWN_ACCOUNT, **_source(request))


def _roles_changed(instance, action, pk_set, reverse=False, **kwargs):
    names = {"post_add": "accounts.role_given", "post_remove": "accounts.role_taken"}
    if action not in names or not pk_set:
        return
    if reverse:
        people, groups = get_user_model().objects.filter(pk__in=pk_set), [instance]
    else:
        people, groups = [instance], Group.objects.filter(pk__in=pk_set)
    roles = sorted(group.name for group in groups)
    for person in people:
        log(instance=person, action=names[action], data={"roles": roles})
