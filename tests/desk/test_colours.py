"""The admin's own colours can be read in both themes."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from design.contrast import contrast_ratio

CSS = Path(settings.BASE_DIR) / "desk/static/desk/admin.css"
WHITE, DARK = "#ffffff", "#262626"
"""What Wagtail's pages are painted with."""


@pytest.mark.parametrize(
    ("theme", "behind"), [(":root", WHITE), (".w-theme-dark", DARK), (".w-theme-system", DARK)]
)
def test_links_and_outlined_buttons_stand_out_from_the_page(theme, behind):
    rule = re.search(re.escape(theme) + r" \{(.*?)\}", CSS.read_text(), re.DOTALL)[1]
    colour = re.search(r"--w-color-secondary-100: (#\w{6})", rule)[1]
    assert contrast_ratio(colour, behind) >= 4.5
