"""Taking pictures in: what is kept, what is refused, what is never half done."""

import errno
import hashlib
from datetime import date
from io import BytesIO
from pathlib import Path
from threading import Barrier, Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from PIL import Image

from outbox.models import Message
from photos import bounds
from photos.drawing import read
from photos.ingest import PictureRefused, admit, ingest
from photos.models import Photo
from photos.renditions import variants
from photos.storage import WholeFileStorage, originals
from tests.photos import pictures

pytestmark = pytest.mark.django_db


def stored(photo: Photo) -> Image.Image:
    with originals().open(photo.image.name) as file:
        image = Image.open(BytesIO(file.read()))
    image.load()
    return image


def files_of_originals(settings) -> list[Path]:
    return [path for path in Path(settings.ORIGINALS_ROOT).rglob("*") if path.is_file()]


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "AVIF", "GIF", "TIFF"])
def test_every_format_of_the_list_is_taken(format):
    photo = ingest(pictures.as_bytes(pictures.scene(), format))
    assert (photo.width, photo.height) == (600, 400)
    image = stored(photo)
    assert image.format in {"JPEG", "PNG"}
    assert pictures.is_red(image.convert("RGB").getpixel((50, 50)))
    assert pictures.is_blue(image.convert("RGB").getpixel((550, 350)))


def test_path_bytes_open_file_and_upload_are_the_same_picture(tmp_path):
    data = pictures.as_bytes(pictures.scene())
    path = tmp_path / "ảnh.jpg"
    path.write_bytes(data)
    with path.open("rb") as file:
        kept = {ingest(data), ingest(path), ingest(str(path)), ingest(file), ingest(SimpleUploadedFile("a.jpg", data))}
    assert len(kept) == 1


def test_the_hash_and_the_name_are_those_of_the_kept_bytes(settings):
    photo = ingest(pictures.as_bytes(pictures.scene()))
    [path] = files_of_originals(settings)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == photo.content_hash
    assert path == Path(settings.ORIGINALS_ROOT, photo.content_hash[:2], f"{photo.content_hash}.jpg")


def test_originals_have_no_address_and_lie_outside_the_media(settings):
    photo = ingest(pictures.as_bytes(pictures.scene()))
    with pytest.raises(ValueError, match="no public address"):
        _ = photo.image.url
    assert not Path(settings.ORIGINALS_ROOT).is_relative_to(settings.MEDIA_ROOT)


def test_a_turned_picture_is_set_upright():
    photo = ingest(pictures.with_exif(pictures.scene(), orientation=6))
    assert (photo.width, photo.height) == (400, 600)
    assert pictures.is_red(stored(photo).getpixel((350, 50)))


def test_place_serial_number_and_camera_do_not_stay(settings):
    ingest(pictures.with_exif(pictures.scene()))
    [path] = files_of_originals(settings)
    assert b"SERIAL-20260811" not in path.read_bytes()
    image = Image.open(path)
    assert not image.getexif()
    assert "icc_profile" not in image.info
    image.close()


def test_empty_fields_are_filled_from_iptc():
    photo = ingest(
        pictures.with_iptc(
            pictures.scene(),
            n80="Nguyễn Thu Hà".encode(),
            n110=b"TTXVN",
            n120="Lễ ký kết\0 tại Hà Nội".encode(),
            n55=b"20260811",
        )
    )
    assert photo.credit == "Nguyễn Thu Hà"
    assert photo.agency == "TTXVN"
    assert photo.caption == "Lễ ký kết tại Hà Nội"
    assert photo.taken_on == date(2026, 8, 11)


def test_given_words_go_before_the_files_own():
    photo = ingest(
        pictures.with_iptc(pictures.scene(), n80=b"Camera", n120=b"From the file"), credit="Thu Hà", caption="Ở đây"
    )
    assert (photo.credit, photo.caption) == ("Thu Hà", "Ở đây")


def test_exif_artist_and_day_serve_when_there_is_no_iptc():
    data = pictures.with_exif(pictures.scene(), artist="Lê Đức".encode(), description="OLYMPUS DIGITAL CAMERA")
    photo = ingest(data)
    assert photo.credit == "Lê Đức"
    assert photo.caption == ""
    assert photo.taken_on == date(2026, 8, 11)


@pytest.mark.parametrize("taken", ["2999:01:01 00:00:00", "0000:00:00 00:00:00", "hôm qua", "1700:01:01 00:00:00"])
def test_an_absurd_day_is_passed_over(taken, now):
    assert ingest(pictures.with_exif(pictures.scene(), taken=taken.encode()), now=now).taken_on is None


