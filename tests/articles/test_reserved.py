"""No section takes an address of the site, and no address of the site takes a section's."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import Resolver404, get_resolver, resolve
from hypothesis import example, given
from hypothesis import strategies as st

from articles.models import Section
from articles.reserved import FOR_LATER, GIVEN_BACK, reserved_slugs
from tests.factories import make_section

# Each is a word that no section can have. A technical address stands under /-/; think twice before you add another.
WORDS = {
    *("chinh-sach-bao-mat", "chinh-sach-dinh-chinh", "chuyen-de", "dinh-chinh", "doc-nhieu", "gioi-thieu", "lien-he"),
    *("media", "multimedia", "quan-tri", "quy-tac-dao-duc", "rss", "static", "stores", "su-kien", "tac-gia", "tag"),
    *("tim-kiem", "tinh-thanh", "to-chuc", "toa-soan", "-"),
}
SLUGS = st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True)


def is_section(path: str) -> bool:
    """Whether a section's own page answers there, or leads to it."""
    try:
        return resolve(path).url_name in {"section", "section-other-form"}
    except Resolver404:
        return False


def test_every_word_was_thought_about():
    assert {slug for slug in reserved_slugs() if "." not in slug} == WORDS | FOR_LATER


@pytest.mark.django_db
@pytest.mark.parametrize("slug", sorted(slug for slug in reserved_slugs() if "." not in slug))
def test_no_section_may_shadow_a_fixed_address(slug):
    with pytest.raises(ValidationError, match=re.escape(f"“{slug}”")):
        Section(name="Mục", slug=slug).full_clean()


@given(slug=SLUGS)
@example(slug="suc-khoe")
@example(slug="suc-khoe-2")
@example(slug="sitemap-bai-1")
@example(slug="news-sitemap-1")
@example(slug="bai-1000001")
@example(slug="--")
def test_what_is_not_reserved_is_a_section_s(slug):
    if slug not in reserved_slugs():
        assert is_section(f"/{slug}")
        assert is_section(f"/{slug}/")
        assert is_section(f"/{slug}/muc-con")


def test_words_of_the_addresses_themselves_are_reserved_or_a_section_s():
    """Whatever form an address is written in: its words are tried as a section's."""
    words = {word for pattern in _all(get_resolver().url_patterns) for word in re.findall(r"[a-z0-9-]+", pattern)}
    taken = {word for word in words if not (is_section(f"/{word}") and is_section(f"/{word}/"))}
    assert taken - GIVEN_BACK <= reserved_slugs()


def _all(patterns, before: str = ""):
    for each in patterns:
        inner = getattr(each, "url_patterns", None)
        here = f"{before}{each.pattern}"
        yield from [here] if inner is None else _all(inner, here)


def test_a_word_that_was_given_back_is_a_section_s_to_whoever_reads():
    assert is_section("/dem-doc")
    assert resolve("/dem-doc/").url_name == "old-beacon"


@pytest.mark.django_db
def test_health_that_was_brought_in_beside_the_check_of_life_may_be_given_its_own_address(client):
    section = make_section(name="Sức khỏe", slug="suc-khoe-2")
    section.slug = "suc-khoe"
    section.full_clean()
    section.save()
    assert client.get("/suc-khoe").status_code == 200
    assert client.get("/suc-khoe/")["Location"] == "/suc-khoe"


@pytest.mark.django_db
def test_an_upgrade_that_takes_a_section_s_address_says_so(capsys):
    make_section(name="Sức khỏe")
    call_command("check", databases=["default"])
    assert "articles.W001" not in capsys.readouterr().err
    Section.objects.create(name="Tìm kiếm", slug="tim-kiem", path="tim-kiem")
    call_command("check", databases=["default"])
    assert "/tim-kiem is an address of the site" in capsys.readouterr().err


@pytest.mark.django_db
def test_a_subsection_may_have_any_word():
    section = make_section(name="Tìm kiếm cứu nạn", slug="tim-kiem", parent=make_section(name="Đời sống"))
    assert is_section(section.get_absolute_url())
