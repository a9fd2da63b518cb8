"""What people looked for and did not find, beside the visits: attached here, above both rooms."""

from django.db.models import Sum

from addresses.models import MissingAddress
from search.models import VainSearch
from visits.report_parts import register
from visits.tables import Row, Table

MOST_ROWS = 20


@register
def searched_in_vain(site, period):
    """Searches without a result."""
    rows = VainSearch.objects.filter(site=site, day__gte=period.first, day__lte=period.last)
    sums = rows.values_list("text").annotate(sum=Sum("times")).order_by("-sum", "text")[:MOST_ROWS]
    table_rows = [Row(text, (times,)) for text, times in sums]
    return Table("tim-khong-thay", "Tìm mà không thấy", ("Từ đã gõ", "Số lần"), table_rows)


@register
def missing_addresses(site, period):
    """Addresses that answered 404."""
    rows = MissingAddress.objects.filter(site=site, day__gte=period.first, day__lte=period.last)
    sums = rows.values_list("path").annotate(sum=Sum("times")).order_by("-sum", "path")[:MOST_ROWS]
    table_rows = [Row(path, (times,)) for path, times in sums]
    return Table("khong-co-trang", "Địa chỉ không có", ("Địa chỉ", "Số lần"), table_rows)
