"""The library in S3-compatible storage: moto's server stands in for it, over real HTTP."""

from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from moto.server import ThreadedMotoServer

from photos import ingest
from photos.drawing import draw_all
from photos.objects import A_YEAR, PrivateObjects
from photos.outbox_handlers import clear, render, sweep
from photos.renditions import rendition_url, variants
from photos.storage import originals, renditions
from photos.withdrawal import bring_back, withdraw
from tests.factories import draw_picture, make_photo, make_user

POLICY = Path(__file__).resolve().parents[2] / "deploy/s3-media-policy.json"
PUBLIC, PRIVATE = "thoidai-media", "thoidai-originals"
KEYS = {"access_key": "key", "secret_key": "secret", "region_name": "ap-southeast-1"}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    served = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    served.start()
    host, port = served.get_host_and_port()
    yield f"http://{host}:{port}"
    served.stop()


@pytest.fixture
def store(server, settings):
    """Two empty buckets, and the storages that the settings make of S3_BUCKET and S3_ORIGINALS_BUCKET."""
    client = boto3.client(
        "s3",
        endpoint_url=server,
        region_name=KEYS["region_name"],
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )
    for bucket in (PUBLIC, PRIVATE):
        client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": KEYS["region_name"]})
    client.put_bucket_policy(Bucket=PUBLIC, Policy=POLICY.read_text().replace("BUCKET", PUBLIC))
    public = {"bucket_name": PUBLIC, "location": "media", "endpoint_url": server} | KEYS
    private = {"bucket_name": PRIVATE, "location": "", "endpoint_url": server} | KEYS
    settings.MEDIA_URL = f"{server}/{PUBLIC}/media/"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "photos.objects.PublicObjects", "OPTIONS": public},
        "renditions": {"BACKEND": "photos.objects.PublicObjects", "OPTIONS": public},
        "originals": {"BACKEND": "photos.objects.PrivateObjects", "OPTIONS": private},
    }
    yield client
    for bucket in (PUBLIC, PRIVATE):
        for name in names(client, bucket):
            client.delete_object(Bucket=bucket, Key=name)
        client.delete_bucket(Bucket=bucket)


def names(client, bucket: str) -> set[str]:
    return {entry["Key"] for entry in client.list_objects_v2(Bucket=bucket).get("Contents", ())}


def test_a_picture_is_taken_in_drawn_withdrawn_and_brought_back(db, store, client, django_capture_on_commit_callbacks):
    user = make_user()
    photo = ingest.ingest(draw_picture(), by=user)
    assert names(store, PRIVATE) == {photo.image.name}
    assert names(store, PUBLIC) == set()

    render({"photo": photo.pk})
    drawn = names(store, PUBLIC)
    assert len(drawn) == len(variants(photo))
    with urlopen(rendition_url(photo, 640)) as answer:  # noqa: S310
        assert answer.headers["Content-Type"] == "image/webp"
        assert answer.headers["Cache-Control"] == A_YEAR
        assert answer.read()[8:12] == b"WEBP"

    with pytest.raises(HTTPError):  # the original is nobody's
        urlopen(f"{store.meta.endpoint_url}/{PRIVATE}/{photo.image.name}")  # noqa: S310

    other = make_photo()
    draw_all(other)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(photo, by=user, reason="Tác giả yêu cầu", now=timezone.now())
    assert names(store, PUBLIC) == {name for name in names(store, PUBLIC) if other.content_hash in name} != set()
    assert photo.image.name in names(store, PRIVATE)

    clear({"photo": photo.pk})  # the worker's repetition
    bring_back(photo, by=user)
    render({"photo": photo.pk})
    assert drawn < names(store, PUBLIC)


def test_the_application_draws_what_is_not_there_yet(db, store, client):
    photo = make_photo()
    path = f"/media/anh/{photo.content_hash[:2]}/{photo.content_hash}-320.webp"
    assert client.get(path).status_code == 200
    assert names(store, PUBLIC) == {path.removeprefix("/")}  # the bucket's keys are the application's paths
    assert client.get(path).content[8:12] == b"WEBP"


def test_originals_have_no_address_and_films_have(store):
    with pytest.raises(ValueError, match="no public address"):
        originals().url("x")
    default_storage.save("phim/a.mp4", ContentFile(b"film"))
    assert names(store, PUBLIC) == {"media/phim/a.mp4"}
    assert default_storage.exists("phim/a.mp4")
    sweep()  # nothing half-written can be there


def test_one_name_is_written_twice_in_one_place(store):
    for data in (b"one", b"two"):
        assert renditions().save("anh/ab/c.webp", ContentFile(data)) == "anh/ab/c.webp"
    with renditions().open("anh/ab/c.webp") as file:
        assert file.read() == b"two"
    renditions().delete("anh/ab/c.webp")
    renditions().delete("anh/ab/c.webp")
    with pytest.raises(FileNotFoundError):
        renditions().open("anh/ab/c.webp")


def test_a_storage_that_is_away_is_told_like_a_broken_disk(db, store, client, settings, monkeypatch):
    monkeypatch.setattr("photos.objects.PATIENCE", {"connect_timeout": 1, "retries": {"max_attempts": 0}})
    photo = make_photo()
    away = {"bucket_name": PRIVATE, "endpoint_url": "http://127.0.0.1:1"} | KEYS
    settings.STORAGES = settings.STORAGES | {"originals": {"BACKEND": "photos.objects.PrivateObjects", "OPTIONS": away}}
    with pytest.raises(OSError, match="cannot be reached"):
        PrivateObjects(**away).save("x", ContentFile(b"x"))
    answer = client.get(f"/media/anh/{photo.content_hash[:2]}/{photo.content_hash}-320.webp")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")


def test_who_may_not_is_told(store):
    private = PrivateObjects(bucket_name="somebody-elses", endpoint_url=store.meta.endpoint_url, **KEYS)
    with pytest.raises(OSError, match="There is no object"):
        private.open("x")
