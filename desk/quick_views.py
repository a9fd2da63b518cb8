"""The screen "Đăng nhanh", and what the installed admin needs to be a target for shared photos."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from desk import quick
from desk.quick_forms import QuickForm
from news.intake.sections import sections_open_to
from news.models import ArticlePage
from pages.identity import SiteIdentity

PUBLISH, SUBMIT, KEEP = "publish", "submit", "keep"


@never_cache
def post(request):
    """The form; what is sent becomes an article once. A script is answered in JSON."""
    sections = sections_open_to(request.user)
    if not sections:
        raise PermissionDenied
    is_sent = request.method == "POST"
    form = QuickForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        sections=sections,
        initial={"section": _last_section(request.user)},
    )
    if not is_sent or not form.is_valid():
        return _shown(request, form)
    return _taken(request, form)


def _taken(request, form):
    written = quick.Post(
        form.cleaned_data["once"],
        form.cleaned_data["title"],
        form.cleaned_data["text"],
        form.images,
        form.cleaned_data["photos"],
        form.told_of_photos,
    )
    section, wanted = form.chosen_section, request.POST.get("do", KEEP)
    earlier = quick.already_there(written, request.user)
    if earlier:
        return _answer(request, earlier, _state_of(earlier))
    may_publish = section.permissions_for_user(request.user).can_publish_subpage()
    if wanted == PUBLISH and not may_publish:
        wanted = SUBMIT
    if wanted == PUBLISH and not form.cleaned_data["confirmed"]:
        form.numbers = quick.numbers_of_people(written)
        if form.numbers:
            return _shown(request, form)
    try:
        article = quick.file_post(written, section, request.user)
    except quick.PhotosRefusedError as error:
        form.refused = error.reasons
        form.add_error("photos", _about_photos(error.reasons))
        return _shown(request, form)
    return _answer(request, article, _go_on(article, wanted, request.user))


@require_POST
def photo(request):
    """One photo of a post that is being sent: a request of its own, so that none takes too long.

    `section` says where it belongs; `drop` names pictures that were covered or taken out again.
    """
    for number in request.POST.getlist("drop"):
        if number.isdecimal():
            quick.drop_photo(int(number), request.user)
    sections = {str(one.page.pk): one.page for one in sections_open_to(request.user)}
    section, file = sections.get(request.POST.get("section", "")), request.FILES.get("photo")
    if section is None or file is None:
        return JsonResponse({"success": file is None, "error": "Hãy chọn chuyên mục."})
    try:
        return JsonResponse(
            {"success": True, "image": quick.keep_photo(file, section, request.user)}
        )
    except ValidationError as error:
        return JsonResponse({"success": False, "error": " ".join(error.messages)}, status=422)


def _about_photos(reasons):
    return [f"Ảnh thứ {number + 1}: {why}" for number, why in reasons.items()]


def _go_on(article, wanted, user):
    if wanted == PUBLISH:
        article.get_latest_revision().publish(user=user)
    elif wanted == SUBMIT:
        article.get_workflow().start(article, user)
    return _state_of(article)


def _state_of(article):
    now = ArticlePage.objects.get(pk=article.pk)
    if now.live:
        return "Đã đăng, bà con xem được rồi."
    return "Đã gửi duyệt." if now.workflow_in_progress else "Đã lưu bản nháp."


def _answer(request, article, said):
    article = ArticlePage.objects.get(pk=article.pk)
    edit = reverse("wagtailadmin_pages:edit", args=[article.pk])
    if not _wants_json(request):
        messages.success(request, f"“{article.draft_title}”: {said}")
        return redirect(edit)
    view = article.get_url(request) if article.live else None
    return JsonResponse({"success": True, "said": said, "url": edit, "view": view})


def _shown(request, form):
    if request.method == "POST" and _wants_json(request):
        return JsonResponse(
            {
                "success": False,
                "errors": {name: " ".join(found) for name, found in form.errors.items()},
                "photos": getattr(form, "refused", {}),
                "numbers": getattr(form, "numbers", []),
            },
            status=422,
        )
    publishes = any(
        section.permissions_for_user(request.user).can_publish_subpage()
        for section in form.sections.values()
    )
    return render(
        request,
        "desk/quick.html",
        {"form": form, "publishes": publishes, "numbers": getattr(form, "numbers", [])},
        status=422 if form.is_bound else 200,
    )


def _wants_json(request):
    return "json" in request.headers.get("Accept", "")


def _last_section(user):
    """The section of the newest article of the person: most write for one."""
    newest = ArticlePage.objects.filter(owner=user).order_by("-latest_revision_created_at").first()
    return newest.get_parent().pk if newest else None


def shared(request):
    """Where a telephone brings shared photos without our worker: it says how they come in."""
    messages.info(
        request, "Ảnh chưa sang được. Hãy bấm “Ảnh” rồi chọn lại các ảnh đó từ bộ sưu tập."
    )
    return redirect("quick_post")


def manifest(request):
    """What makes the admin an app of its own that photos can be shared to (Web Share Target)."""
    identity = SiteIdentity.for_request(request)
    start = reverse("quick_post")
    icons = [
        {"src": static(f"offline/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    return JsonResponse(
        {
            "id": start,
            "name": f"Đăng bài · {identity.commune}",
            "short_name": "Đăng bài",
            "lang": "vi",
            "start_url": start,
            "scope": reverse("wagtailadmin_home"),
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#12325c",
            "icons": icons,
            "share_target": {
                "action": reverse("quick_shared"),
                "method": "POST",
                "enctype": "multipart/form-data",
                "params": {
                    "title": "title",
                    "text": "text",
                    "url": "url",
                    "files": [{"name": "photos", "accept": ["image/*", ".heic", ".heif"]}],
                },
            },
        },
        json_dumps_params={"ensure_ascii": False},
        content_type="application/manifest+json",
    )


def worker(request):
    """The worker of the installed admin: it takes shared photos over to the form, and nothing else."""
    source = render_to_string(
        "desk/quick_worker.js",
        {"shared": reverse("quick_shared"), "form": reverse("quick_post")},
    )
    answer = HttpResponse(source, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["Service-Worker-Allowed"] = reverse("wagtailadmin_home")
    return answer
