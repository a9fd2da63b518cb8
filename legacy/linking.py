"""Links between old articles become links between new ones, once all of them are here."""

import json
from functools import partial

from wagtail.models import Site

from legacy.models import ImportedArticle, ImportRun
from legacy.old_links import UNKNOWN_HOST, is_own, rewritten
from legacy.redirects import page_for
from search.once import indexed_once


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
    raw = list(record.page.body.raw_data)
    if record.is_edited or '<a href=\\"http' not in json.dumps(raw, ensure_ascii=False):
        return False
    blocks = rewritten(raw, partial(new_place, record.site, hosts))
    if blocks == raw:
        return False
    write(record, blocks)
    return True


def new_place(site: Site, hosts: set[str], href: str) -> str | None:
    """Where a link of the old site leads now; words only where nobody knows what it meant."""
    if not is_own(href, hosts):
        return None
    found = page_for(site, href)
    if found is None:
        return "" if UNKNOWN_HOST in href else None
    return f'linktype="page" id="{found}"'


def write(record: ImportedArticle, blocks: list[dict]) -> None:
    """The new body as a revision of the importer's own."""
    page = record.page
    page.body = json.dumps(blocks)
    with indexed_once():
        revision = page.save_revision(changed=False)
        if page.live:
            revision.publish()
    page.refresh_from_db()
    ImportedArticle.objects.filter(pk=record.pk).update(revision_id=page.latest_revision_id)
