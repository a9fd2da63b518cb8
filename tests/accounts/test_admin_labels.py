import pytest

from accounts import admin_labels


def test_every_label_reaches_a_field_that_exists():
    admin_labels.set_labels()


@pytest.mark.django_db
def test_the_login_form_is_vietnamese_throughout(client):
    html = client.get("/quan-tri/login/").content.decode()
    assert "Mật khẩu" in html
    assert "Password" not in html
