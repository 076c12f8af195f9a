"""What narrows publication is understood, or the line is refused: nothing that was not for everybody comes out."""

import json
from datetime import timedelta

import pytest

from articles.models import Article, OldAddress
from newsroom import publishing
from newsroom.door_audit import strangers
from newsroom.holding import write
from newsroom.importing.lines import Refused, decode
from newsroom.importing.narrowing import is_narrowing
from newsroom.models import Status, Story
from newsroom.workflow import move
from tests.factories import make_user
from tests.newsroom.importing.conftest import line


@pytest.mark.parametrize("status", ["draft", "private", " Draft "])
def test_a_draft_stays_at_the_desk(bring_in, client, status):
    report = bring_in(line(status=status, redirect_from=["/cu.htm"], tags=["mật"], lead="Chưa cho ai đọc."))
    story = Story.objects.get()
    assert (story.status, story.title, story.approved_version) == (Status.DRAFT, line()["title"], None)
    assert not Article.objects.exists()
    assert report.counts["is draft"] == report.counts["created"] == 1
    for path in ("/cu.htm", "/x-120001.html", "/tag/mat/", "/huu-nghi"):
        assert client.get(path).status_code == 404, path
    assert b"Ch\xc6\xb0a cho ai" not in client.get("/tim-kiem/?q=chua+cho+ai+doc").content
    assert list(strangers()) == []


def test_a_draft_that_the_desk_publishes_is_found_at_its_old_address(bring_in, client, now):
    bring_in(line(status="draft", redirect_from=["/cu.htm"]))
    story, chief = Story.objects.get(), make_user(is_superuser=True)
    for status in (Status.SUBMITTED, Status.IN_EDIT, Status.APPROVED):
        story = move(story, to=status, by=chief, now=now, reason="Có đủ nguồn.")
    publishing.publish(Story.objects.get(), by=chief, now=now, reason="Chỉ có một mình.")
    assert client.get("/cu.htm").headers["Location"] == Article.objects.get().get_absolute_url()


def test_a_schedule_that_is_called_off_keeps_the_old_addresses_for_later(bring_in, now):
    bring_in(line(published_at="2030-01-01T08:00:00", redirect_from=["/cu.htm"]))
    story, chief = Story.objects.get(), make_user(is_superuser=True)
    publishing.unschedule(story, by=chief, now=now)
    assert not OldAddress.objects.exists()
    publishing.publish(_without_time(Story.objects.get()), by=chief, now=now)
    assert OldAddress.objects.get().path == "/cu.htm"


def _without_time(story: Story) -> Story:
    story.go_live_at = None
    write(story, "go_live_at")
    return Story.objects.get(pk=story.pk)


def test_a_withdrawn_story_is_gone_at_all_its_addresses(bring_in, client):
    bring_in(line(withdrawn_at="2024-05-01T00:00:00+07:00", redirect_from=["/cu.htm"], slug="da-go"))
    article, story = Article.objects.get(), Story.objects.get()
    assert (article.body, article.title, article.withdrawn_at.year) == ("", "", 2024)
    assert (story.status, story.title) == (Status.WITHDRAWN, line()["title"])
    for path in ("/da-go-120001.html", "/cu.htm"):
        assert client.get(path).status_code == 410, path
    assert list(strangers()) == []


def test_an_embargo_holds(bring_in, client, now):
    until = now + timedelta(days=400)
    report = bring_in(line(embargo_until=until.isoformat()))
    article, story = Article.objects.get(), Story.objects.get()
    assert article.published_at == article.embargo_until == story.embargo_until == until
    assert (story.status, story.go_live_at) == (Status.SCHEDULED, until)
    assert client.get(article.get_absolute_url()).status_code == 404
    assert report.counts["is scheduled"] == 1
    assert any("embargo" in said or "cấm" in said for said in bring_in.said)


def test_an_embargo_that_is_over_is_left_out(bring_in):
    bring_in(line(embargo_until="2023-02-01T00:00:00+07:00"))
    article = Article.objects.get()
    assert (article.embargo_until, article.published_at.year) == (None, 2023)
    assert len(bring_in.said) == 1


@pytest.mark.parametrize(
    ("before", "after", "answers"),
    [
        ({}, {"status": "draft"}, 410),
        ({}, {"withdrawn_at": "2024-01-01T00:00:00"}, 410),
        ({"published_at": "2030-01-01T00:00:00"}, {"published_at": "2030-01-01T00:00:00", "status": "private"}, 404),
        ({"status": "draft"}, {}, 200),
        ({"status": "draft"}, {"withdrawn_at": "2024-01-01T00:00:00"}, 410),
        ({"withdrawn_at": "2024-01-01T00:00:00"}, {}, 200),
    ],
)
def test_a_rerun_narrows_and_opens(bring_in, client, before, after, answers):
    bring_in(line(slug="gap-mat", **before))
    assert bring_in(line(slug="gap-mat", **after)).counts["updated"] == 1, bring_in.said
    assert client.get("/gap-mat-120001.html").status_code == answers
    assert bring_in(line(slug="gap-mat", **after)).counts["unchanged"] == 1
    assert bring_in(line(slug="gap-mat", **after, kicker="")).counts["unchanged"] == 1, "the same but for the line"
    assert list(strangers()) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "publish"},
        {"status": "trash"},
        {"status": ""},
        {"status": ["draft"]},
        {"status": 1},
        {"withdrawn_at": True},
        {"withdrawn_at": "2999-01-01T00:00:00"},
        {"withdrawn_at": "2024-01-01T00:00:00", "published_at": "2999-01-01T00:00:00"},
        {"embargo_until": "sớm"},
        {"embargo_until": True},
        {"password": "bí mật"},
        {"post_password": "0"},
        {"visibility": "private"},
        {"isPrivate": True},
        {"published": False},
        {"deleted_at": "2023-01-01"},
        {"trạng_thái": "chờ duyệt"},
        {"unpublish_at": "2030-01-01"},
    ],
)
def test_what_is_not_understood_is_refused(bring_in, fields):
    report = bring_in(line(120_001), line(120_002, **fields), line(120_003))
    assert set(Article.objects.values_list("pk", flat=True)) == {120_001, 120_003}
    assert report.counts["refused"] == len(bring_in.said) == 1
    assert str(2) in bring_in.said[0]


