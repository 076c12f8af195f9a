"""Renditions as readers and front servers fetch them."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.utils import timezone
from PIL import Image

from photos import drawing
from photos.ingest import ingest
from photos.models import Photo
from photos.renditions import CROPS, crop_url, full_url, rendition_url, variants
from tests.factories import make_photo
from tests.photos import pictures

pytestmark = pytest.mark.django_db


def rendition_files(settings) -> set[str]:
    return {path.name for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def opened(response) -> Image.Image:
    return Image.open(BytesIO(response.content))


def test_it_is_drawn_on_the_first_request_and_kept(client, settings):
    photo = make_photo(width=1200, height=800)
    url = rendition_url(photo, 640)
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Set-Cookie" not in response
    assert opened(response).size == (640, 427)
    kept = Path(settings.MEDIA_ROOT, url.removeprefix("/media/"))
    assert kept.read_bytes() == response.content


def test_the_second_request_does_not_draw(client, monkeypatch):
    url = rendition_url(make_photo(), 320)
    first = client.get(url)
    monkeypatch.setattr(drawing, "draw", lambda *args: pytest.fail("drawn again"))
    assert client.get(url).content == first.content


def test_one_query_at_most(client, django_assert_max_num_queries):
    url = rendition_url(make_photo(), 320)
    client.get(url)
    with django_assert_max_num_queries(1):
        client.get(url)


def test_who_has_it_already_gets_304(client):
    url = rendition_url(make_photo(), 320)
    etag = client.get(url)["ETag"]
    response = client.get(url, headers={"If-None-Match": etag})
    assert (response.status_code, response.content) == (304, b"")


@pytest.mark.parametrize("shape", CROPS)
def test_crops_have_their_shape_and_show_the_focal_point(client, shape):
    photo = ingest(pictures.as_bytes(pictures.scene(1600, 1600), quality=95), focal_x=0.1, focal_y=0.1)
    image = opened(client.get(crop_url(photo, shape)))
    assert image.size == CROPS[shape]
    assert pictures.is_red(image.convert("RGB").getpixel((20, 20)))
    photo = Photo.objects.get(pk=photo.pk)
    photo.focal_x = photo.focal_y = 0.9
    photo.save()
    image = opened(client.get(crop_url(photo, shape)))
    assert pictures.is_blue(image.convert("RGB").getpixel((image.width - 20, image.height - 20)))


def test_a_crop_around_a_former_focal_point_leads_to_the_present_one(client):
    photo = make_photo()
    former = crop_url(photo, "16x9")
    photo.focal_x = 0.2
    photo.save()
    response = client.get(former)
    assert (response.status_code, response["Location"]) == (302, crop_url(photo, "16x9"))
    assert "immutable" not in response["Cache-Control"]


def test_a_transparent_picture_stays_so(client):
    clear = Image.new("RGBA", (400, 300), (0, 0, 0, 0))
    photo = ingest(pictures.as_bytes(clear, "PNG"))
    assert opened(client.get(rendition_url(photo, 320))).mode == "RGBA"


def test_an_infographic_can_be_had_in_full(client):
    tall = Image.new("RGB", (700, 3000), "white")
    photo = ingest(pictures.as_bytes(tall, "PNG"), kind="infographic")
    assert opened(client.get(full_url(photo))).size == (700, 3000)


@pytest.mark.parametrize(
    "name",
    [
        "{hash}-641.webp",
        "{hash}-0640.webp",
        "{hash}-1920.webp",
        "{hash}-99999999999999999999.webp",
        "{hash}-full.webp",
        "{hash}-16x9.webp",
        "{hash}-2x1-050050.webp",
        "{hash}-.webp",
        "{hash}-640.jpg",
        "{hash}.webp",
        "{unknown}-640.webp",
        "{upper}-640.webp",
        "../{hash}-640.webp",
        "{hash}-640.webp%00",
    ],
)
def test_only_the_bounded_variants_of_known_pictures_exist(name, client, settings):
    photo = make_photo(width=600, height=400)
    name = name.format(hash=photo.content_hash, unknown="0" * 64, upper=photo.content_hash.upper())
    assert client.get(f"/media/anh/{photo.content_hash[:2]}/{name}").status_code == 404
    assert not rendition_files(settings)


def test_the_folder_has_to_be_the_right_one(client):
    photo = make_photo()
    wrong = "00" if photo.content_hash[:2] != "00" else "11"
    assert client.get(rendition_url(photo, 320).replace(f"/{photo.content_hash[:2]}/", f"/{wrong}/")).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_it_is_only_for_reading(method, client):
    assert getattr(client, method)(rendition_url(make_photo(), 320)).status_code == 405


def test_head_is_answered(client):
    response = client.head(rendition_url(make_photo(), 320))
    assert (response.status_code, response.content) == (200, b"")


def test_withdrawn_and_expired_pictures_are_gone(client, settings):
    today = timezone.localdate()
    gone = [
        make_photo(withdrawn_at=timezone.now(), withdrawn_reason="Hết quyền"),
        make_photo(rights_expire_on=today - timedelta(days=1)),
    ]
    for photo in gone:
        for url in (rendition_url(photo, 320), crop_url(photo, "1x1")):
            response = client.get(url)
            assert response.status_code == 410
            assert "immutable" not in response["Cache-Control"]
    assert client.get(rendition_url(make_photo(rights_expire_on=today), 320)).status_code == 200
    assert not any(photo.content_hash in name for photo in gone for name in rendition_files(settings))


def test_a_picture_withdrawn_while_it_is_drawn_leaves_no_file(client, settings, monkeypatch):
    photo = make_photo()
    real_draw = drawing._drawn

    def withdrawn_meanwhile(*args, **kwargs):
        data = real_draw(*args, **kwargs)
        Photo.objects.filter(pk=photo.pk).update(withdrawn_at=timezone.now(), withdrawn_reason="Hết quyền")
        return data

    monkeypatch.setattr(drawing, "_drawn", withdrawn_meanwhile)
    client.get(rendition_url(photo, 320))
    assert not rendition_files(settings)


def test_a_full_disk_does_not_take_the_picture_from_the_reader(client, settings, monkeypatch):
    def full(handle):
        raise OSError(28, "No space left on device")

    photo = make_photo()
    monkeypatch.setattr("photos.storage.os.fsync", full)
    response = client.get(rendition_url(photo, 320))
    assert opened(response).size == (320, 213)
    assert not rendition_files(settings)


def test_a_lost_original_is_503_not_500(client, settings):
    photo = make_photo()
    Path(settings.ORIGINALS_ROOT, photo.image.name).unlink()
    response = client.get(rendition_url(photo, 320))
    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")


def test_many_readers_at_once_get_the_same_whole_picture(settings):
    photo = ingest(pictures.as_bytes(pictures.scene(1000, 700)))
    ready, got = Barrier(6), []
    original_keep = drawing._keep

    def bring():
        ready.wait()
        got.append(drawing.read(photo, "640"))

    drawing._keep = lambda photo, name, data: drawing.renditions().save(name, drawing.ContentFile(data))
    try:
        threads = [Thread(target=bring) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        drawing._keep = original_keep
    assert len(got) == 6
    assert len(set(got)) == 1
    assert rendition_files(settings) == {f"{photo.content_hash}-640.webp"}


def test_all_variants_are_drawn_ahead_once(settings):
    photo = make_photo(width=700, height=500)
    assert drawing.draw_all(photo) == len(variants(photo))
    assert rendition_files(settings) == {f"{photo.content_hash}-{variant}.webp" for variant in variants(photo)}
    assert drawing.draw_all(photo) == 0


def test_a_camera_profile_does_not_reach_readers(client):
    photo = ingest(pictures.with_exif(pictures.scene()))
    image = opened(client.get(rendition_url(photo, 320)))
    assert not {"exif", "icc_profile", "xmp"} & set(image.info)


def test_a_cache_in_front_learns_which_picture_it_keeps(client):
    photo = make_photo()
    answer = client.get(rendition_url(photo, 320))
    assert (answer.status_code, answer["Surrogate-Key"]) == (200, f"photo:{photo.pk}")
    assert {f"photo:{photo.pk}"} <= photo.page_keys()
