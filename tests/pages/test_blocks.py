import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from home.blocks import HomeBlocks
from news.blocks import ArticleBlocks
from pages.blocks import MediaBlock

PREVIEWED = [
    (name, block)
    for stream in (ArticleBlocks(), HomeBlocks())
    for name, block in stream.child_blocks.items()
    if block.is_previewable
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "block"), PREVIEWED, ids=[name for name, _ in PREVIEWED])
def test_a_block_shows_itself_in_the_picker(name, block, rf):
    value = block.get_preview_value()
    bound = block.bind(value)
    html = render_to_string(
        block.get_preview_template(value),
        {"bound_block": bound, "block_def": block, "request": rf.get("/")},
    )
    assert "portal.css" in html


@pytest.mark.parametrize("both", [True, False])
def test_a_recording_needs_a_file_or_an_address_and_not_both(both):
    block = MediaBlock()
    value = block.to_python({"title": "Bản tin loa", "document": None, "url": ""})
    if both:
        value["document"], value["url"] = object(), "https://video.example/1"
        block.child_blocks["document"].clean = lambda document: document
    with pytest.raises(ValidationError):
        block.clean(value)


def test_a_table_without_column_names_has_no_heading_row():
    from pages.blocks import TableBlock

    def rendered(heading):
        raw = {
            "columns": [{"type": "text", "heading": heading}],
            "rows": [{"values": ["45"]}],
            "caption": "",
        }
        block = TableBlock()
        return block.render(block.to_python(raw))

    assert "<thead>" in rendered("Số hộ")
    assert "<th" not in rendered("")
    assert "45" in rendered("")
