"""A story's page: every element in its order, each once, and nothing that readers may not see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.content import BylineLine
from articles.models import Correction, Kind, RelatedStory
from organizations.models import OrganizationPeriod
from pages.article_page import article_context
from pages.manuscript import Manuscript
from pages.models import FollowLink, SiteSettings
from readership.models import HourlyCount
from tests.factories import (
    LONG_AGO,
    make_article,
    make_author,
    make_event,
    make_organization,
    make_photo,
    make_section,
    make_tag,
    make_topic,
)
from tests.pages.reading import element, elements, headings, main_of, parse, stories, text_of, words

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ORDER = [
    "breadcrumb",
    "time",
    "follow",
    "title",
    "tools",
    "lead",
    "lead-related",
    "body",
    "byline",
    "source",
    "chips",
    "corrections",
    "related",
    "same-section",
    "most-read",
    "section-blocks",
    "multimedia",
    "topics",
    "footer",
]


@pytest.fixture
def full():
    """A story with every element, in a magazine with enough stories to fill every block."""
    site = SiteSettings.objects.create(name="Thời Đại", governing_body="Cơ quan chủ quản mẫu")
    FollowLink.objects.create(site=site, label="Facebook", url="https://www.facebook.com/mau", icon="facebook")
    top = make_section(name="Hữu nghị")
    section = make_section(name="Bốn phương kết bạn", parent=top)
    make_section(name="Biển đảo", is_beside_stories=True)
    beside = make_section(name="Dọc bờ sóng", is_beside_stories=True)
    picks = [make_article(title=f"Bài chọn {place}").pk for place in range(3)]
    boxed = [make_article(title=f"Bài trong hộp {place}").pk for place in range(2)]
    for place in range(7):
        make_article(section=section, title=f"Bài cùng mục {place}", published_at=LONG_AGO - place * HOUR)
        make_article(section=beside, title=f"Bài biển {place}", published_at=LONG_AGO - place * HOUR)
    for kind in (Kind.VIDEO, Kind.INFOGRAPHIC, Kind.PHOTO_STORY, Kind.USEFUL_INFO):
        for place in range(6):
            make_article(kind=kind, title=f"Bài {kind} {place}", published_at=LONG_AGO - (100 + place) * HOUR)
    for place in range(8):
        make_article(title=f"Bài đọc nhiều {place}")
    inside = make_photo()
    author = make_author(name="Thu Hà", title_lines="Phóng viên ảnh")
    translator = make_author(name="Minh Khôi")
    article = make_article(
        section=section,
        kicker="Ghi chép",
        title='Chuyến tàu "Bắc Nam" & những <người bạn>',
        lead="Ba mươi năm sau, họ gặp lại nhau trên sân ga cũ.",
        body=(
            f'<p>Mở đầu câu chuyện.</p><figure data-photo="{inside.pk}" data-alt="Sân ga trong sương"'
            ' data-layout="wide" data-credit="Thu Hà"><figcaption>Sân ga Vinh lúc năm giờ sáng</figcaption></figure>'
            "<h2>Gặp lại</h2>"
            f'<aside data-related="{boxed[0]},{boxed[1]}" data-lead="1"></aside><p>Đoạn kết lại.</p>'
        ),
        photo=make_photo(),
        photo_caption="Hai người bạn cũ",
        photo_alt="Hai ông già ôm nhau",
        photo_credit="Minh Khôi",
        authors=(
            BylineLine(author=author.pk, name="Thu Hà", role="author", title_lines="Phóng viên ảnh"),
            BylineLine(author=translator.pk, name="Minh Khôi", role="translation", title_lines=""),
        ),
        source_outlet="Báo Tin tức",
        source_agency="TTXVN",
        source_url="https://example.org/goc",
        organizations=(make_organization(name="Hội hữu nghị Việt Nam - Lào"),),
        events=(make_event(name="Ngày hội văn hóa 2026"),),
        topics=(make_topic(name="Tàu và bạn"),),
        tags=(make_tag(name="đường sắt"),),
        lead_picks=tuple(picks[:2]),
        end_picks=(picks[2],),
        updated_at=LONG_AGO + HOUR,
    )
    Correction.objects.create(article=article, text="Sửa lại năm thống nhất đường sắt.", published_at=LONG_AGO + HOUR)
    return article


def test_every_element_stands_in_its_order(client, full):
    assert elements(client.get(full.get_absolute_url())) == ORDER


def test_each_value_stands_exactly_once(client, full):
    shown = words(client.get(full.get_absolute_url()))
    for value in (
        full.title,
        "Ghi chép",
        full.lead,
        "Hai người bạn cũ",
        "Hai ông già ôm nhau",
        "Sân ga Vinh lúc năm giờ sáng",
        "Sân ga trong sương",
        "10:00 | 05/01/2026 GMT+7",
        "Phóng viên ảnh",
        "Theo Báo Tin tức/TTXVN",
        "Hội hữu nghị Việt Nam - Lào",
        "Ngày hội văn hóa 2026",
        "đường sắt.",
        "Bài chọn 0",
        "Bài chọn 2",
        "Bài trong hộp 1",
        "Bài cùng mục 0",
    ):
        assert shown.count(value) == 1, value


def test_no_story_stands_twice_and_the_story_itself_nowhere(client, full):
    now = timezone.now()
    for number in stories(client.get(full.get_absolute_url())):  # whatever else it shows is also read most
        HourlyCount.objects.create(number=number, hour=now.replace(minute=0, second=0, microsecond=0), readings=5)
    found = stories(client.get(full.get_absolute_url()))
    assert len(found) == len(set(found)) > 25
    assert full.pk not in found


def test_a_bare_story_prints_no_empty_heading(client):
    section = make_section()
    article = make_article(section=section, lead="", body="")
    response = client.get(article.get_absolute_url())
    assert elements(response) == ["breadcrumb", "time", "title", "tools", "body", "footer"]
    assert headings(response) == [article.title]


def test_the_title_cannot_end_an_attribute_or_a_script(client):
    article = make_article(
        title='"><script>alert(1)</script>', card_title="</script><b>", tags=(make_tag(name='"><i>'),)
    )
    make_article(lead_picks=(article.pk,))
    for address in (article.get_absolute_url(), "/"):
        html = client.get(address).content.decode()
        assert "<script>alert" not in html
        assert "</script><b>" not in html
        assert '"><i>' not in html


def test_editors_picks_come_before_computed_ones(client):
    section = make_section()
    picked, computed = make_article(), [make_article() for _ in range(4)]
    article = make_article(section=section, end_picks=(picked.pk,))
    _relate(article, computed)
    box = element(client.get(article.get_absolute_url()), "related")
    links = [link.get("href") for link in box.iter("a") if link.get("href", "").endswith(".html")]
    assert links == [each.get_absolute_url() for each in (picked, *computed[:2])]


def _relate(article, others) -> None:
    RelatedStory.objects.bulk_create(
        RelatedStory(article=article, related=other, position=position) for position, other in enumerate(others)
    )


def test_a_pick_that_is_not_live_is_passed_over_everywhere(client):
    now = timezone.now()
    withdrawn, scheduled, live = make_article(withdrawn_at=now), make_article(published_at=now + HOUR), make_article()
    numbers = f"{withdrawn.pk},{scheduled.pk},999999"
    article = make_article(
        section=make_section(),
        lead_picks=(withdrawn.pk, scheduled.pk, live.pk),
        end_picks=(424242,),
        body=f'<p>Mở đầu.</p><aside data-related="{numbers}"></aside>',
    )
    _relate(article, [withdrawn, scheduled])
    response = client.get(article.get_absolute_url())
    assert stories(response) == [live.pk]
    assert "related-box" not in response.content.decode()


def test_related_boxes_show_a_renamed_story_under_its_new_name(client):
    other = make_article(title="Tên cũ")
    article = make_article(body=f'<p>Mở đầu.</p><aside data-related="{other.pk}"></aside>')
    make_article(number=other.pk, title="Tên mới", section=other.section)
    body = element(client.get(article.get_absolute_url()), "body")
    assert "Tên mới" in text_of(body)
    assert "Tên cũ" not in text_of(body)


def test_pictures_lose_their_place_with_their_rights(client):
    gone = make_photo(withdrawn_at=timezone.now(), withdrawn_reason="Khiếu nại")
    article = make_article(
        photo=gone,
        photo_caption="Chú thích của ảnh đã gỡ",
        body=f'<p>Chữ còn lại.</p><figure data-photo="{gone.pk}"><figcaption>Chú thích trong bài</figcaption></figure>'
        f'<figure data-gallery="{gone.pk}"><figure data-photo="{gone.pk}"><figcaption></figcaption></figure></figure>',
    )
    response = client.get(article.get_absolute_url())
    assert gone.content_hash not in response.content.decode()
    assert "Chú thích" not in words(response)


def test_the_lead_picture_is_not_shown_twice(client):
    photo = make_photo()
    article = make_article(photo=photo, body=f'<figure data-photo="{photo.pk}"><figcaption>Ảnh</figcaption></figure>')
    assert len(list(main_of(client.get(article.get_absolute_url())).iter("figure"))) == 1


def test_every_kind_of_block_is_drawn(client):
    photos = [make_photo() for _ in range(4)]
    gallery = ",".join(str(photo.pk) for photo in photos[:2])
    uses = "".join(f'<figure data-photo="{photo.pk}"><figcaption>Ảnh</figcaption></figure>' for photo in photos[:2])
    article = make_article(
        body=f"<h2>Mục</h2><ul><li>Một</li></ul><table><tbody><tr><td>Ô</td></tr></tbody></table>"
        f'<figure data-gallery="{gallery}">{uses}</figure>'
        f'<figure data-infographic="{photos[2].pk}" data-alt="Sơ đồ"><figcaption>Hình</figcaption></figure>'
        '<figure data-embed="youtube:dQw4w9WgXcQ"><figcaption>Phim</figcaption></figure>'
        '<figure data-embed="vimeo:123456789"><figcaption>Phim khác</figcaption></figure>'
        '<figure data-embed="file:phim/ga.mp4"><figcaption>Phim nhà</figcaption></figure>'
        "<blockquote data-pull><p>Câu nói</p><cite>Người nói</cite></blockquote><aside data-note><p>Hộp tin</p></aside>"
    )
    html = client.get(article.get_absolute_url()).content.decode()
    for sign in (
        'class="gallery"',
        'class="infographic"',
        "youtube-nocookie.com/embed/dQw4w9WgXcQ",
        "https://vimeo.com/123456789",
        "/media/phim/ga.mp4",
        'class="pull-quote"',
        'class="note"',
        "<table>",
    ):
        assert sign in html, sign


def test_a_film_stands_at_the_head_of_a_video(client):
    article = make_article(kind=Kind.VIDEO, video="youtube:dQw4w9WgXcQ")
    body = element(client.get(article.get_absolute_url()), "body")
    assert next(link.get("href") for link in body.iter("a")) == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    broken = make_article(kind=Kind.VIDEO, video="nowhere")
    assert client.get(broken.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    ("outlet", "agency", "url", "printed"),
    [
        ("Báo Tin tức", "TTXVN", "", "Theo Báo Tin tức/TTXVN"),
        ("", "TTXVN", "", "Theo TTXVN"),
        ("baolaocai.vn", "", "https://baolaocai.vn/bai", "Nguồn: baolaocai.vn"),
        ("", "", "https://www.baolaocai.vn/bai", "Nguồn: baolaocai.vn"),
        ("", "", "", None),
    ],
)
def test_the_source_is_printed_once_or_not_at_all(client, outlet, agency, url, printed):
    article = make_article(source_outlet=outlet, source_agency=agency, source_url=url)
    response = client.get(article.get_absolute_url())
    assert ("source" in elements(response)) is (printed is not None)
    if printed:
        assert text_of(element(response, "source")) == printed


def test_a_body_is_called_what_it_was_called_on_the_day(client):
    body = make_organization(name="Liên hiệp các tổ chức hữu nghị tỉnh Phú Thọ")
    OrganizationPeriod.objects.create(
        organization=body, name="Liên hiệp các tổ chức hữu nghị tỉnh Vĩnh Phúc", ends_on="2026-06-30"
    )
    hidden = make_organization(name="Chưa xác nhận", is_confirmed=False)
    article = make_article(organizations=(body, hidden))
    chips = text_of(element(client.get(article.get_absolute_url()), "chips"))
    assert "Vĩnh Phúc" in chips
    assert "Phú Thọ" not in chips
    assert "Chưa xác nhận" not in chips


def test_withdrawn_is_gone_scheduled_and_unknown_are_not_there(client):
    now = timezone.now()
    withdrawn, scheduled = make_article(withdrawn_at=now), make_article(published_at=now + HOUR)
    assert client.get(withdrawn.get_absolute_url()).status_code == 410
    assert client.get(scheduled.get_absolute_url()).status_code == 404
    assert client.get("/khong-co-999999.html").status_code == 404


def test_a_story_appears_on_the_minute(client, monkeypatch):
    at = timezone.now()
    article = make_article(published_at=at + HOUR)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at + HOUR)
    assert client.get(article.get_absolute_url()).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "/sai-ten-{}.html",
        "/-{}.html",
        "/{}.html",
        "/{slug}-{}.html&mobile=yes&amp=1",
        "/{slug}-{}.html&mobile=yes&amp;amp=1",
        "/{slug}-{}.html/",
        "/Tên có dấu-{}.html",
    ],
)
def test_the_number_alone_decides(client, address):
    article = make_article()
    response = client.get(address.format(article.pk, slug=article.slug))
    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())


def test_a_redirect_keeps_the_query(client):
    article = make_article()
    response = client.get(f"/cu-{article.pk}.html?utm_source=zalo")
    assert response["Location"] == f"{article.get_absolute_url()}?utm_source=zalo"
    assert client.get(f"{article.get_absolute_url()}?utm_source=zalo").status_code == 200


def test_a_preview_is_the_same_page_marked_and_kept_from_search_engines(full):
    now = timezone.now()
    manuscript = Manuscript.of_article(type(full).objects.get(pk=full.pk))
    public, preview = (article_context(manuscript, at=now, preview=flag) for flag in (False, True))
    assert preview["page"].is_preview
    assert "noindex" in preview["meta"].robots
    assert preview["meta"].canonical == ""
    assert preview["page"].body == public["page"].body
    assert preview["page"].related == public["page"].related


def test_the_menu_marks_the_section(client, full):
    bar = [each for each in parse(client.get(full.get_absolute_url())).iter("a") if each.get("aria-current")]
    assert "Hữu nghị" in [text_of(each) for each in bar]
