"""Procedures for tests: records as an import would read them, and pages that tell them."""

from io import BytesIO

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from openpyxl import load_workbook
from wagtail.models import Page
from wagtail.signal_handlers import disable_reference_index_auto_update

from pages.slugs import ascii_slug
from procedures.exchange import importing
from procedures.exchange.planning import plan_record
from procedures.exchange.records import all_records
from procedures.exchange.saving import apply_plan
from procedures.exchange.workbook_writer import write_workbook
from procedures.models import (
    LifeEvent,
    Procedure,
    ProcedurePage,
    ProceduresIndexPage,
    ProcedureVersion,
    SubjectArea,
)


def make_record(code="1.001193", name="Thủ tục đăng ký khai sinh", **parts):
    """A small but whole record."""
    fee = {
        "name": "Lệ phí",
        "amount": 0,
        "amount_text": "",
        "unit": "",
        "note": "Miễn khi khai đúng hạn.",
        "local_decision": "",
    }
    method = {
        "channel": "direct", "time_amount": 3, "time_unit": "working_day", "time_text": "",
        "time_note": "", "description": "", "fees": [fee],
    }  # fmt: skip
    paper = {
        "name": "Tờ khai đăng ký khai sinh", "kind": "submit", "originals": 1, "copies": 0,
        "condition": "", "form_name": "tk.doc", "has_electronic_form": False,
    }  # fmt: skip
    basis = {
        "number": "60/2014/QH13",
        "abstract": "Luật Hộ tịch",
        "issued_on": None,
        "issuer": "",
        "url": "",
    }
    record = {
        "code": code, "valid_from": None, "valid_to": None, "decision_number": "528/QĐ-BTP",
        "name": name, "levels": ["commune"], "kind": "assigned", "subject_areas": ["Hộ tịch"],
        "number_of_sets": 1, "conditions": "", "keywords": "khai sinh", "description": "",
        "source_url": "", "sources": "", "unverified": [], "is_sample": False,
        "uuid": "", "state": "active", "state_note": "", "life_events": ["Sinh con"],
        "related": [], "replaced_by": "", "synchronised_on": None,
        "steps": [{"name": "Nộp hồ sơ", "text": "Nộp tại quầy."}],
        "methods": [method],
        "cases": [{"name": "", "papers": [paper]}],
        "subjects": [{"name": "Công dân Việt Nam"}],
        "agencies": [{"role": "handling", "name": "Ủy ban nhân dân cấp xã"}],
        "results": [{"name": "Giấy khai sinh"}],
        "legal_bases": [basis],
    }  # fmt: skip
    return record | parts


def store(**parts):
    """Write a record; returns the procedure."""
    record = make_record(**parts)
    apply_plan(plan_record(record))
    return Procedure.objects.get(code=record["code"])


def make_index(home, **fields):
    """A published index."""
    return home.add_child(
        instance=ProceduresIndexPage(title="Thủ tục hành chính", slug="thu-tuc", **fields)
    )


def make_guide(index, procedure, title="Đăng ký khai sinh", **fields):
    """A published guide."""
    return index.add_child(instance=ProcedurePage(title=title, procedure=procedure, **fields))


def make_many(index, count, start=0):
    """Guides of generated procedures, quickly: every tenth is online, areas and events rotate."""
    areas = [
        SubjectArea.objects.get_or_create(name=name)[0]
        for name in ("Hộ tịch", "Chứng thực", "Đất đai")
    ]
    event = LifeEvent.objects.get_or_create(name="Sinh con")[0]
    numbers = range(start, start + count)
    procedures = Procedure.objects.bulk_create(Procedure(code=f"2.{n:06d}") for n in numbers)
    versions = ProcedureVersion.objects.bulk_create(
        ProcedureVersion(
            procedure=procedure, name=f"Thủ tục số {n}", keywords="khai sinh",
            is_online=n % 10 == 0, has_content=True, fee_line="Miễn phí", time_line="3 ngày làm việc",
        )
        for n, procedure in zip(numbers, procedures, strict=True)
    )  # fmt: skip
    with_event, in_area = Procedure.life_events.through, ProcedureVersion.subject_areas.through
    with_event.objects.bulk_create(
        with_event(procedure=procedure, lifeevent=event) for procedure in procedures
    )
    in_area.objects.bulk_create(
        in_area(procedureversion=version, subjectarea=areas[n % 3])
        for n, version in zip(numbers, versions, strict=True)
    )
    _make_guides(index, procedures, [f"Việc số {n}" for n in numbers])


