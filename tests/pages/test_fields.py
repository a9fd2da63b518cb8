from pages.blocks import BodyBlocks
from pages.fields import BodyField


def test_block_definitions_stay_out_of_migrations():
    _, _, args, kwargs = BodyField(BodyBlocks(), blank=True).deconstruct()
    assert args == []
    assert "block_lookup" not in kwargs


def test_a_historical_model_reads_and_writes_the_plain_list():
    field = BodyField(blank=True)
    data = [{"type": "text", "value": "<p>Giữ nguyên</p>", "id": "1"}]
    assert field.to_python(data) == data
    assert field.get_prep_value(field.to_python(data)) == data


def test_every_block_says_in_vietnamese_what_it_is_for():
    for name, block in BodyBlocks().child_blocks.items():
        assert block.label, name
        assert block.get_description(), name
