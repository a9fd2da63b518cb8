"""Where one is signed in, and the button that ends it everywhere else."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from wagtail.admin import messages
from wagtail.log_actions import log

from accounts.models import Session, User


def sessions_of(user):
    """Those that are still open, the newest first."""
    open_yet = Session.objects.filter(user=user.pk, expire_date__gt=timezone.now())
    return open_yet.order_by("-signed_in_at", "pk")


def elsewhere(request):
    """The person's sessions but the one that asks."""
    return sessions_of(request.user).exclude(pk=request.session.session_key)


@never_cache
def own_sessions(request):
    """`phien-dang-nhap/`: the list; a POST signs out everywhere but here."""
    others = elsewhere(request)
    if request.method == "POST":
        ended = others.delete()[0]
        person = User.objects.get(pk=request.user.pk)
        log(instance=person, action="accounts.sessions_ended", user=person, data={"count": ended})
        messages.success(request, f"Đã đăng xuất {ended} nơi khác.")
        return redirect("own_sessions")
    here = sessions_of(request.user).filter(pk=request.session.session_key).first()
    return render(request, "accounts/own_sessions.html", {"here": here, "others": list(others)})