AHEAD = "2099-01-01T00:00:00"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("publish_down", "2021-01-01"), ("published_until", "2021-01-01"), ("available_until", AHEAD)),
        *(("StatusID", 3), ("status_id", 0), ("visibility_id", 2), ("state", -1), ("state", "-2"), ("status", 2.0)),
        *(("expires", AHEAD), ("expiry_date", "2021-01-01"), ("expiration", AHEAD), ("end_date", "01/01/2021")),
        *(("is_show", False), ("show", 0), ("enable", 0), ("display", 0), ("is_del", 1), ("isdel", "1")),
        *(("del_flag", "1"), ("delFlag", 1), ("on_hold", True), ("block", 1), ("banned", True), ("cancelled", "yes")),
        *(("not_before", AHEAD), ("release_date", AHEAD), ("available_from", AHEAD), ("publish_up", AHEAD)),
        *(("release_date", "01/12/2099"), ("publication_date", AHEAD), ("scheduled", True), ("published_on", AHEAD)),
        *(("hiển_thị", False), ("hiển_thị", 0), ("ẩn", True), ("đã_ẩn", 1), ("xuất_bản", "Không"), ("công_khai", 0)),
        *(("nháp", 1), ("duyệt", False), ("đã_duyệt", "Chưa"), ("kích_hoạt", 0), ("khóa", 1), ("thu_hồi", True)),
        *(("gỡ", 1), ("mật", True), ("tối_mật", 1), ("TrangThai", "Chờ duyệt"), ("trangthai", 0), ("độ_mật", "Mật")),
        *(("không_hiển_thị", 1), ("chưa_duyệt", True), ("not_published", True), ("inactive", 1), ("unlisted", "yes")),
        *(("members_only", True), ("subscribers", True), ("privacy", "friends"), ("moderation", "waiting")),
        *(("approved_at", "0000-00-00 00:00:00"), ("password", "0"), ("password", 7), ("deleted", "2099-01-01")),
        *(("published", "unknown"), ("trạng_thái", "Đã gỡ"), ("trạng_thái", "Chưa đăng"), ("hidden", ["x"])),
    ],
)
def test_what_may_narrow_is_told_by_name_and_value(name, value):
    assert is_narrowing(name, value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("deleted_at", "0000-00-00 00:00:00"), ("expires", "0000-00-00"), ("expiry_date", "9999-12-31 23:59:59")),
        *(("publish_up", "0000-00-00 00:00:00"), ("publish_up", "2020-01-01 08:00:00"), ("publish_down", "never")),
        *(("trang_thai", "Đã đăng"), ("status_text", "Đã xuất bản"), ("trạng_thái", 1), ("TrangThai", "Công khai")),
        *(("deleted", "N"), ("isPublished", "Y"), ("publisher", "VUFO"), ("subscribers", 12), ("password", 0)),
        *(("publisher_id", 4), ("nhà_xuất_bản", "Thế giới"), ("người_duyệt", "Lan"), ("publication", "Thời Đại")),
        *(("năm_xuất_bản", 2019), ("từ_khóa", "hòa bình"), ("khoa_học", "có"), ("display_name", "Lan"), ("ẩn", False)),
        *(("preview_image", "a.jpg"), ("blocks", 3), ("event_end_date", "2021-01-01"), ("đã_xóa", "Chưa")),
        *(("published_on", "14/07/2022"), ("release_date", "14/07/2022"), ("ngày_đăng", "14/07/2022 19:38")),
        *(("published_at_gmt", "2022-07-14 12:38:00"), ("release_date", 1657802280), ("privacy", "public")),
        *(("hiển_thị", 1), ("show", "1"), ("status", 1.0), ("moderation_status", "approved"), ("độ_mật", "Thường")),
        *(("scheduled", False), ("start_date", "2020-01-01"), ("trình_duyệt", "Chrome"), ("interactive", "bản đồ")),
        *(("password", ""), ("password", None), ("password", False), ("private", False), ("visibility", "public")),
        *(("published", True), ("comment_status", "closed"), ("deleted_at", None), ("approved_by", "Lan")),
        *(("published_on", "2020-01-01"), ("members", []), ("word_count", 300), ("views", 7), ("noindex", True)),
    ],
)
def test_what_narrows_nothing_is_ignored(name, value):
    assert not is_narrowing(name, value)


@pytest.mark.parametrize("twice", ['"status":"draft","status":"published"', '"tags":[{"a":1,"a":2}]'])
def test_a_key_that_stands_twice_refuses_the_line(bring_in, twice):
    raw = json.dumps(line(120_001))[:-1] + f",{twice}}}"
    assert bring_in(raw.encode()).counts["refused"] == len(bring_in.said) == 1
    assert ("“status”" if "status" in twice else "“a”") in bring_in.said[0]
    assert not Story.objects.exists()


def test_a_key_that_says_the_same_twice_is_read():
    assert decode(b'{"status":"draft","title":"x","status":"draft"}') == {"status": "draft", "title": "x"}
    for raw in (b'{"a":1,"a":true}', b'{"a":0,"a":false}', b'{"a":[1],"a":[true]}'):
        with pytest.raises(Refused):
            decode(raw)
