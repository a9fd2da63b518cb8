"""The path of each procedure, for the officials' statistics: found by search, read, form, national portal.

Attached to `visits` from here, because `visits` knows nothing of procedures. Sums, not people: nobody is
followed from one step to the next.
"""

from procedures.models import ProcedurePage
from visits.rankings import PageViews
from visits.report_parts import register
from visits.steps import FILE, FOUND, PORTAL, steps_of
from visits.tables import Row, Table

MOST_ROWS = 30


@register
def by_procedure(site, period):
    """Procedures by how often they were read, with what their readers did."""
    titles = dict(
        ProcedurePage.objects.live().descendant_of(site.root_page).values_list("pk", "title")
    )
    if not titles:
        return None
    views, steps = PageViews(site, period).sums, steps_of(site.pk, period)
    read = sorted((pk for pk in titles if views.get(pk)), key=lambda pk: (-views[pk], pk))
    rows = [
        Row(
            titles[pk],
            (views[pk], *(steps[pk].get(one, 0) for one in (FOUND, FILE, PORTAL))),
            page_id=pk,
        )
        for pk in read[:MOST_ROWS]
    ]
    columns = (
        "Thủ tục",
        "Lượt xem",
        "Tìm thấy qua ô tìm kiếm",
        "Tải mẫu đơn",
        "Sang Cổng dịch vụ công",
    )
    note = "Mỗi cột là một số cộng riêng; không theo dõi từng người qua các bước."
    return Table("duong-thu-tuc", "Bà con làm gì với từng thủ tục", columns, rows, note=note)