def test_a_damaged_iptc_block_does_not_cost_the_picture():
    plain = pictures.as_bytes(pictures.scene())
    block = pictures.iptc_block(n80=b"Thu Ha")
    damaged = block[:-9] + b"\xff" * 9
    assert ingest(plain[:2] + damaged + plain[2:]).width == 600


def test_a_cmyk_picture_with_a_wrong_profile_is_taken():
    image = stored(ingest(pictures.cmyk_with_rgb_profile()))
    assert image.mode == "RGB"
    assert pictures.is_red(image.getpixel((50, 50)))


@pytest.mark.parametrize("mode", ["L", "1", "P", "CMYK", "I;16"])
def test_every_usual_mode_becomes_rgb(mode):
    image = (
        pictures.scene(mode="L").convert("I").point(lambda value: value * 256) if mode == "I;16" else pictures.scene()
    )
    image = image.convert(mode)
    kept = stored(ingest(pictures.as_bytes(image, "TIFF")))
    assert kept.mode == "RGB"
    assert kept.convert("L").getextrema()[1] > 150


def test_sixteen_bits_keep_their_brightness():
    deep = Image.new("I;16", (64, 64), 128 * 256)
    assert abs(stored(ingest(pictures.as_bytes(deep, "PNG"))).getpixel((5, 5))[0] - 128) <= 2


def test_what_is_transparent_stays_so_and_what_only_could_be_does_not():
    clear = pictures.scene().convert("RGBA")
    opaque = stored(ingest(pictures.as_bytes(clear, "PNG")))
    clear.putpixel((0, 0), (0, 0, 0, 0))
    transparent = stored(ingest(pictures.as_bytes(clear, "PNG")))
    assert (opaque.mode, transparent.mode, transparent.format) == ("RGB", "RGBA", "PNG")


def test_a_drawing_with_few_colours_stays_sharp():
    flat = Image.new("RGB", (300, 200), (200, 30, 30))
    flat.paste((30, 30, 200), (150, 0, 300, 200))
    assert stored(ingest(pictures.as_bytes(flat, "PNG"))).format == "PNG"
    lively = Image.merge("RGB", [Image.effect_noise((300, 200), 60) for _ in range(3)])
    assert stored(ingest(pictures.as_bytes(lively, "PNG"))).format == "JPEG"


def test_a_huge_photo_is_kept_at_four_thousand_pixels():
    photo = ingest(pictures.as_bytes(Image.linear_gradient("L").resize((6000, 4000))))
    assert (photo.width, photo.height) == (4000, 2667)


def test_a_tall_infographic_keeps_its_width():
    photo = ingest(pictures.as_bytes(Image.new("RGB", (1000, 9000), "white"), "PNG"), kind="infographic")
    assert (photo.width, photo.height) == (1000, 9000)


def test_small_pictures_are_taken_and_marked():
    assert ingest(pictures.as_bytes(pictures.scene(400, 300))).is_small
    assert not ingest(pictures.as_bytes(pictures.scene(1200, 300))).is_small


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (b"%PDF-1.7 ...", "not a picture"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 40, "HEIC"),
        (pictures.verifies_but_does_not_load(), "damaged"),
        (pictures.as_bytes(pictures.scene())[:-4000], "damaged"),
        (pictures.bomb(), "too many pixels"),
        (pictures.bomb(9_200), "too many pixels"),
        (pictures.as_bytes(Image.new("RGB", (400, 3)), "PNG"), "too small"),
    ],
    ids=["empty", "svg", "pdf", "heic", "verify-not-load", "cut", "bomb", "just-too-large", "line"],
)
def test_what_is_no_good_picture_is_refused_and_leaves_nothing(data, words, settings, english):
    with pytest.raises(PictureRefused, match=words):
        ingest(data)
    assert not Photo.objects.exists()
    assert not files_of_originals(settings)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_page_hidden_in_a_picture_does_not_get_in_with_it(format, settings):
    stranger = b"<html><script>alert(document.domain)</script></html>"
    photo = ingest(pictures.as_bytes(pictures.scene(), format, comment=stranger) + stranger)
    kept = [path.read_bytes() for path in files_of_originals(settings)]
    shown = [read(photo, variant) for variant in variants(photo)]
    assert kept
    assert shown
    assert [data for data in kept + shown if b"<script" in data] == []


def test_the_refused_example_is_one_that_verify_accepts():
    Image.open(BytesIO(pictures.verifies_but_does_not_load())).verify()


