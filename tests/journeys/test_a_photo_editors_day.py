"""A photo editor takes a picture in, describes it, corrects it where it is printed, and withdraws it."""

import pytest
from django.urls import reverse

from accounts.models import User
from articles.models import Article
from newsroom.models import Status, Story
from photos.models import Photo
from photos.renditions import rendition_url
from tests.factories import draw_picture, make_story
from tests.journeys.magazine import Magazine
from tests.journeys.screen import Screen
from tests.journeys.story_desk import StoryDesk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def take_in(screen: Screen) -> Photo:
    """Send one file and describe it on the card that appears."""
    screen.go(reverse("admin:photos_photo_add"))
    picture = {"name": "lễ hội.jpg", "mimeType": "image/jpeg", "buffer": draw_picture(format="JPEG")}
    screen.find("#id_pictures").set_input_files([picture])
    card = screen.find(".photo-sent-card")
    card.locator("[name=caption]").fill("Lễ hội té nước ở bản Đông.")
    card.locator("[name=alt]").fill("Người dân té nước bên gốc đa")
    card.locator("[name=credit]").fill("Duc Thinh")
    with screen.page.expect_response("**/describe/") as answer:
        card.get_by_role("button").click()
    assert answer.value.ok
    photo = Photo.objects.get()
    assert (photo.caption, photo.credit) == ("Lễ hội té nước ở bản Đông.", "Duc Thinh")
    return photo


def set_focal_point(screen: Screen, photo: Photo) -> None:
    screen.go(reverse("admin:photos_photo_change", args=[photo.pk]))
    image = screen.find(".focal-picker img")
    image.scroll_into_view_if_needed()
    box = image.bounding_box()
    image.click(position={"x": box["width"] * 0.75, "y": box["height"] * 0.25}, force=True)
    with screen.leaving():
        screen.find("[name=_save]").first.click()
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (pytest.approx(0.75, abs=0.01), pytest.approx(0.25, abs=0.01))


def words_beside(photo: Photo, magazine: Magazine, page: str) -> str:
    """Caption and credit under the picture on a reader's page."""
    magazine.screen.go(page)
    return magazine.screen.find(
        "[data-el=body] figure", has=magazine.page.locator(f"[src*='{photo.content_hash}']")
    ).inner_text()


def test_a_picture_from_its_upload_to_its_withdrawal(at_desk, reader, live_story) -> None:
    desk = at_desk("photo_editor")
    photo = take_in(desk)
    set_focal_point(desk, photo)
    body = f'<p>Mở đầu.</p><figure data-photo="{photo.pk}"><figcaption>Bên gốc đa.</figcaption></figure><p>Kết.</p>'
    stories = (live_story(title="Ngày hội té nước", photo=photo), live_story(title="Gốc đa bản Đông", body=body))
    pages = [Article.objects.get(pk=story.pk).get_absolute_url() for story in stories]

    # Readers get it with the credit as it was typed, at the head of one story and in the text of another.
    magazine = Magazine(reader())
    assert all("Duc Thinh" in words_beside(photo, magazine, page) for page in pages)

    # The name is corrected in the library, then in what is published.
    desk.go(reverse("admin:photos_photo_change", args=[photo.pk]))
    desk.find("[name=credit]").fill("Đức Thịnh")
    with desk.leaving():
        desk.find("[name=_continue]").first.click()
    assert all("Duc Thinh" in words_beside(photo, magazine, page) for page in pages)
    with desk.leaving():
        desk.find(f"a[href='{reverse('admin:newsroom_photo_correct', args=[photo.pk])}']").click()
    assert all(story.title in desk.find(".published-uses").inner_text() for story in stories)
    assert desk.find("[name=credit]").input_value() == "Đức Thịnh"
    with desk.leaving():
        desk.find("form.photo-withdrawal [type=submit]").click()
    desk.go_on()
    assert "Duc Thinh" not in desk.find(".published-uses").inner_text()
    assert all("Đức Thịnh" in words_beside(photo, magazine, page) for page in pages)
    assert "Bên gốc đa." in words_beside(photo, magazine, pages[1])

    # Withdrawn, it leaves every page at once, and its files answer 410.
    file = rendition_url(photo, 320)
    assert magazine.status_of(file) == 200
    desk.go(reverse("admin:photos_photo_change", args=[photo.pk]))
    with desk.leaving():
        desk.find(f"a[href='{reverse('admin:photos_withdrawal', args=[photo.pk])}']").click()
    desk.find("[name=reason]").fill("Người trong ảnh đề nghị gỡ.")
    with desk.leaving():
        desk.find("form.photo-withdrawal [type=submit]").click()
    for page in (*pages, "/", stories[0].section.get_absolute_url()):
        magazine.screen.go(page)
        assert photo.content_hash not in magazine.page.content()
    assert magazine.status_of(file) == 410


def test_what_a_photo_editor_may_not_do(at_desk, colleague, section) -> None:
    desk = at_desk("photo_editor")
    writer: User = colleague("reporter")
    story: Story = make_story(by=writer, section=section)
    at_story = StoryDesk(desk)
    at_story.open(story)
    assert at_story.offered == set()
    assert desk.find("#story_form").count() == 0
    page = reverse("admin:newsroom_story_change", args=[story.pk])
    for to in (Status.SUBMITTED, Status.IN_EDIT, Status.APPROVED, Status.PUBLISHED, Status.WITHDRAWN):
        answer = desk.post(reverse("admin:newsroom_story_step", args=[story.pk]), revision="1", _step=to.value)
        assert answer.status == 200
        assert answer.url.endswith(page)
    story.refresh_from_db()
    assert story.status == Status.DRAFT
    assert not Article.objects.exists()
    for name in ("accounts_user_changelist", "newsroom_auditentry_changelist", "outbox_message_changelist"):
        desk.go(reverse(f"admin:{name}"), expect=403)
        assert desk.find(".empty-page").is_visible()
