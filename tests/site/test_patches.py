"""What leans on the insides of Wagtail, Django and others is known, and looked at when they change.

After looking: `REWRITE=1 bin/test tests/site/test_patches.py`.
"""

import os
import re
from pathlib import Path

import pytest
from wagtail.admin.forms.choosers import URLOrAbsolutePathField

from tests.site import patches

ROOT = Path(__file__).resolve().parents[2]
APPS = [*sorted(path.parent.name for path in ROOT.glob("*/apps.py")), "manuscripts"]
OUR_OWN = {
    ("links/templatetags/links_tags.py", "_navigation"): "a note of ours on the request",
    ("manuscripts/word/markup.py", "_Element"): "lxml's name for the type, for annotations only",
}
"""Underscored names that lean on nobody's insides."""

if os.environ.get("REWRITE"):
    patches.rewrite()
REGISTER = patches.register()


@pytest.mark.parametrize("patch", REGISTER, ids=lambda patch: patch.theirs)
def test_what_a_patch_leans_on_is_as_it_was_when_somebody_last_looked(patch):
    assert patch.digest_now() == patch.digest, f"look at {patch.ours}: {patch.why}"


@pytest.mark.parametrize("patch", REGISTER, ids=lambda patch: patch.theirs)
def test_a_patch_in_the_register_is_still_in_the_code(patch):
    text = (ROOT / patch.ours).read_text("utf-8")
    names = {name.lower() for name in patch.theirs.split(".")[-3:]}
    assert patch.theirs.endswith(".html") or any(name in text.lower() for name in names)
    assert patch.why


def test_every_template_that_stands_in_front_of_anothers_is_registered():
    known = {patch.theirs for patch in REGISTER}
    assert [name for name in patches.replaced_templates() if name not in known] == []


def test_every_underscored_name_of_others_that_we_use_is_registered():
    texts = {}
    for patch in REGISTER:
        words = f"{patch.theirs} {patch.why}"
        texts[patch.ours] = texts.get(patch.ours, set()) | set(re.findall(r"\b_[a-z]\w*", words))
    unknown = [
        use
        for use in patches.underscored_names(ROOT, APPS)
        if use not in OUR_OWN and use[1] not in texts.get(use[0], set())
    ]
    assert unknown == []


def test_wagtails_link_form_still_fails_on_an_address_that_is_not_sent():
    # When it refuses it with a ValidationError instead, portal/link_chooser.py may go.
    with pytest.raises((AttributeError, TypeError)):
        URLOrAbsolutePathField().to_python(None)