def _make_guides(index, procedures, titles):
    """Rows of published guides, past the tree's and the page's own care, which cost most of the time."""
    index.refresh_from_db()
    kind = ContentType.objects.get_for_model(ProcedurePage)
    with disable_reference_index_auto_update():
        for place, (procedure, title) in enumerate(zip(procedures, titles, strict=True), 1):
            slug = ascii_slug(title)
            path = index._get_path(index.path, index.depth + 1, index.numchild + place)
            page = ProcedurePage(
                title=title, draft_title=title, slug=slug, procedure=procedure, live=True,
                path=path, depth=index.depth + 1, url_path=f"{index.url_path}{slug}/",
                content_type=kind, locale_id=index.locale_id,
            )  # fmt: skip
            Model.save(page)
    index.numchild += len(procedures)
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild)


def generated_records(count):
    """Records with accents, long texts, several cases and every kind of row."""
    for number in range(count):
        papers = [
            {
                "name": f"Giấy số {place} của thủ tục {number}, bản “gốc” & <dấu>",
                "kind": ("submit", "show", "electronic", "note")[place % 4],
                "originals": place % 3, "copies": place % 2, "condition": "- Dòng một\n- Dòng hai",
                "form_name": f"mau-{place}.doc", "has_electronic_form": place % 2 == 1,
            }
            for place in range(1 + number % 5)
        ]  # fmt: skip
        fee = {
            "name": "Phí",
            "amount": 1000 * number,
            "amount_text": "",
            "unit": "bản",
            "note": "Miễn cho hộ nghèo; giảm 50 %.",
            "local_decision": "",
        }
        free = {
            "name": "",
            "amount": None,
            "amount_text": "",
            "unit": "",
            "note": "",
            "local_decision": "Nghị quyết 05",
        }
        method = make_record()["methods"][0]
        yield make_record(
            code=f"1.{100000 + number}",
            name=f"Thủ tục thử số {number} – “đặc biệt”",
            conditions="- Điều kiện một\n- Điều kiện hai",
            levels=["province", "commune"] if number % 2 else ["commune"],
            subject_areas=sorted({"Hộ tịch", f"Lĩnh vực {number % 7}"}),
            life_events=["Kết hôn", "Sinh con"] if number % 3 else [],
            steps=[
                {"name": f"Bước {place}", "text": f"Việc {place}\n- ý một\n- ý hai"}
                for place in range(1, 4)
            ],
            methods=[
                {**method, "fees": [fee, free]},
                {
                    **method,
                    "channel": "online",
                    "time_amount": None,
                    "time_text": "Trong ngày",
                    "fees": [],
                },
            ],
            cases=[{"name": "", "papers": papers}, {"name": f"Trường hợp {number}", "papers": []}],
        )


def workbook_file():
    """The database as a workbook in memory."""
    target = BytesIO()
    write_workbook(all_records(ProcedureVersion.objects.all()), target)
    target.seek(0)
    return target


def edited_workbook(edit):
    """The workbook after `edit(book)` has done to it what people do to workbooks."""
    book = load_workbook(workbook_file())
    edit(book)
    target = BytesIO()
    book.save(target)
    target.seek(0)
    return target


def column_of(sheet, heading):
    """The letter of a column by its heading."""
    return next(cell.column_letter for cell in sheet[1] if cell.value == heading)


def counts_of(file):
    """Import a file; (counts by action, problems as text)."""
    report = importing.apply_report(importing.plan_reading(importing.read_file(file)))
    return report.counts, [str(problem) for problem in report.all_problems]


def everything():
    """Every record of the database."""
    return list(all_records(ProcedureVersion.objects.all()))
