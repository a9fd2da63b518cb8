"""Static copies of the essential pages, for the web server to show while the site itself is away.

Decree 224/2026 Đ13.2: the essential information stays up. Essential is what the commune itself put
into its menu and its footer, and the front page. Files: DATA_DIR/essentials/<host>/<path>/index.html.
"""

import shutil
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from design.plain_page import plain_page
from links.models import Navigation

_MAIN = '<main id="noi-dung" tabindex="-1">'


def keep():
    """Write the copies of all sites anew; gives how many pages there are."""
    folder = Path(settings.DATA_DIR) / "essentials"
    fresh = folder.with_name("essentials.moi")
    shutil.rmtree(fresh, ignore_errors=True)
    count = 0
    for site in Site.objects.all():
        for address in sorted(_addresses(site)):
            count += _write(fresh / site.hostname, site, address)
    fresh.mkdir(parents=True, exist_ok=True)
    (fresh / "bao-tri.html").write_bytes(plain_page(None, 503).content)
    shutil.rmtree(folder, ignore_errors=True)
    fresh.rename(folder)
    return count


def _addresses(site):
    navigation = Navigation.for_site(site)
    found = [*navigation.menu_targets, *navigation.footer_targets]
    own = {href for _, href in found if href.startswith("/") and "?" not in href}
    return {"/"} | own - {reverse("search")}  # a copy of the search would find nothing


def _write(folder, site, address):
    """1, or 0 where there is no page to show (a redirect, a page that was taken down)."""
    answer = Client(headers={"host": site.hostname}).get(address, secure=settings.HTTPS)
    if answer.status_code != 200 or ".." in address:
        return 0
    path = folder / address.strip("/") / "index.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_marked(answer.content.decode()))
    return 1


def _marked(html):
    now = timezone.localtime()
    note = (
        f'<aside class="alert"><div class="wrap"><p>Trang đang được bảo trì. Đây là bản lưu lúc '
        f"{now:%H:%M} ngày {now:%d/%m/%Y}; tìm kiếm và gửi ý kiến tạm thời chưa dùng được.</p></div></aside>"
    )
    return html.replace(_MAIN, _MAIN + note, 1)
