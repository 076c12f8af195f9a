"""Addresses, sizes and crops of what readers get."""

import pytest
from django.urls import reverse

from photos import renditions
from photos.models import Photo
from photos.renditions import (
    WIDTHS,
    box,
    crop_size,
    crop_url,
    full_url,
    rendition_url,
    size_at,
    srcset,
    variants,
    widths,
)

HASH = "ab" + "0" * 62


def photo(width: int = 2400, height: int = 1600, **fields) -> Photo:
    return Photo(content_hash=HASH, width=width, height=height, **fields)


def test_an_address_names_the_content_and_the_width():
    assert rendition_url(photo(), 640) == f"/media/anh/ab/{HASH}-640.webp"


def test_addresses_written_are_addresses_served():
    url = reverse("pages:rendition", kwargs={"shard": "ab", "content_hash": HASH, "variant": "640"})
    assert url == rendition_url(photo(), 640)


@pytest.mark.parametrize(("asked", "given"), [(1, 320), (320, 320), (321, 480), (1000, 1280), (9999, 1920)])
def test_the_narrowest_that_fills_is_given(asked, given):
    assert rendition_url(photo(), asked).endswith(f"-{given}.webp")


@pytest.mark.parametrize(
    ("width", "drawn"),
    [
        (100, [320]),
        (320, [320]),
        (321, [320, 480]),
        (1000, [320, 480, 640, 960, 1280]),
        (1920, list(WIDTHS)),
        (4000, list(WIDTHS)),
    ],
)
def test_nothing_is_drawn_wider_than_needed(width, drawn):
    assert widths(photo(width)) == drawn


def test_srcset_tells_real_widths():
    assert srcset(photo(400)) == f"/media/anh/ab/{HASH}-320.webp 320w, /media/anh/ab/{HASH}-480.webp 400w"


def test_sizes_are_never_enlarged():
    assert size_at(photo(), 640) == (640, 427)
    assert size_at(photo(400, 300), 640) == (400, 300)
    assert crop_size(photo(), "16x9") == (1200, 675)
    assert crop_size(photo(600, 600), "16x9") == (600, 338)
    assert crop_size(photo(600, 90), "1x1") == (90, 90)


@pytest.mark.parametrize(
    ("focal", "part"),
    [
        ((0.5, 0.5), (400, 0, 2000, 1600)),
        ((0.0, 0.5), (0, 0, 1600, 1600)),
        ((1.0, 0.0), (800, 0, 2400, 1600)),
        ((0.4, 0.9), (160, 0, 1760, 1600)),
    ],
)
def test_a_crop_lies_around_the_focal_point_and_inside(focal, part):
    assert box(photo(focal_x=focal[0], focal_y=focal[1]), "1x1-000000").part == part


def test_a_crop_of_a_tall_picture_follows_the_focal_point_up_and_down():
    left, top, right, bottom = box(photo(1200, 3000, focal_y=0.1), "16x9-050010").part
    assert (left, top, right, bottom) == (0, 0, 1200, 675)


def test_a_moved_focal_point_gives_crops_a_new_address():
    assert crop_url(photo(), "16x9") == f"/media/anh/ab/{HASH}-16x9-050050.webp"
    assert crop_url(photo(focal_x=1.0, focal_y=0.3), "16x9") == f"/media/anh/ab/{HASH}-16x9-100030.webp"


def test_the_shapes_that_search_engines_ask_for_are_there():
    assert set(renditions.STRUCTURED_DATA) < set(renditions.CROPS)
    assert all(renditions.CROPS[shape][0] >= 1200 for shape in renditions.STRUCTURED_DATA)


def test_only_large_infographics_have_a_full_size():
    large = photo(1200, 9000, kind=Photo.Kind.INFOGRAPHIC)
    assert full_url(large).endswith("-full.webp")
    assert box(large, "full").size == (1200, 9000)
    assert full_url(photo(1200, 1200, kind=Photo.Kind.INFOGRAPHIC)).endswith("-1280.webp")
    assert full_url(photo()).endswith("-1920.webp")
    assert "full" not in variants(photo())


def test_every_variant_is_one_that_the_view_understands():
    for each in (photo(), photo(90, 50), photo(1200, 9000, kind=Photo.Kind.INFOGRAPHIC)):
        assert all(renditions.VARIANT.fullmatch(variant) for variant in variants(each))
