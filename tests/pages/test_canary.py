"""A word that readers must not see is looked for on every public address."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Correction
from newsroom.publishing import magazine as door
from tests.factories import make_list, make_photo, make_story
from tests.pages.addresses import Magazine

pytestmark = pytest.mark.django_db
CANARY = "Hoàngyến"
FORMS = ("hoàngyến", "hoangyen")


@pytest.fixture
def magazine() -> Magazine:
    made = Magazine()
    made.fill(4)
    return made


def _texts() -> dict:
    """The canary in every field that readers see of a live story."""
    return {
        "title": f"{CANARY} tít",
        "card_title": f"{CANARY} tít ngắn",
        "seo_title": f"{CANARY} tít máy",
        "social_title": f"{CANARY} tít mạng",
        "kicker": f"{CANARY} đề",
        "lead": f"{CANARY} sa-pô hữu nghị",
        "body": f"<p>{CANARY} thân bài hữu nghị</p>",
        "photo_caption": f"{CANARY} chú thích",
        "photo_alt": f"{CANARY} mô tả",
        "photo_credit": f"{CANARY} ảnh",
        "source_outlet": f"{CANARY} nguồn",
        "slug": "hoangyen",
    }


def _sings_anywhere(client, magazine: Magazine) -> list[str]:
    asked = [*magazine.addresses, "/tim-kiem/?q=hoangyen", "/tim-kiem/?q=Hoàngyến", "/tim-kiem/?q=hoangyen+huu+nghi"]
    found = []
    for address in asked:
        text = client.get(address).content.decode().lower()
        for form in FORMS:  # what was asked for may be repeated
            text = text.replace(f'value="{form}', "").replace(f"<title>tìm kiếm: {form}", "")
            text = text.replace(f'content="tìm kiếm: {form}', "")
        if any(form in text for form in FORMS):
            found.append(address)
    return found


def _pin_everywhere(magazine: Magazine, number: int) -> None:
    for row in magazine.lists:
        row.items.create(number=number, position=0)
    make_list(key="home-second").items.create(number=number, position=0)
    make_list(key="multimedia-video").items.create(number=number, position=0)


def _lead_to(magazine: Magazine, number: int) -> None:
    """Name the hidden story wherever live ones can name another."""
    article = magazine.article
    for place in ("lead", "end"):
        article.picks.create(place=place, number=number)


def test_a_live_story_sings(client, magazine):
    """The test can fail: what is live is found on many addresses."""
    magazine.add(**_texts())
    assert len(_sings_anywhere(client, magazine)) > 15


@pytest.mark.parametrize("state", ["scheduled", "embargoed", "withdrawn"])
def test_no_address_gives_away_what_is_not_live(client, magazine, state):
    now = timezone.now()
    times = {"published_at": now + timedelta(hours=1)}
    if state == "withdrawn":
        times = {"withdrawn_at": now}
    hidden = magazine.add(photo=make_photo(width=60, height=40), **_texts(), **times)
    if state == "embargoed":
        type(hidden).objects.filter(pk=hidden.pk).update(embargo_until=hidden.published_at)
    if state != "withdrawn":
        Correction.objects.create(article=hidden, text=f"{CANARY} đính chính", published_at=now)
    hidden.old_addresses.create(path="/cu/hoangyen.html")
    _pin_everywhere(magazine, hidden.pk)
    _lead_to(magazine, hidden.pk)
    assert _sings_anywhere(client, magazine) == []
    for address in (hidden.get_absolute_url(), f"/x-{hidden.pk}.html", "/cu/hoangyen.html"):
        response = client.get(address, follow=True)
        assert response.status_code == (410 if state == "withdrawn" else 404), address
        assert not any(form in response.content.decode().lower() for form in FORMS)
        assert not any("hoangyen" in hop for hop, _status in response.redirect_chain) or state == "withdrawn"


def test_no_address_gives_away_a_draft(client, magazine):
    story = make_story(section=magazine.section, **{k: v for k, v in _texts().items() if k != "slug"})
    _pin_everywhere(magazine, story.pk)
    _lead_to(magazine, story.pk)
    assert _sings_anywhere(client, magazine) == []
    assert client.get(f"/hoangyen-{story.pk}.html").status_code == 404


def test_the_approved_text_stays_while_a_colleague_writes(client, magazine):
    """What the desk holds of a live story is not what readers see."""
    story = make_story(section=magazine.section, **{k: v for k, v in _texts().items() if k != "slug"})
    magazine.add(number=story.pk, title="Bản đã duyệt")
    assert _sings_anywhere(client, magazine) == []
    assert "Bản đã duyệt" in client.get("/").content.decode()
    assert door.Article.objects.get(pk=story.pk).title == "Bản đã duyệt"
