import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from wagtail.blocks import StreamBlockValidationError, StreamValue
from wagtail.fields import StreamField
from wagtail.rich_text import RichText

from home.blocks import HomeBlocks
from news.blocks import ArticleBlocks
from pages.blocks import BodyBlocks, MediaBlock
from tests.factories import make_image

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


def _with_one_empty_block_of_each_kind(stream_block):
    blocks = [(name, block.get_default()) for name, block in stream_block.child_blocks.items()]
    return StreamValue(stream_block, blocks)


@pytest.mark.parametrize("model", ["news.ArticlePage", "home.HomePage", "home.PlainPage"])
def test_a_block_just_added_does_not_stop_the_draft_from_being_kept(model):
    for field in apps.get_model(model)._meta.get_fields():
        if isinstance(field, StreamField):
            field.stream_block.clean_deferred(
                _with_one_empty_block_of_each_kind(field.stream_block)
            )


def test_what_an_article_shows_must_be_whole():
    blocks = BodyBlocks()
    with pytest.raises(StreamBlockValidationError) as caught:
        blocks.clean(_with_one_empty_block_of_each_kind(blocks))
    names = list(blocks.child_blocks)
    assert {names[place] for place in caught.value.block_errors} >= {"text", "media", "callout"}


def test_blank_paragraphs_are_no_text():
    with pytest.raises(ValidationError, match="Chưa có chữ nào"):
        BodyBlocks().child_blocks["text"].clean(RichText('<p data-block-key="a"> </p>'))


@pytest.mark.django_db
@pytest.mark.parametrize(("count", "links"), [(2, 0), (4, 0), (5, 5), (12, 12)])
def test_many_pictures_become_a_gallery_whose_pictures_open_large(count, links):
    image = make_image(width=2400, height=1600)
    figure = {"image": {"image": image.pk, "alt_text": "Bà con họp"}, "caption": "Họp thôn"}
    stored = [{"type": "figure_row", "value": {"figures": [figure] * count}}]
    html = str(BodyBlocks().to_python(stored))
    assert html.count("<img") == count
    assert html.count('<a href="/media/images/') == links
