"""Procedures: the national layer, its rows, and the pages that tell it."""

from procedures.choices import (
    Channel,
    Kind,
    Level,
    OfficialField,
    Origin,
    PaperKind,
    Role,
    State,
    TimeUnit,
)
from procedures.models.guides import ProcedurePage, ProceduresIndexPage, Recording
from procedures.models.imports import ImportedProcedure, ImportRun
from procedures.models.national import Procedure, ProcedureVersion, RelatedProcedure
from procedures.models.offices import Office, OfficeKind
from procedures.models.rows import (
    Agency,
    DossierCase,
    Fee,
    LegalBasis,
    Paper,
    Result,
    Step,
    Subject,
    SubmissionMethod,
)
from procedures.models.signposts import SignpostPage
from procedures.models.upkeep import Change, FormFile, LinkCheck, VoteCount, VoteReason
from procedures.models.vocabulary import LifeEvent, RepealedDocument, SubjectArea

__all__ = [
    "Agency",
    "Change",
    "Channel",
    "DossierCase",
    "Fee",
    "FormFile",
    "ImportRun",
    "ImportedProcedure",
    "Kind",
    "LegalBasis",
    "Level",
    "LifeEvent",
    "LinkCheck",
    "Office",
    "OfficeKind",
    "OfficialField",
    "Origin",
    "Paper",
    "PaperKind",
    "Procedure",
    "ProcedurePage",
    "ProcedureVersion",
    "ProceduresIndexPage",
    "Recording",
    "RelatedProcedure",
    "RepealedDocument",
    "Result",
    "Role",
    "SignpostPage",
    "State",
    "Step",
    "Subject",
    "SubjectArea",
    "SubmissionMethod",
    "TimeUnit",
    "VoteCount",
    "VoteReason",
]
