"""When the national text of a procedure changes, its guides are found by the new words at once."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.search import index

from procedures.models import Procedure, ProcedurePage, ProcedureVersion
from search import entries


def connect():
    """Listen to what changes a guide without its page being saved."""
    for model in (Procedure, ProcedureVersion):
        for signal in (post_save, post_delete):
            signal.connect(_national_text_changed, sender=model)


def _national_text_changed(sender, instance, **kwargs):
    procedure_id = getattr(instance, "procedure_id", instance.pk)
    transaction.on_commit(lambda: index_guides(procedure_id))


def index_guides(procedure_id):
    """Write the guides of a procedure anew into the site's search and the admin's."""
    index_guides_of([procedure_id])


def index_guides_of(procedure_ids):
    """The same for many procedures, whose rows were written in bulk and sent no signal."""
    for guide in ProcedurePage.objects.live().filter(procedure__in=procedure_ids):
        entries.refresh_page(guide)
        index.insert_or_update_object(guide)
