"""One page or one file out of a backup, without touching anything else on the site."""

import json
import shutil
from dataclasses import dataclass

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


def _again(backup, pk, content):
    row = next((row for row in _rows(backup, "wagtailcore.page") if row["id"] == pk), None)
    parent = row and Page.objects.filter(path=row["path"][: -Page.steplen]).first()
    if parent is None:
        raise NotInBackupError(
            "Trang cha không còn. Lấy trang cha ra trước, rồi mới lấy trang này."
        )
    model = _model_of(backup, row["content_type_id"])
    page = model.from_serializable_data(content, check_fks=True, strict_fks=False)
    page.pk = page.id = None
    page.page_ptr_id = None
    page.path = page.numchild = page.depth = None
    page.live, page.has_unpublished_changes = False, True
    page.latest_revision = page.live_revision = None
    page.numchild = 0
    page._state.adding = True  # from_serializable_data took it for the page that is gone
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
    newest = None
    for row in _rows(backup, "wagtailcore.revision"):
        if (
            row["object_id"] == str(pk)
            and isinstance(row["content"], dict)
            and "path" in row["content"]
        ):
            newest = row["content"]  # in the order of their numbers
    if newest is None:
        raise NotInBackupError(f"Bản sao lưu không có nội dung của trang số {pk}.")
    return newest


def _rows(backup, label):
    """Each row of a table as `{column: value}`."""
    columns = backup.manifest["columns"].get(label, [])
    for name, file in archive.members(backup.path, backup.key):
        if name == f"rows/{label}.jsonl":
            for line in file:
                yield dict(zip(columns, json.loads(line), strict=True))
            return
