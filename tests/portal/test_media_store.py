"""Pictures and files in a bucket: a real client against a server that speaks S3 on loopback."""

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from moto.server import ThreadedMotoServer
from wagtail.models import Collection

from operations import findings
from pages.models import PortalDocument
from portal import media_store, stores
from portal.env import BadEnvironment
from portal.media import FOR_EVERYBODY
from portal.stores import StoreAwayError
from tests.factories import make_article, make_home, make_image, make_section, show

KEY, SECRET = "khoa", "mat/khau+"


@pytest.fixture(scope="module")
def bucket_address():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    client = boto3.client(
        "s3",
        endpoint_url=f"http://{host}:{port}",
        region_name="us-east-1",
        aws_access_key_id=KEY,
        aws_secret_access_key=SECRET,
    )
    client.create_bucket(Bucket="xa-mau")
    yield f"s3://{KEY}:mat%2Fkhau%2B@{host}:{port}/xa-mau?region=us-east-1&tls=false"
    server.stop()


@pytest.fixture
def in_bucket(settings, bucket_address):
    settings.STORAGES = settings.STORAGES | {"default": stores.media(bucket_address)}
    settings.MEDIA_ROOT = "/khong-duoc-dung"


@pytest.fixture
def article(db, in_bucket):
    section = make_section(make_home())
    return make_article(section, "Chợ phiên", cover=make_image("Chợ"))


def test_readers_get_pictures_from_this_site_and_never_hear_of_the_bucket(article, client):
    html = client.get(article.url).content.decode()
    stored = next(value for value in article.cover.sizes.values() if isinstance(value, list))
    size = default_storage.url(stored[0])
    assert size.startswith("/media/images/")
    assert "xa-mau" not in html
    answer = client.get(size)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)
    assert answer.headers["Cache-Control"] == FOR_EVERYBODY
    assert answer.headers["Content-Type"].startswith("image/")


def test_originals_next_door_are_not_reached_through_the_folder_of_sizes(article, client):
    assert default_storage.exists(article.cover.file.name)
    assert client.get(f"/media/images/../{article.cover.file.name}").status_code == 404
    assert client.get(f"/media/images//{article.cover.file.name}").status_code == 404


@pytest.mark.parametrize("path", ["1/khong-co.webp", "1/a.svg"])
def test_what_is_not_there_is_not_found(db, in_bucket, client, path):
    assert client.get(f"/media/images/{path}").status_code == 404


def test_a_private_document_stays_private(article, client):
    private = Collection.get_first_root_node().add_child(name="Nội bộ")
    private.view_restrictions.create(restriction_type="login")
    document = PortalDocument(title="Danh sách", collection=private)
    document.file.save("danh-sach.pdf", ContentFile(b"%PDF-1.4 mau"))
    show(document)
    assert client.get(document.url).status_code in (302, 403)
    document.collection = Collection.get_first_root_node()
    document.save()
    assert b"".join(client.get(document.url).streaming_content) == b"%PDF-1.4 mau"


@pytest.fixture
def bucket_gone(article, settings, monkeypatch):
    """Who asks hears nothing: port 9 of loopback, where nobody listens."""
    gone = "s3://khoa:mat-khau@127.0.0.1:9/xa-mau?region=us-east-1&tls=false"
    settings.STORAGES = settings.STORAGES | {"default": stores.media(gone)}
    monkeypatch.setattr(media_store, "_away", {"until": 0.0})


def test_while_the_bucket_is_away_pages_go_on_and_pictures_are_asked_for_later(
    article, bucket_gone, client, admin_client
):
    client.raise_request_exception = False
    assert client.get(article.url).status_code == 200
    picture = next(value for value in article.cover.sizes.values() if isinstance(value, list))
    assert client.get(f"/media/{picture[0]}").status_code == 503
    for screen in (
        reverse("wagtailimages:index"),
        reverse("wagtailimages:edit", args=[article.cover.pk]),
        reverse("wagtailadmin_pages:edit", args=[article.pk]),
    ):
        assert admin_client.get(screen).status_code == 200


def test_who_saves_a_file_while_the_bucket_is_away_is_told_and_leaves_no_half_row(
    article, bucket_gone, admin_client
):
    admin_client.raise_request_exception = False
    file = SimpleUploadedFile("a.pdf", b"%PDF-1.4 mau", "application/pdf")
    form = {"title": "Tệp", "file": file, "collection": 1, "tags": ""}
    answer = admin_client.post(reverse("wagtaildocs:add"), form)
    assert answer.status_code == 503
    assert "chữ đã gõ vẫn còn" in answer.content.decode()
    assert not PortalDocument.objects.exists()


def test_a_bucket_that_is_away_is_asked_once_in_a_while_and_the_operator_hears_of_it(
    article, bucket_gone
):
    assert "MEDIA_STORE" in "".join(findings.all_of_them())
    asked = []
    ask = media_store._told_when_away(lambda: asked.append(True))
    with pytest.raises(StoreAwayError):
        ask()
    assert not asked
    media_store._away["until"] = 0.0
    ask()
    assert asked


def test_a_backup_takes_the_files_out_of_the_bucket_and_puts_them_back(article, tmp_path):
    names = {value[0] for value in article.cover.sizes.values() if isinstance(value, list)}
    file = tmp_path / "sao-luu.tar.gz"
    call_command("backup", str(file), verbosity=0)
    original = article.cover.file.name
    default_storage.delete(original)
    call_command("restore", str(file), replace=True, verbosity=0)
    assert default_storage.exists(original)
    assert all(default_storage.exists(name) for name in names)


@pytest.mark.parametrize(
    "address",
    [
        "https://kho.tinh.gov.vn/xa",
        "s3://kho.tinh.gov.vn/xa-tan-lap",
        "s3://khoa:bi-mat@kho.tinh.gov.vn",
        "s3://khoa:bi-mat@kho.tinh.gov.vn/xa/thu-muc",
        "s3://khoa:bi-mat@kho.tinh.gov.vn:cong/xa-tan-lap",
        "s3://khoa:bi-mat@kho.tinh.gov.vn/xa-tan-lap?tls=co",
        "s3://khoa:bi-mat@kho.tinh.gov.vn/xa-tan-lap?vung=vn",
    ],
)
def test_an_address_that_cannot_be_right_is_refused_without_telling_its_secret(address):
    with pytest.raises(BadEnvironment, match="MEDIA_STORE.*Ví dụ đúng") as refusal:
        stores.media(address)
    assert "bi-mat" not in str(refusal.value)


def test_without_an_address_files_lie_on_the_disk():
    assert stores.media("")["BACKEND"].endswith("FileSystemStorage")


def test_the_library_that_is_missing_is_named(monkeypatch):
    monkeypatch.setattr(stores.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(BadEnvironment, match="requirements/s3.txt"):
        stores.media(stores.BUCKET_EXAMPLE)


def test_a_listener_jumps_in_a_recording_that_lies_in_the_bucket(article, client):
    recording = PortalDocument(title="Bản tin loa")
    recording.file.save("ban-tin.mp3", ContentFile(b"0123456789"))
    show(recording)
    answer = client.get(recording.url, headers={"range": "bytes=4-6"})
    assert (answer.status_code, answer.headers["Content-Range"]) == (206, "bytes 4-6/10")
    assert b"".join(answer.streaming_content) == b"456"
    whole = client.get(recording.url)
    assert b"".join(whole.streaming_content) == b"0123456789"
