import pytest

from design.contrast import contrast_ratio
from tests.factories import make_home


def test_black_on_white_is_21_and_equal_colours_are_1():
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#a81c20", "#a81c20") == pytest.approx(1)


@pytest.mark.django_db
def test_the_accent_stylesheet_serves_readable_colours_only(client):
    make_home()
    assert "--accent:#0b6152" in client.get("/mau/0b6152.css").content.decode()
    assert client.get("/mau/ffff00.css").status_code == 404
    assert client.get("/mau/zzz.css").status_code == 404
