"""Pictures as the site itself hands them out, from the disk."""

import pytest
from django.core.files.storage import default_storage

from portal.media import FOR_EVERYBODY
from tests.factories import make_image, show

pytestmark = pytest.mark.django_db


def _address(image):
    stored = next(value for value in image.sizes.values() if isinstance(value, list))
    return default_storage.url(stored[0])


def test_a_size_is_kept_by_devices_for_a_year_and_runs_nothing(client):
    image = make_image()
    show(image)
    answer = client.get(_address(image))
    assert answer.status_code == 200
    assert int(answer.headers["Content-Length"]) == len(b"".join(answer.streaming_content))
    assert answer.headers["Cache-Control"] == FOR_EVERYBODY
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"


@pytest.mark.parametrize("way", ["../", "x/../../", "%2e%2e/", "/"])
def test_originals_next_door_are_not_reached_through_the_folder_of_sizes(client, way):
    image = make_image()
    assert default_storage.exists(image.file.name)
    assert client.get(f"/media/images/{way}{image.file.name}").status_code == 404


def test_a_folder_named_like_a_picture_is_not_found(client):
    make_image()
    assert client.get("/media/images/").status_code == 404
    assert client.get("/media/images/.jpg").status_code == 404
