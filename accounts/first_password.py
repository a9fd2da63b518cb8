"""A password that somebody else has chosen is changed before anything else is done."""

from django.contrib.auth import update_session_auth_hash
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.forms import OwnPasswordForm
from accounts.going_on import onward, wanted
from accounts.models import User


@never_cache
def first_password(request):
    """`mat-khau-cua-toi/`: asked of who has a password from an administrator."""
    person = User.objects.get(pk=request.user.pk)
    if not person.must_change_password:
        return onward(request)
    form = OwnPasswordForm(person, request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, person)
        return onward(request)
    return render(request, "accounts/first_password.html", {"form": form, "next": wanted(request)})
