"""When the national text of a procedure changes, its guides are found by the new words at once."""

from django.db import connection, transaction
from django.db.models.signals import post_delete, post_save

from procedures.models import Procedure, ProcedurePage, ProcedureVersion
from search import once


def connect():
    """Listen to what changes a guide without its page being saved."""
    for model in (Procedure, ProcedureVersion):
        for signal in (post_save, post_delete):
            signal.connect(_national_text_changed, sender=model)


def _national_text_changed(sender, instance, **kwargs):
    procedure_id = getattr(instance, "procedure_id", instance.pk)
    if waiting := _waiting_in_this_transaction():
        waiting.ids.add(procedure_id)
    else:
        transaction.on_commit(_Later({procedure_id}))


class _Later:
    """What is to be indexed after the commit: all that an import has changed at once."""

    def __init__(self, ids):
        self.ids = ids

    def __call__(self):
        index_guides_of(self.ids)


def _waiting_in_this_transaction():
    """What already waits for the same commit, and would be forgotten with the same savepoints."""
    here = set(connection.savepoint_ids)
    for savepoints, waiting, *_ in reversed(connection.run_on_commit):
        if isinstance(waiting, _Later) and savepoints == here:
            return waiting
    return None


def index_guides_of(procedure_ids):
    """Write the live guides of these procedures anew into the site's search and the admin's."""
    once.index(ProcedurePage.objects.live().filter(procedure__in=procedure_ids))
