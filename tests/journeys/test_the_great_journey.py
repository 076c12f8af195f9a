"""From a reporter's first words to the last reader's 410: the whole house, walked through once."""

import pytest
from django.urls import reverse

from articles.models import Article
from newsroom.door_audit import strangers
from newsroom.models import Story
from photos.models import Photo
from tests.factories import draw_picture, make_author
from tests.journeys.list_desk import ListDesk
from tests.journeys.magazine import Magazine
from tests.journeys.story_desk import StoryDesk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

TITLE = "Nhịp cầu hữu nghị nối đôi bờ sông Mê Kông"
LEAD = (
    "Sáng 22/11, hơn hai trăm bạn trẻ của hai nước cùng trồng hàng cây đầu tiên trên con đường mang tên Hữu nghị, "
    "mở đầu một tuần giao lưu nhân dân ở vùng biên."
)
REASON = "Ảnh chưa có nguồn và mô tả; thêm một câu về những gia đình ở bờ bên kia."


def write(reporter, section) -> StoryDesk:
    """The reporter writes with an input method and lets a photo fall into the text."""
    desk = StoryDesk(reporter)
    desk.begin()
    desk.file_under(f"{section.parent.name} › {section.name}")
    reporter.find("[name=title]").click()
    desk.telex(TITLE)
    desk.fill(lead=LEAD)
    desk.text.click()
    desk.telex("Trời vừa hửng nắng, bến phà đã rộn tiếng cười.")
    reporter.page.keyboard.press("Enter")
    desk.telex("Ông Khăm Phon mang theo giống cây chăm từ mùa mưa trước.")
    desk.drop_picture(draw_picture(format="JPEG"), name="bến phà.jpg", onto="Trời vừa hửng nắng")
    desk.describe_figure(caption="Hàng cây đầu tiên bên bến phà.")
    return desk


def test_from_the_reporters_desk_to_the_reader_and_back(at_desk, reader, colleague, section, live_story) -> None:
    make_author(name="Thu Hà", user=colleague("reporter"))
    others = [live_story(title=f"Tin khác của ngày số {number}") for number in range(3)]
    reporter, editor, managing = at_desk("reporter"), at_desk("editor"), at_desk("managing_editor")

    # The reporter writes and submits.
    desk = write(reporter, section)
    desk.step("submitted")
    story = Story.objects.get(title=TITLE)
    photo = Photo.objects.latest("pk")
    assert desk.number == story.pk
    assert story.body.index("Trời vừa hửng nắng") < story.body.index(f'data-photo="{photo.pk}"')
    assert story.body.index(f'data-photo="{photo.pk}"') < story.body.index("Ông Khăm Phon")
    assert "Hàng cây đầu tiên bên bến phà." in story.body

    # The editor finds it among what waits, and returns it with a reason.
    editor.go(reverse("admin:index"))
    with editor.leaving():
        editor.find(".pile").get_by_role("link", name=TITLE).click()
    at_editor = StoryDesk(editor)
    at_editor.step("returned", reason=REASON)
    assert at_editor.status == "returned"

    # The reporter reads why, mends, and submits again.
    reporter.go(reverse("admin:index"))
    assert reporter.find(".pile-reason").inner_text() == REASON
    with reporter.leaving():
        reporter.find(".pile").get_by_role("link", name=TITLE).first.click()
    desk.text.wait_for()
    assert REASON in reporter.find(".notice--returned").inner_text()
    desk.describe_figure(alt="Các bạn trẻ trồng cây bên một bến phà", credit="Thu Hà")
    desk.stand_after("Ông Khăm Phon")
    desk.telex(" Bờ bên kia, những gia đình đã dậy từ sớm.")
    desk.choose_lead_picture()
    desk.fill(photo_alt="Các bạn trẻ trồng cây bên một bến phà", photo_credit="Thu Hà")
    desk.step("submitted")

    # The editor approves, the managing editor publishes.
    at_editor.open(story)
    at_editor.step("in_edit")
    at_editor.step("approved")
    assert "published" not in at_editor.offered
    at_managing = StoryDesk(managing)
    at_managing.open(story)
    at_managing.step("published")
    article = Article.objects.get(pk=story.pk)
    address = article.get_absolute_url()

    # … and features it on the front page.
    lists = ListDesk(managing)
    lists.overview()
    lists.make_missing()
    lists.open("Trang chủ: tin chính")
    lists.pin("nhip cau huu nghi", title=TITLE)
    lists.press("_preview")
    assert lists.preview_lead() == TITLE
    lists.page.go_back()
    lists.press("_launch")
    assert not list(strangers())

    # A reader finds it at home, in its section, by search without accents, in the feed.
    magazine = Magazine(reader())
    magazine.home()
    assert magazine.lead == TITLE
    magazine.follow(story.pk)
    assert magazine.title == TITLE
    assert "Ông Khăm Phon mang theo giống cây" in magazine.body
    assert "Bờ bên kia, những gia đình đã dậy từ sớm." in magazine.body
    assert "Thu Hà" in magazine.screen.find("[data-el=body] figure", has_text="Hàng cây đầu tiên").inner_text()
    for place in (section, section.parent):
        magazine.screen.go(place.get_absolute_url())
        assert magazine.has_link(story.pk)
    magazine.search("nhip cau me kong")
    assert magazine.has_link(story.pk)
    assert not magazine.has_link(others[0].pk)
    [entry] = [entry for link, entry in magazine.feed().items() if link.endswith(address)]
    assert entry.title == TITLE

    # The story is edited at the desk; the reader still has the approved text.
    at_editor.open(story)
    at_editor.fill(title="Tít đang sửa ở tòa soạn")
    at_editor.save()
    assert at_editor.status == "in_edit"
    assert editor.find(".notice--behind").is_visible()
    magazine.screen.go(address)
    assert magazine.title == TITLE

    # A correction is published: under the article and on the page of all corrections.
    said = "Bản trước viết sai số bạn trẻ tham gia; số đúng là hai trăm mười người."
    managing.go(reverse("admin:newsroom_story_correct", args=[story.pk]))
    managing.find("#correction").fill(said)
    with managing.leaving():
        managing.find("main .button-main, #content .button-main").first.click()
    managing.go_on()
    magazine.screen.go(address)
    assert said in magazine.screen.find("[data-el=corrections]").inner_text()
    magazine.screen.go("/dinh-chinh/")
    assert said in magazine.screen.find(".correction", has_text=TITLE).inner_text()
    assert not list(strangers())

    # It is withdrawn: 410, and gone from every place.
    at_managing.open(story)
    at_managing.step("withdrawn", reason="Nhân vật đề nghị gỡ bài.")
    assert at_managing.status == "withdrawn"
    magazine.screen.go(address, expect=410)
    assert not magazine.screen.sees(TITLE)
    magazine.home()
    assert magazine.lead != TITLE
    for place in ("/", section.get_absolute_url(), section.parent.get_absolute_url(), "/dinh-chinh/"):
        magazine.screen.go(place)
        assert not magazine.has_link(story.pk)
        assert not magazine.screen.sees(TITLE)
    magazine.search("nhip cau me kong")
    assert not magazine.has_link(story.pk)
    assert not any(link.endswith(address) for link in magazine.feed())
    assert not list(strangers())
