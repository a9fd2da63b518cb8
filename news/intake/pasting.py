"""The editor's paste: the clipboard's HTML in, blocks as the editor's form holds them out."""

from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from manuscripts.html.clipboard import Pasted, pasted
from news.blocks import ArticleBlocks
from news.intake.drafting import Shelf
from news.intake.sections import may_add_somewhere

LARGEST = 40 * 1024 * 1024
MOST_PICTURES = 20
TITLE = "Ảnh dán vào bài"


@require_POST
def paste(request):
    """`html`, or pictures as `files`: `{blocks: [{type, value, id}], html, missing: […]}`.

    `html` is the whole when it is words only, for the text block in which the cursor stands.
    """
    if not may_edit(request.user):
        raise PermissionDenied
    upload = request.FILES.get("html")
    if upload is not None and upload.size > LARGEST:
        return JsonResponse(
            {"error": "Phần dán quá nặng. Hãy nhập cả tệp bằng “Nhập từ Word”."}, status=413
        )
    html = upload.read().decode("utf-8", "replace") if upload else request.POST.get("html", "")
    tray = Tray(request.user)
    found = pasted(html.replace("\x00", ""), tray.keep)
    found.blocks += [
        block
        for file in request.FILES.getlist("files")[:MOST_PICTURES]
        for block in tray.figure(file)
    ]
    return JsonResponse(answer(found, tray))


def may_edit(user) -> bool:
    """Whoever writes articles somewhere."""
    return user.has_perm("wagtailadmin.access_admin") and may_add_somewhere(user)


def answer(found: Pasted, tray: "Tray") -> dict:
    """The blocks in the form that the editor's blocks are made of."""
    block = ArticleBlocks()
    stream = block.to_python([{**one, "id": str(uuid4())} for one in found.blocks])
    words = found.blocks[0]["value"] if [one["type"] for one in found.blocks] == ["text"] else ""
    return {
        "blocks": block.get_form_state(stream),
        "html": words,
        "missing": [*(one.said for one in found.missing), *tray.refused],
    }


class Tray:
    """Stores pasted pictures in the user's name; says why one was not taken."""

    def __init__(self, user):
        self.shelf = Shelf(user, [])
        self.refused: list[str] = []

    def keep(self, content: bytes, name: str) -> int | None:
        """The id of the stored picture, or None."""
        if len(self.shelf.kept) >= MOST_PICTURES:
            self.refused.append(f"Mỗi lần dán nhận nhiều nhất {MOST_PICTURES} ảnh.")
            return None
        try:
            return self.shelf.keep(content, name, TITLE)
        except ValidationError as error:
            self.refused.append(f"Ảnh không nhận: {' '.join(error.messages)}")
            return None

    def figure(self, file) -> list[dict]:
        """The block of one picture that was pasted or dropped as a file."""
        image = self.keep(file.read(), file.name)
        kept = {"image": image, "alt_text": "", "decorative": False}
        return [{"type": "figure", "value": {"image": kept, "caption": ""}}] if image else []
