"""Roles in the admin: what each may do, who holds it, and a section given to one person."""

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from wagtail.admin import messages
from wagtail.log_actions import log

from accounts.models import RoleGroup
from accounts.people import may_manage
from desk import roles
from desk.places import every_section, sites_of
from news.models import SectionPage


class SectionRoleForm(forms.Form):
    """One person, one section, one role."""

    person = forms.ModelChoiceField(label="Ai", queryset=get_user_model().objects.none())
    role = forms.ChoiceField(
        label="Làm gì", choices=[(role.key, role.name) for role in roles.SECTION_ROLES]
    )
    section = forms.ModelChoiceField(label="Ở chuyên mục", queryset=SectionPage.objects.none())

    def __init__(self, *args, administrator, **kwargs):
        super().__init__(*args, **kwargs)
        people = get_user_model().objects.filter(is_active=True).order_by("username")
        allowed = [person.pk for person in people if may_manage(administrator, person)]
        self.fields["person"].queryset = people.filter(pk__in=allowed)
        self.fields["section"].queryset = sections_for(administrator)


def sections_for(person):
    """Sections of the person's sites."""
    sections = SectionPage.objects.none()
    for site in sites_of(person):
        sections = sections | every_section(site)
    return sections.order_by("path")


@permission_required("accounts.assign_roles", login_url="wagtailadmin_login", raise_exception=True)
def index(request):
    """The list; POST gives a section, or switches a role's second factor."""
    form = SectionRoleForm(
        request.POST if "section" in request.POST else None, administrator=request.user
    )
    if request.method == "POST":
        if "second_factor" in request.POST:
            return _switch_second_factor(request)
        if form.is_valid():
            return _give(request, **form.cleaned_data)
    return render(request, "desk/roles.html", {"form": form, "groups": _groups(request.user)})


def _groups(administrator):
    about = {role.key: role.about for role in roles.ROLES}
    groups = _of_own_sites(administrator).select_related("group", "place", "site")
    groups = list(groups.prefetch_related("group__user_set"))
    for group in groups:
        group.about = about.get(group.role, "")
    return groups


def _of_own_sites(administrator):
    return RoleGroup.objects.filter(site__in=sites_of(administrator))


def _give(request, person, role, section):
    role = next(one for one in roles.SECTION_ROLES if one.key == role)
    group = roles.section_group(role, section)
    person.groups.add(group)
    name = person.get_full_name() or person.username
    messages.success(request, f"Đã giao: {name} là {group.name}.")
    return redirect("roles")


def _switch_second_factor(request):
    group = get_object_or_404(_of_own_sites(request.user), pk=request.POST["second_factor"])
    group.requires_second_factor = not group.requires_second_factor
    group.save(update_fields=["requires_second_factor"])
    log(
        instance=group,
        action="wagtail.edit",
        user=request.user,
        data={
            "by": "bắt buộc hai lớp" if group.requires_second_factor else "không bắt buộc hai lớp"
        },
    )
    messages.success(request, "Đã đổi.")
    return redirect("roles")
