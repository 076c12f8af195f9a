"""An archive comes in: complete, clean, and the same whenever it is run again."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from articles import body
from articles.models import Article, OldAddress, Section
from newsroom import publishing, writing
from newsroom.door_audit import strangers
from newsroom.importing import run
from newsroom.models import Status, Story
from organizations.merging import merge_bodies
from photos.models import OldPhotoAddress, Photo
from tests.at_once import while_held
from tests.factories import make_organization, make_tag, make_user
from tests.newsroom.conftest import edit
from tests.newsroom.desk import change_url, client_of, story_data
from tests.newsroom.importing.conftest import line


def test_a_line_becomes_a_live_article_and_a_story(bring_in, now):
    make_organization(name="Liên hiệp các tổ chức hữu nghị tỉnh Mẫu")
    report = bring_in(
        line(
            slug="gap-mat",
            lead="Một buổi sáng.",
            kicker="Đối ngoại",
            contributors=[
                {"name": "Thu Hà", "titles": ["Phóng viên", "Tạp chí Thời Đại"]},
                {"name": "Khánh Ly", "role": "photo"},
            ],
            source={"outlet": "Báo Tin tức", "agency": "TTXVN", "url": "baotintuc.vn/bai"},
            tags=["Hữu nghị", "hữu nghị"],
            topics=["Đại hội"],
            organizations=["Liên hiệp các tổ chức hữu nghị tỉnh Mẫu", "Hội không có thật"],
            redirect_from=["/cu/gap-mat.htm", "khong-co-gach"],
        )
    )
    article = Article.objects.get()
    assert article.pk == 120_001
    assert article.get_absolute_url() == "/gap-mat-120001.html"
    assert article.published_at == datetime(2023, 1, 23, 0, 12, tzinfo=UTC)
    assert article.section.path == "huu-nghi/bon-phuong-ket-ban"
    assert [(c.name, c.role) for c in article.contributions.all()] == [("Thu Hà", "author"), ("Khánh Ly", "photo")]
    assert article.contributions.first().title_lines == "Phóng viên\nTạp chí Thời Đại"
    assert article.source_url == "https://baotintuc.vn/bai"
    assert [tag.name for tag in article.tags.all()] == ["Hữu nghị"]
    assert [topic.name for topic in article.topics.all()] == ["Đại hội"]
    assert article.organizations.count() == 1
    assert OldAddress.objects.get().path == "/cu/gap-mat.htm"
    story = Story.objects.get()
    assert (story.status, story.title) == (Status.PUBLISHED, article.title)
    assert report.counts["created"] == 1
    assert any("Hội không có thật" in said for said in bring_in.said)
    assert list(strangers()) == []


def test_a_second_run_changes_nothing(bring_in):
    bring_in(line(), line(120_002))
    before = list(Article.objects.order_by("pk").values())
    report = bring_in(line(), line(120_002))
    assert report.counts["unchanged"] == 2
    assert list(Article.objects.order_by("pk").values()) == before
    assert Story.objects.get(pk=120_001).revision == 1


def test_a_changed_line_updates_its_story(bring_in):
    bring_in(line())
    report = bring_in(line(title="Tít đã sửa ở kho cũ"))
    assert report.counts["updated"] == 1
    assert Article.objects.get().title == "Tít đã sửa ở kho cũ"
    assert list(strangers()) == []


def test_what_the_desk_edited_is_left_alone(bring_in, now):
    bring_in(line())
    story = Story.objects.get()
    story.title = "Tít của tòa soạn"
    story.save()
    writing.keep_version(story, by=make_user(is_superuser=True), now=now)
    report = bring_in(line(title="Tít của kho cũ"))
    assert report.counts["edited"] == 1
    story.refresh_from_db()
    assert story.title == "Tít của tòa soạn"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("postgresql")
def test_what_the_desk_edits_while_an_import_runs_is_left_alone(bring_in, now):
    bring_in(line())
    story, editor = Story.objects.get(), make_user(is_superuser=True)
    _saved, report = while_held(
        lambda: edit(story, by=editor, now=now, title="Tít của tòa soạn"),
        lambda: bring_in(line(title="Tít của kho cũ")),
    )
    assert (report.counts["edited"], report.counts["updated"]) == (1, 0)
    assert Story.objects.get().title == "Tít của tòa soạn"


def test_what_the_desk_filed_otherwise_is_left_alone(bring_in):
    bring_in(line())
    story = Story.objects.get()
    client, tag = client_of(make_user(is_superuser=True)), make_tag(name="xe đạp")
    assert client.post(change_url(story), story_data(story, tags=[tag.pk])).status_code == 302
    assert Story.objects.get().revision == 1
    report = bring_in(line(title="Tít của kho cũ"))
    assert report.counts["edited"] == 1
    assert list(Story.objects.get().tags.all()) == [tag]
    assert Article.objects.get().title != "Tít của kho cũ"


def test_a_schedule_that_came_due_and_merged_bodies_are_no_edit_of_the_desk(bring_in, now):
    ahead = now + timedelta(hours=1)
    bring_in(line(published_at=ahead.isoformat()))
    assert publishing.publish_due(now=now + timedelta(hours=2)) == [120_001]
    keep, duplicate = make_organization(), make_organization()
    story = Story.objects.get()
    story.organizations.add(duplicate)
    merge_bodies(keep=keep, duplicate=duplicate, now=now)
    assert bring_in(line(title="Tít đã sửa ở kho cũ", published_at=ahead.isoformat())).counts["updated"] == 1


def test_a_batch_that_is_taken_back_counts_and_says_nothing_twice(bring_in, monkeypatch):
    bring_in(line(), line(120_002))
    original = run.publish_many

    def refusing(stories, **words):
        if any(story.edition.number == 120_003 for story in stories):
            raise RuntimeError("a line that nobody thought of")
        return original(stories, **words)

    monkeypatch.setattr(run, "publish_many", refusing)
    report = bring_in(line(lead_related=["Không có bài này"]), line(120_002), line(120_003))
    assert (report.counts["refused"], report.counts["unchanged"]) == (1, 2)
    assert sum("Không có bài này" in said for said in bring_in.said) == 1


def test_a_story_born_at_the_desk_is_never_overwritten(bring_in, now):
    from tests.factories import make_story

    story = make_story(by=make_user(), now=now, title="Bài của tòa soạn")
    report = bring_in(line(story.pk))
    assert report.counts["edited"] == 1
    story.refresh_from_db()
    assert story.title == "Bài của tòa soạn"


def test_the_later_of_two_lines_with_one_number_wins(bring_in):
    for _again in range(2):
        report = bring_in(line(title="Bản đầu"), line(title="Bản sau"))
        assert report.counts["overtaken"] == 1
        assert Article.objects.get().title == "Bản sau"
    assert report.counts["unchanged"] == 1


@pytest.mark.parametrize(
    "bad",
    [
        b"{broken",
        b"\xff\xfe",
        b"[1, 2]",
        b"[" * 100_000,
        line(0),
        line(-5),
        line(True),
        line("12a"),
        line(""),
        line("²"),
        line(12.0),
        line(2**70),
        line(title=""),
        line(title=None),
        line(title=["x"]),
        line(title="\u200b\x00"),
        line(title="x" * 256),
        line(section=[]),
        line(section="Hữu nghị"),
        line(section=["a", "b", "c"]),
        line(section=["???"]),
        line(section=["x" * 81]),
        line(published_at=None),
        line(published_at="hôm qua"),
        line(published_at="2023-13-45T00:00:00"),
        line(published_at="9999-12-31T23:59:59-12:00"),
        line(published_at=12),
        line(published_at=True),
        line(expires_at="sớm"),
        line(kind="poem"),
        line(kind=["article"]),
        line(body=5),
        line(tags="a"),
        line(source="TTXVN"),
        line(contributors={"name": "A"}),
    ],
)
def test_a_bad_line_is_refused_with_its_reason_and_the_rest_comes_in(bring_in, bad):
    report = bring_in(line(120_001), bad, line(120_002))
    assert sorted(Article.objects.values_list("pk", flat=True)) == [120_001, 120_002]
    assert Story.objects.count() == 2
    assert report.counts["refused"] == 1
    assert bring_in.said
    assert all("2" in said for said in bring_in.said)


@pytest.mark.parametrize(
    "odd",
    [
        line(tags=["x" * 101, 5, None, "!!!", "một"]),
        line(contributors=[{"name": ""}, "Thu Hà", {"name": "Thu Hà", "role": ["x"], "titles": "ông"}]),
        line(slug="../../etc", source={"url": "javascript:alert(1)", "outlet": "x" * 300}),
        line(updated_at="2020-01-01T00:00:00+07:00"),
        line(lead_related=[0, -1, None, "Không có bài này", 999], body_related=["?", {}]),
        line(video={"url": "https://evil.example/x"}, kind="video"),
        line(video={"file": "../../secret.mp4"}, kind="video"),
        line(title='"><script>alert(1)</script>', kicker="\x00\u202ehidden"),
        line(body="<p>" * 3000 + "sâu"),
        line(body="\ud83d lone \x00 surrogate"),
        line(thumbnail="../secret.png"),
        line(thumbnail="https://example.org/a.jpg"),
        line(thumbnail="anh/hong.jpg"),
        line(unknown_field=1, other={"deep": []}),
    ],
)
def test_an_odd_line_comes_in_without_what_cannot_be_had(bring_in, odd):
    report = bring_in(odd)
    assert report.counts["created"] == 1, bring_in.said
    assert report.counts["warnings"] >= 1 or odd["title"].startswith('"') or odd["body"] != line()["body"]
    assert list(strangers()) == []


def test_a_later_bad_line_does_not_overtake_a_good_one(bring_in):
    report = bring_in(line(title="Bản đúng"), line(title=""))
    assert Article.objects.get().title == "Bản đúng"
    assert (report.counts["created"], report.counts["refused"], report.counts["overtaken"]) == (1, 1, 0)


def test_pictures_go_into_the_library_with_caption_credit_and_old_address(bring_in, media):
    source = "/stores/news_dataimages/thu/012023/anh.png"
    target = media / source.lstrip("/")
    target.parent.mkdir(parents=True)
    target.write_bytes((media / "anh" / "hoi-nghi.png").read_bytes())
    body = (
        f'<p>Mở.</p><figure><img src="{source}" alt="Hội trường"><figcaption>Toàn cảnh (Ảnh: Thu Hà).</figcaption>'
        '</figure><figure><img src="anh/hoi-nghi.png"><figcaption>Chú thích ảnh</figcaption></figure>'
        '<figure><img src="anh/khong-co.png"><figcaption>Mất</figcaption></figure><p>Kết.</p>'
    )
    report = bring_in(line(body=body, thumbnail="anh/hoi-nghi.png"))
    article = Article.objects.get()
    photo = Photo.objects.get()
    assert report.counts["pictures"] == 1
    assert article.photo == photo
    assert article.body.count(f'data-photo="{photo.pk}"') == 2
    assert "<figcaption>Toàn cảnh</figcaption>" in article.body
    assert 'data-credit="Thu Hà"' in article.body
    assert "Chú thích ảnh" not in article.body
    assert "Mất" not in article.body
    assert OldPhotoAddress.objects.filter(photo=photo).count() >= 1
    assert any("khong-co.png" in said for said in bring_in.said)


def test_a_missing_picture_is_taken_when_it_turns_up(bring_in, media):
    bring_in(line(thumbnail="anh/muon.png"))
    assert Article.objects.get().photo is None
    (media / "anh" / "muon.png").write_bytes((media / "anh" / "hoi-nghi.png").read_bytes())
    report = bring_in(line(thumbnail="anh/muon.png"))
    assert report.counts["updated"] == 1
    assert Article.objects.get().photo is not None


def test_links_resolve_forwards_by_number_and_by_title(bring_in):
    bring_in(
        line(120_001, lead_related=[120_003, "Bài thứ hai"], body_related=[120_002, 777]),
        line(120_002, title="Bài thứ hai"),
        line(120_003),
    )
    article = Article.objects.get(pk=120_001)
    assert list(article.picks.values_list("place", "number")) == [("lead", 120_003), ("lead", 120_002)]
    assert '<aside data-related="120002,777"></aside>' in article.body
    assert any("777" in said for said in bring_in.said)


def test_dangerous_markup_is_removed_and_counted(bring_in):
    report = bring_in(line(body='<p onclick="x()">Chữ</p><script>alert(1)</script><iframe src="//evil"></iframe>'))
    assert Article.objects.get().body == "<p>Chữ</p>"
    assert report.removed["script"] == 1
    assert report.removed["on*"] == 1


def test_a_story_of_the_future_is_scheduled(bring_in, now):
    bring_in(line(published_at="2030-01-01T08:00:00"))
    article = Article.objects.get()
    assert not article.is_live(at=now)
    assert Story.objects.get().status == Status.SCHEDULED


def test_the_video_prefix_moves_into_the_kind(bring_in):
    bring_in(line(title="[Video] Lễ hội mùa xuân", video={"url": "https://youtu.be/dQw4w9WgXcQ"}))
    article = Article.objects.get()
    assert (article.title, article.kind, article.video) == ("Lễ hội mùa xuân", "video", "youtube:dQw4w9WgXcQ")


def test_sections_match_without_accents_and_never_shadow_an_address(bring_in):
    bring_in(line(120_001), line(120_002, section=["HUU NGHI", "Bốn phương  kết bạn"]), line(120_003, section=["Tag"]))
    assert sorted(Section.objects.values_list("path", flat=True)) == [
        "huu-nghi",
        "huu-nghi/bon-phuong-ket-ban",
        "tag-2",
    ]


def test_new_stories_are_numbered_above_the_archive(bring_in, now):
    from tests.factories import make_story

    bring_in(line(2_000_000))
    assert make_story(by=make_user(), now=now).pk > 2_000_000


def test_a_dry_run_keeps_nothing(db, tmp_path, media, settings):
    import json
    from pathlib import Path

    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(line(thumbnail="anh/hoi-nghi.png")))
    call_command("import_articles", str(path), "--media", str(media), "--dry-run", verbosity=0)
    assert not Story.objects.exists()
    assert not Photo.objects.exists()
    assert not [file for file in Path(settings.ORIGINALS_ROOT).rglob("*") if file.is_file()]


def test_a_line_that_differs_only_by_todays_rules_is_unchanged(bring_in, monkeypatch):
    text = "<p>Việt Nam - Lào, sáng nay.</p>"
    bring_in(line(body=text, tags=["b", "a"], redirect_from=["/cu.htm"]))
    before = Article.objects.values().get()
    clean = body.clean_with_report

    def with_dashes(html):
        cleaned, report = clean(html)
        return cleaned.replace(" - ", " – "), report

    monkeypatch.setattr(body, "clean_with_report", with_dashes)
    monkeypatch.setattr(body, "clean", lambda html: with_dashes(html)[0])
    for again in (text.replace(" sáng", "  sáng"), text.replace(" - ", " – ")):  # two other lines, the same text
        report = bring_in(line(body=again, tags=["a", "b"], redirect_from=["/cu.htm"]))
        assert report.counts["unchanged"] == 1
        assert report.counts["updated"] == 0
        assert Article.objects.values().get() == before
        assert Story.objects.get().revision == 1
    report = bring_in(line(body=text.replace("sáng", "trưa"), tags=["a", "b"], redirect_from=["/cu.htm"]))
    assert report.counts["updated"] == 1
    assert Article.objects.get().body == "<p>Việt Nam – Lào, trưa nay.</p>"


def test_another_address_in_a_rerun_is_reported_and_not_taken_over(bring_in):
    bring_in(line(slug="gap-mat"))
    report = bring_in(line(slug="dia-chi-khac", title="Tít đã sửa"))
    assert report.counts["updated"] == 1
    assert (Article.objects.get().slug, Article.objects.get().title) == ("gap-mat", "Tít đã sửa")
    assert Story.objects.get().slug == "gap-mat"
    assert any("dia-chi-khac" in said and "gap-mat" in said for said in bring_in.said)
    silent = bring_in(line(title="Tít sửa lần nữa"))  # without an address the title's is not asked for
    assert (silent.counts["updated"], silent.counts["warnings"]) == (1, 0)
    assert Article.objects.get().slug == "gap-mat"


def test_what_the_desk_withdrew_is_left_alone(bring_in, now):
    bring_in(line())
    publishing.withdraw(Story.objects.get(), by=make_user(is_superuser=True), reason="Sai sự thật.", now=now)
    report = bring_in(line(title="Tít của kho cũ"))
    assert report.counts["edited"] == 1
    assert Article.objects.get().withdrawn_at is not None
