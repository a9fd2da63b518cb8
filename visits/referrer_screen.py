"""Which referring sites may stand in a signed report: the list, and a person's word on each."""

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from visits.dashboard import StatisticsScreen
from visits.models import ReviewedHost
from visits.referrers import hosts

MOST_HOSTS = 300
_HOST = re.compile(r"[a-z0-9.-]{1,100}")


class ReferrersScreen(StatisticsScreen):
    """Every host that was named, with what is known of it and whether it is printed."""

    template_name = "visits/admin/referrers.html"

    def get_page_title(self) -> str:
        """In the heading."""
        return "Nơi giới thiệu"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The hosts."""
        return super().get_context_data(**kwargs) | {"hosts": hosts(self.site.pk)[:MOST_HOSTS]}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseRedirect:
        """Keep the word on one host."""
        host, word = request.POST.get("trang", ""), request.POST.get("in", "")
        if _HOST.fullmatch(host) and word in ("co", "khong"):
            ReviewedHost.objects.update_or_create(
                site_id=self.site.pk,
                host=host,
                defaults={"is_printed": word == "co", "reviewed_by": request.user.get_username()},
            )
            messages.success(
                request, f"Từ nay {host} {'được' if word == 'co' else 'không'} nêu tên."
            )
        else:
            messages.error(request, "Không có trang này trong danh sách.")
        return HttpResponseRedirect(f"{reverse('visits:referrers')}?site={self.site.pk}")
