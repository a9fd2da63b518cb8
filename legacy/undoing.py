"""Takes a run back: exactly what it made, and nothing that anybody has touched since."""

from collections import Counter

from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex

from legacy.models import ImportedArticle, ImportRun
from legacy.not_moved import forget
from news.models import SectionPage


def undo(run: ImportRun) -> Counter:
    """Articles, their redirects, then files and sections that nothing uses any more."""
    told: Counter = Counter()
    for pk in list(run.articles.values_list("pk", flat=True)):
        told[take_back(pk)] += 1
    made = list(run.made.values_list("kind", "object_id"))
    redirects = [pk for kind, pk in made if kind == "redirect"]
    told["redirects"], _ = Redirect.objects.filter(
        pk__in=redirects, redirect_page=None, redirect_link=""
    ).delete()
    for kind, model in (("image", get_image_model()), ("document", get_document_model())):
        told[kind] = sum(dropped(model, pk) for one, pk in made if one == kind)
    told["sections"] = sum(section_dropped(pk) for kind, pk in reversed(made) if kind == "section")
    forget(run)
    run.state = ImportRun.State.UNDONE
    run.save(update_fields=["state"])
    return told


@transaction.atomic
def take_back(pk: int) -> str:
    """One article with its redirects, unless somebody has worked on it."""
    record = ImportedArticle.objects.select_related("page").filter(pk=pk).first()
    if record is None or record.page is None:
        ImportedArticle.objects.filter(pk=pk).delete()
        return "gone"
    if record.is_edited or record.seen_at:
        return "kept"
    Redirect.objects.filter(redirect_page=record.page, pk__in=record.run.made.filter(
        kind="redirect").values("object_id")).delete()  # fmt: skip
    record.page.delete()
    record.delete()
    return "articles"


def dropped(model, pk: int) -> bool:
    """A picture or document that no page uses."""
    found = model.objects.filter(pk=pk).first()
    if found is None or ReferenceIndex.get_references_to(found).exists():
        return False
    found.delete()
    return True


def section_dropped(pk: int) -> bool:
    """A section that the run made and that is empty again."""
    section = SectionPage.objects.filter(pk=pk).first()
    if section is None or section.get_children().exists() or section.revisions.count() > 1:
        return False
    section.delete()
    return True
