"""Reads a Word file made for a test, or gives the reason why it is refused."""

import io

import pytest

from manuscripts.word.reading import read_word
from manuscripts.word.refusals import WordRefusedError
from tests.manuscripts.word import documents as made


def read(content, name="bai-viet.docx"):
    content = content if isinstance(content, bytes) else made.content_of(content)
    return read_word(io.BytesIO(content), name)


def refusal_of(content, name="bai-viet.docx"):
    with pytest.raises(WordRefusedError) as caught:
        read(content, name)
    return caught.value.reason
