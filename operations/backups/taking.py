"""One page or one file out of a backup, without touching anything else on the site."""

import json
import shutil
from dataclasses import dataclass, field

from wagtail.models import Page

from operations.backups import archive
from operations.backups.store import Store
from search.folding import folded_text as fold


class NotInBackupError(LookupError):
    """What was asked for is not in there."""


@dataclass(frozen=True)
class FoundPage:
    """A page as the backup knows it."""

    pk: int
    title: str
    path: str


def pages_named(backup, words):
    """Pages whose titles hold the words, with or without marks."""
    wanted = fold(words)
    for row in _rows(backup, "wagtailcore.page"):
        if wanted in fold(row["title"]):
            yield FoundPage(row["id"], row["title"], row["path"])


def page_as_draft(backup, pk):
    """The page's newest text in the backup, as a draft: nothing is published, nothing replaced.

    A page that is still there gets one more version in its history; one that is gone comes back
    below the page it stood under, unpublished.
    """
    content = _newest_revision(backup, pk)
    page = Page.objects.filter(pk=pk).first()
    if page is not None:
        page = page.specific
        restored = page.with_content_json(content)
        restored.save_revision(changed=True, clean=False)
        return page
    return _again(backup, pk, content)


@dataclass
class TakenCommune:
    """What became of the pages of one commune: drafts of pages that are there, pages that came back, the rest."""

    changed: int = 0
    back: int = 0
    same: int = 0
    left: list = field(default_factory=list)


def commune_as_drafts(backup, host):
    """Every page of the site that has this name, as `page_as_draft` does it; the others are not touched.

    The backup is read through once for all of them. What could not come back is named in `left`.
    """
    root = _root_of(backup, host)
    rows = [row for row in _rows(backup, "wagtailcore.page") if row["path"].startswith(root)]
    contents = _newest_contents(backup, {str(row["id"]) for row in rows})
    taken = TakenCommune()
    for row in sorted(rows, key=lambda row: row["path"]):
        content = contents.get(str(row["id"]))
        try:
            _take_one(backup, row, content, taken)
        except NotInBackupError:
            taken.left.append(row["title"])
    return taken


def _take_one(backup, row, content, taken):
    page = Page.objects.filter(pk=row["id"]).first()
    if page is None and content is None:
        raise NotInBackupError(row["title"])
    if page is None:
        _again(backup, row["id"], content, row)
        taken.back += 1
    elif content is None or _says(page) == _without_moments(content):
        taken.same += 1
    else:
        page.specific.with_content_json(content).save_revision(changed=True, clean=False)
        taken.changed += 1


def _says(page):
    newest = page.get_latest_revision()
    return _without_moments(newest.content) if newest else None


_MOMENTS = (
    "latest_revision", "live_revision", "latest_revision_created_at", "last_published_at", "live",
    "first_published_at", "has_unpublished_changes", "numchild", "path", "url_path", "draft_title",
)  # fmt: skip


def _without_moments(content):
    return {name: value for name, value in content.items() if name not in _MOMENTS}


def _root_of(backup, host):
    sites = list(_rows(backup, "wagtailcore.site"))
    found = next((site for site in sites if site["hostname"] == host), None)
    if found is None:
        names = ", ".join(sorted(site["hostname"] for site in sites))
        raise NotInBackupError(f"Bản sao lưu không có trang {host}. Có: {names}.")
    return next(
        row["path"]
        for row in _rows(backup, "wagtailcore.page")
        if row["id"] == found["root_page_id"]
    )


def _newest_contents(backup, pks):
    """`{pk: newest text}`; rows stand in the order of their numbers."""
    return {
        row["object_id"]: row["content"]
        for row in _rows(backup, "wagtailcore.revision")
        if row["object_id"] in pks and isinstance(row["content"], dict) and "path" in row["content"]
    }


def file_into(backup, name, folder):
    """One picture or document, copied into a folder; gives its path."""
    try:
        digest, _ = backup.manifest["media"][name]
    except KeyError:
        raise NotInBackupError(f"Bản sao lưu không có tệp {name}.") from None
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / name.rpartition("/")[2]
    if target.exists():
        raise NotInBackupError(f"Đã có tệp {target}; không ghi đè. Chọn thư mục khác.")
    shutil.copyfile(Store(backup.path.parent).path(digest), target)
    return target


def files_named(backup, words):
    """Names of files that hold the words."""
    wanted = fold(words)
    return sorted(name for name in backup.manifest["media"] if wanted in fold(name))


def _again(backup, pk, content, row=None):
    row = row or next((row for row in _rows(backup, "wagtailcore.page") if row["id"] == pk), None)
    parent = row and Page.objects.filter(path=row["path"][: -Page.steplen]).first()
    if parent is None:
        raise NotInBackupError(
            "Trang cha không còn. Lấy trang cha ra trước, rồi mới lấy trang này."
        )
    model = _model_of(backup, row["content_type_id"])
    # Without its number: else it is taken for a page that is there.
    page = model.from_serializable_data(content | {"pk": None}, check_fks=True, strict_fks=False)
    page.path = page.numchild = page.depth = None
    page.live, page.has_unpublished_changes = False, True
    page.latest_revision = page.live_revision = None
    page.numchild = 0
    parent.add_child(instance=page)
    page.save_revision(clean=False)
    return page


def _model_of(backup, content_type_id):
    from django.apps import apps

    for row in _rows(backup, "contenttypes.contenttype"):
        if row["id"] == content_type_id:
            return apps.get_model(row["app_label"], row["model"])
    raise NotInBackupError("Không rõ loại trang.")


def _newest_revision(backup, pk):
    try:
        return _newest_contents(backup, {str(pk)})[str(pk)]
    except KeyError:
        raise NotInBackupError(f"Bản sao lưu không có nội dung của trang số {pk}.") from None


def _rows(backup, label):
    """Each row of a table as `{column: value}`."""
    columns = backup.manifest["columns"].get(label, [])
    for name, file in archive.members(backup.path, backup.key):
        if name == f"rows/{label}.jsonl":
            for line in file:
                yield dict(zip(columns, json.loads(line), strict=True))
            return
