"""Links between old articles become links between new ones, once all of them are here."""

import json

from legacy.models import ImportedArticle, ImportRun
from legacy.old_links import is_own, rewritten
from legacy.redirects import page_for


def link_articles(run: ImportRun, hosts: set[str]) -> int:
    """Rewrite the bodies of the run's articles that still name an old address; how many changed."""
    changed = 0
    records = run.articles.exclude(page=None).order_by("pk").values_list("pk", flat=True)
    for pk in list(records):
        record = ImportedArticle.objects.select_related("page").get(pk=pk)
        changed += relinked(record, hosts)
    return changed


def relinked(record: ImportedArticle, hosts: set[str]) -> bool:
    """One article; an edited one is left alone."""
    page = record.page
    raw = list(page.body.raw_data)
    words = json.dumps(raw, ensure_ascii=False)
    if record.is_edited or '<a href=\\"http' not in words:
        return False

    def resolve(href: str) -> str | None:
        if not is_own(href, hosts):
            return None
        found = page_for(record.site, href)
        if found is None:
            return "" if "trang-cu.invalid" in href else None
        return f'linktype="page" id="{found}"'

    blocks = rewritten(raw, resolve)
    if blocks == raw:
        return False
    page.body = json.dumps(blocks)
    revision = page.save_revision(changed=False)
    if page.live:
        revision.publish()
    page.refresh_from_db()
    ImportedArticle.objects.filter(pk=record.pk).update(revision_id=page.latest_revision_id)
    return True