@pytest.mark.parametrize("as_path", [True, False])
def test_too_many_bytes_are_refused(as_path, tmp_path, monkeypatch, english):
    monkeypatch.setattr("photos.ingest.MAX_BYTES", 1000)
    monkeypatch.setattr("photos.refusals.MAX_BYTES", 1000)
    path = tmp_path / "large.jpg"
    path.write_bytes(pictures.as_bytes(pictures.scene()))
    with pytest.raises(PictureRefused, match="larger than"):
        ingest(path if as_path else BytesIO(path.read_bytes()))


@pytest.mark.parametrize("path", ["/nowhere/at/all.jpg", "nul\0.jpg", "."])
def test_a_path_that_cannot_be_read_is_refused(path):
    with pytest.raises(PictureRefused):
        ingest(path)


def test_the_same_content_is_the_same_photo_with_its_first_words(settings):
    data = pictures.as_bytes(pictures.scene())
    first = admit(data, caption="Đầu tiên")
    again = admit(data, caption="Lần hai")
    assert (first.is_new, again.is_new) == (True, False)
    assert again.photo == first.photo
    assert again.photo.caption == "Đầu tiên"
    assert len(files_of_originals(settings)) == 1


def test_other_metadata_on_the_same_pixels_is_the_same_photo():
    scene = pictures.scene()
    assert ingest(pictures.with_exif(scene)) == ingest(pictures.as_bytes(scene))


def test_a_known_file_is_not_decoded_again(monkeypatch):
    data = pictures.as_bytes(pictures.scene())
    first = ingest(data)
    monkeypatch.setattr("photos.ingest.normalise", lambda *args, **kwargs: pytest.fail("decoded again"))
    assert ingest(data) == first


def test_the_renditions_are_drawn_ahead_unless_an_archive_says_no():
    quiet = ingest(pictures.as_bytes(pictures.scene()), predraw=False)
    assert not Message.objects.exists()
    loud = ingest(pictures.as_bytes(pictures.scene(500, 300)))
    [message] = Message.objects.all()
    assert (message.kind, message.payload) == ("photos.render", {"photo": loud.pk})
    assert quiet != loud


@pytest.mark.parametrize(("code", "words"), [(errno.ENOSPC, "disk is full"), (errno.EACCES, "could not be stored")])
def test_a_full_disk_is_said_clearly_and_leaves_nothing(code, words, settings, monkeypatch, english):
    def full(handle):
        raise OSError(code, "from the test")

    monkeypatch.setattr("photos.storage.os.fsync", full)
    with pytest.raises(PictureRefused, match=words):
        ingest(pictures.as_bytes(pictures.scene()))
    assert not Photo.objects.exists()
    assert not files_of_originals(settings)


def test_a_process_killed_between_file_and_row_is_repaired_by_the_next_one(monkeypatch, settings):
    data = pictures.as_bytes(pictures.scene())
    with monkeypatch.context() as broken:
        broken.setattr("photos.ingest._insert", lambda *args, **kwargs: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            ingest(data)
    assert not Photo.objects.exists()
    photo = ingest(data)
    assert [path.stem for path in files_of_originals(settings)] == [photo.content_hash]


def test_a_row_that_appears_meanwhile_is_taken_over(monkeypatch):
    data = pictures.as_bytes(pictures.scene())
    from photos import ingest as module

    real_store = module._store
    others = []

    def store_while_another_is_quicker(picture, content_hash):
        name = real_store(picture, content_hash)
        other = Photo(content_hash=content_hash, width=picture.width, height=picture.height)
        other.image.name = name
        other.save()
        others.append(other)
        return name

    monkeypatch.setattr(module, "_store", store_while_another_is_quicker)
    admission = admit(data)
    assert (admission.photo, admission.is_new) == (others[0], False)
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_who_bring_the_same_picture_at_once_get_one_photo(settings):
    data = pictures.as_bytes(pictures.scene())
    ready, got, failed = Barrier(4), [], []

    def bring():
        try:
            ready.wait()
            got.append(ingest(data).pk)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=bring) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert len(got) == 4
    assert len(set(got)) == 1
    assert len(files_of_originals(settings)) == 1


def test_half_written_files_are_swept_after_a_day(settings):
    storage = originals()
    assert isinstance(storage, WholeFileStorage)
    part = Path(settings.ORIGINALS_ROOT, ".part", "tmpabc")
    part.parent.mkdir(parents=True)
    part.write_bytes(b"half")
    assert storage.sweep_parts(older_than=86_400) == 0
    assert storage.sweep_parts(older_than=-1) == 1
    assert not part.exists()


def test_the_limits_fit_each_other():
    assert bounds.KEPT_HEIGHT < 16_384, "WebP cannot hold more"
    assert bounds.MAX_PIXELS < Image.MAX_IMAGE_PIXELS
