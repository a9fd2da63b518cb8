"""Sample procedures: the national layer through the import, the commune's layer on top."""

import json
from datetime import date
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile
from docx import Document

from pages.models import PortalDocument
from procedures.content.signposts import create_signposts
from procedures.exchange.planning import plan_record
from procedures.exchange.saving import apply_plan
from procedures.models import (
    Change,
    FormFile,
    LifeEvent,
    Procedure,
    ProcedurePage,
    ProceduresIndexPage,
    ProcedureVersion,
    RepealedDocument,
)

CONTENT = Path(__file__).parent / "content"
SAMPLE_FORM = "1.TKngkkhaisinh.doc"
_DATES = ("valid_from", "valid_to", "synchronised_on")


def load_procedures(home, collection):
    """Build the index below `home` with every sample procedure; returns the index page."""
    spec = json.loads((CONTENT / "procedures.json").read_text(encoding="utf-8"))
    for order, name in enumerate(spec["life_events"], 1):
        LifeEvent.objects.update_or_create(name=name, defaults={"order": order})
    for repealed in spec["repealed"]:
        RepealedDocument.objects.get_or_create(number=repealed["number"], defaults=repealed)
    index = ProceduresIndexPage(title=spec["title"], slug=spec["slug"])
    home.add_child(instance=index)
    index.save_revision().publish()
    files = sorted((CONTENT / "procedures").glob("*.json"))
    samples = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    for sample in samples:
        _load_national(sample)
    for sample in samples:
        _load_guide(index, sample)
    for page in create_signposts(index):
        page.save_revision().publish()
    _attach_sample_form(collection)
    return index


def remove_procedures():
    """Take the sample national text away; the pages go with the demo's home page."""
    samples = ProcedureVersion.objects.filter(is_sample=True)
    codes = set(samples.values_list("procedure__code", flat=True))
    samples.delete()
    leftover = Procedure.objects.filter(code__in=codes, versions__isnull=True, guides__isnull=True)
    leftover.delete()


def _load_national(sample):
    for version in sample["versions"]:
        record = {"code": sample["code"], **_with_dates(version)}
        record |= {"life_events": sample["procedure"]["life_events"]}
        if sample["procedure"]["uuid"]:
            record["uuid"] = sample["procedure"]["uuid"]
        apply_plan(plan_record(record))
    Change.objects.filter(procedure__code=sample["code"]).update(changed_on=date(2026, 11, 2))


def _load_guide(index, sample):
    procedure = Procedure.objects.get(code=sample["code"])
    procedure.related.set(Procedure.objects.filter(code__in=sample["procedure"]["related"]))
    procedure.save()
    fields = sample["page"] | {"flow": json.dumps(sample["page"].get("flow", []))}
    page = ProcedurePage(procedure=procedure, **fields)
    index.add_child(instance=page)
    page.save_revision().publish()


def _attach_sample_form(collection):
    """A form made here, so that the page shows a download without passing off a fake as official."""
    word = Document()
    word.add_heading("Tờ khai đăng ký khai sinh – MẪU MINH HỌA", level=1)
    word.add_paragraph("Tệp này chỉ để xem thử trang. Mẫu chính thức: Cổng Dịch vụ công quốc gia.")
    content = BytesIO()
    word.save(content)
    document = PortalDocument(
        title="Tờ khai đăng ký khai sinh (mẫu minh họa)", collection=collection
    )
    document.file.save("to-khai-khai-sinh-minh-hoa.docx", ContentFile(content.getvalue()))
    document.get_file_size()  # Wagtail notes the size only when it is asked
    procedure = Procedure.objects.get(code="1.001193")
    FormFile.objects.create(procedure=procedure, form_name=SAMPLE_FORM, document=document)


def _with_dates(record):
    """JSON has no dates: ISO text becomes one."""
    read = dict(record)
    for name in _DATES:
        read[name] = date.fromisoformat(read[name]) if read[name] else None
    read["legal_bases"] = [
        basis
        | {"issued_on": date.fromisoformat(basis["issued_on"]) if basis["issued_on"] else None}
        for basis in read["legal_bases"]
    ]
    return read
