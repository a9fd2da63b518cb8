"""Jumping in a recording: parts of files, from the disk (the bucket's are in test_media_store)."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Collection

from pages.models import PortalDocument
from tests.factories import make_image, show
from tests.portal.test_media import _address

pytestmark = pytest.mark.django_db
CONTENT = bytes(range(256)) * 40


@pytest.fixture
def recording():
    document = PortalDocument(title="Bản tin loa")
    document.file.save("ban-tin.mp3", ContentFile(CONTENT))
    document.refresh_from_db()
    show(document)
    return document


def body(answer):
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-1", 0, 1),  # what an iPhone asks first
        ("bytes=100-199", 100, 199),
        ("bytes=5000-", 5000, len(CONTENT) - 1),
        ("bytes=-10", len(CONTENT) - 10, len(CONTENT) - 1),
        ("bytes=-999999", 0, len(CONTENT) - 1),
        ("bytes=10-999999", 10, len(CONTENT) - 1),
    ],
)
def test_a_part_is_answered_with_just_that_part(client, recording, asked, first, last):
    answer = client.get(recording.url, headers={"range": asked})
    assert answer.status_code == 206
    assert answer.headers["Content-Range"] == f"bytes {first}-{last}/{len(CONTENT)}"
    assert answer.headers["Content-Length"] == str(last - first + 1)
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert body(answer) == CONTENT[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=999999-", "bytes=10240-"])
def test_what_lies_behind_the_end_cannot_be_had(client, recording, asked):
    answer = client.get(recording.url, headers={"range": asked})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(CONTENT)}"


@pytest.mark.parametrize(
    "asked", ["bytes=", "bytes=-", "bytes=9-3", "bytes=0-1,5-6", "lines=1-2", "1"]
)
def test_any_other_wish_gets_the_whole_file(client, recording, asked):
    answer = client.get(recording.url, headers={"range": asked})
    assert answer.status_code == 200
    assert body(answer) == CONTENT


def test_the_whole_file_says_that_parts_may_be_asked_for_and_names_no_encoding(client, recording):
    answer = client.get(recording.url)
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "Content-Encoding" not in answer.headers
    assert body(answer) == CONTENT


def test_a_part_of_another_version_is_never_mixed_in(client, recording):
    tag = client.get(recording.url).headers["ETag"]
    same = client.get(recording.url, headers={"range": "bytes=0-9", "if-range": tag})
    other = client.get(recording.url, headers={"range": "bytes=0-9", "if-range": '"khac"'})
    assert (same.status_code, other.status_code) == (206, 200)


def test_nobody_gets_a_part_of_what_he_may_not_have(client, recording):
    private = Collection.get_first_root_node().add_child(name="Nội bộ")
    private.view_restrictions.create(restriction_type="login")
    recording.collection = private
    recording.save()
    assert client.get(recording.url, headers={"range": "bytes=0-9"}).status_code in (302, 403)


def test_a_picture_may_be_shown_by_the_provinces_portal_and_has_parts(client):
    image = make_image()
    show(image)
    address = _address(image)
    answer = client.get(address)
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    whole = body(answer)
    part = client.get(address, headers={"range": "bytes=2-5"})
    assert (part.status_code, body(part)) == (206, whole[2:6])
