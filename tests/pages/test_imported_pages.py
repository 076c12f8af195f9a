"""Three stories in import form, after the old site's pages: brought in and drawn, every element in its place, once."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, Section, Topic
from pages.models import FollowLink, SiteSettings
from readership.models import HourlyCount
from tests.factories import LONG_AGO, draw_picture
from tests.pages.reading import element, elements, main_of, stories, text_of, words
from tests.pages.test_article_page import ORDER

pytestmark = pytest.mark.django_db
FILE = Path(__file__).parent.parent / "fixtures" / "pages.jsonl"
PICTURES = ("ben-do", "bia-ben-do", "giao-ban-1", "giao-ban-2", "giao-ban-3", "giao-ban-bia", "cho-1", "cho-2")
# Story → the marked elements that it has nothing for.
MISSING = {181_001: {"source", "chips"}, 181_002: {"source"}, 181_003: set()}


@pytest.fixture
def archive(tmp_path):
    """The file imported into a site with settings, a section beside every story and a topic on the banner."""
    folder = tmp_path / "archive" / "anh"
    folder.mkdir(parents=True)
    for name in PICTURES:
        (folder / f"{name}.png").write_bytes(draw_picture())
    call_command("import_articles", str(FILE), media=folder.parent, verbosity=0)
    site = SiteSettings.objects.create(name="Thời Đại", governing_body="Cơ quan chủ quản mẫu")
    FollowLink.objects.create(site=site, label="Zalo", url="https://zalo.me/mau", icon="zalo")
    Section.objects.filter(name="Biển đảo").update(is_beside_stories=True)
    Topic.objects.update(shown_from=LONG_AGO)
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    for number in Article.objects.values_list("pk", flat=True)[:30]:
        HourlyCount.objects.create(number=number, hour=hour, readings=number % 7 + 1)


def _page(client, number: int):
    return client.get(Article.objects.get(pk=number).get_absolute_url())


@pytest.mark.parametrize("number", MISSING)
def test_every_element_stands_in_its_order(archive, client, number):
    computed = {"corrections", "related"}  # nothing was corrected, and no worker has been here yet
    expected = [name for name in ORDER if name not in MISSING[number] | computed]
    assert elements(_page(client, number)) == expected


@pytest.mark.parametrize("number", MISSING)
def test_no_story_stands_twice(archive, client, number):
    found = stories(_page(client, number))
    assert len(found) == len(set(found)) > 15
    assert number not in found


@pytest.mark.parametrize(
    ("number", "values"),
    [
        (
            181_001,
            [
                "Bến đò cũ mở lối cho những người bạn mới",
                "07:12 | 23/01/2023 GMT+7",
                "“Chúng tôi muốn mỗi đoàn khách",
                "Đoàn đại biểu thanh niên hai tỉnh trồng cây",
                "Ban Tổ chức chương trình",
                "Những việc làm được trong một năm",
                "Trần Thị Bến",
                "Chủ tịch Hội hữu nghị huyện ven sông",
                "Mười bốn đoàn khách và một con đò",
                "Sáu học viên và một nghề đan lưới",
                "Thư viện xã nhận hai nghìn cuốn sách song ngữ",
                "Bữa cơm nhà sàn của những người phiên dịch",
            ],
        ),
        (
            181_002,
            [
                "14:03 | 11/07/2023 GMT+7",
                "16:40 | 11/07/2023 GMT+7",
                "Quang cảnh phiên khai mạc",
                "Đại biểu trao đổi bên lề",
                "Các câu lạc bộ chụp ảnh lưu niệm",
                "Việc đã xong, việc còn dở",
                "Minh Quân",
                "kỹ năng song ngữ",
                "Bản tin song ngữ tròn ba tuổi",
            ],
        ),
        (
            181_003,
            [
                "13:33 | 03/11/2023 GMT+7",
                "Phiên chợ buổi sớm trong sương",
                "Người bán mận bày hàng",
                "Đầu nguồn",
                "Vàng A Mẫu",
                "Minh họa:",
                "Sơn Hà",
                "Ảnh:",
                "Khánh An",
                "Theo Báo Vùng Biên",
                "Cuốn sổ tay hai thứ tiếng ở cổng chợ",
            ],
        ),
    ],
)
def test_each_value_stands_exactly_once(archive, client, number, values):
    shown = words(_page(client, number))
    counts = {value: shown.count(value) for value in values}
    if number == 181_003:
        counts["Ảnh:"] -= sum("Ảnh:" in title for title in _titles(client, number))
    assert counts == dict.fromkeys(values, 1)


def _titles(client, number: int) -> list[str]:
    """The titles of the photo stories that stand beside it ("Ảnh: phiên chợ…")."""
    main = main_of(_page(client, number))
    return [text_of(link) for link in main.iter("a") if text_of(link).startswith("Ảnh: phiên chợ")]


def test_placeholders_and_prefixes_of_the_old_site_are_gone(archive, client):
    for number in MISSING:
        shown = words(_page(client, number))
        assert "Chú thích ảnh" not in shown
        assert "[Video]" not in shown
        assert "Nguồn:" not in shown or number == 181_001


def test_what_expired_stands_nowhere_but_on_its_own_page(archive, client):
    expired = Article.objects.get(pk=181_080)
    assert client.get(expired.get_absolute_url()).status_code == 200
    for number in MISSING:
        assert expired.title not in words(_page(client, number))


def test_the_old_addresses_lead_to_the_stories(archive, client):
    article = Article.objects.get(pk=181_001)
    for path in (
        "/ben-do-cu-mo-loi-cho-nhung-nguoi-ban-moi-181001.htm",
        "/ten-cu-181001.html",
        f"{article.get_absolute_url()}&mobile=yes&amp=1",
    ):
        assert client.get(path)["Location"] == article.get_absolute_url()


def test_the_byline_keeps_order_roles_and_titles(archive, client):
    byline = text_of(element(_page(client, 181_003), "byline"))
    order = ["Vàng A Mẫu", "Chủ tịch Hội hữu nghị huyện vùng biên", "Sơn Hà", "Khánh An"]
    assert sorted(order, key=byline.index) == order
