"""Where a commune's pictures and documents are kept: a collection of its own, once there are several.

The only commune of an install has the whole shelf. When a second one comes, what stands there becomes the
first one's.
"""

from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from accounts import walls
from accounts.models import SiteCollection


def collection_of(site):
    """The collection in which the roles of a site have their rights; made when first asked for."""
    if not walls.stand():
        return Collection.get_first_root_node()
    known = SiteCollection.objects.filter(site=site).select_related("collection").first()
    return known.collection if known else _made_for(site)


def _made_for(site):
    root = Collection.get_first_root_node()
    collection = root.add_child(name=(site.site_name or site.hostname)[:255])
    SiteCollection.objects.create(site=site, collection=collection)
    return collection


def take_over(site):
    """What stood on the common shelf goes into the collection of the commune that was alone until now."""
    own, root = collection_of(site), Collection.get_first_root_node()
    for kind in (get_image_model(), get_document_model()):
        kind.objects.filter(collection=root).update(collection=own)
    for key in list(root.get_children().filter(commune=None).values_list("pk", flat=True)):
        # each move may give others another place: both are read again
        Collection.objects.get(pk=key).move(Collection.objects.get(pk=own.pk), "sorted-child")
