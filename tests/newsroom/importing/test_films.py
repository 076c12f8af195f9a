"""A story of kind video comes in with its film, or as what it is without one."""

import pytest
from django.core.files.storage import default_storage

from articles.models import Article
from newsroom.importing.films import settled
from newsroom.importing.lines import Refused
from tests.newsroom.importing.bodies import film
from tests.newsroom.importing.conftest import line

YOUTUBE = "youtube:dQw4w9WgXcQ"
FRAME = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>'


def told(*args: str) -> tuple:
    said: list[str] = []
    return (*settled(*args, warn=said.append), len(said))


def test_a_story_with_its_film_stays() -> None:
    assert told("video", YOUTUBE, "<p>Một</p>") == ("video", YOUTUBE, "<p>Một</p>", 0)
    assert told("article", "", "") == ("article", "", "", 0)
    assert told("article", "", film()) == ("article", "", film(), 0)


def test_the_first_film_of_the_body_becomes_the_storys() -> None:
    html = f"<p>Một</p>{film('vimeo:123456')}<p>hai</p>{film()}"
    assert told("video", "", html) == ("video", "vimeo:123456", f"<p>Một</p><p>hai</p>{film()}", 0)


def test_the_caption_of_that_film_stays_in_the_body() -> None:
    assert told("video", "", film(caption="Lời <em>kể</em>")) == ("video", YOUTUBE, "<p>Lời <em>kể</em></p>", 0)


def test_without_a_film_it_is_an_article_and_is_told() -> None:
    assert told("video", "", "<p>Một</p>") == ("article", "", "<p>Một</p>", 1)


@pytest.mark.parametrize("html", ["", "<p></p>"])
def test_without_a_film_and_a_text_it_is_refused(html: str) -> None:
    with pytest.raises(Refused):
        settled("video", "", html, warn=print)


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"body": f"<p>Một</p>{FRAME}"}, ("video", YOUTUBE, "<p>Một</p>")),
        ({"body": "<p>Một</p>"}, ("article", "", "<p>Một</p>")),
        ({"body": "<p>Một</p>", "video": {"url": "https://evil.example/x"}}, ("article", "", "<p>Một</p>")),
        ({"body": "<p>Một</p>", "video": {"file": "khong-co.mp4"}}, ("article", "", "<p>Một</p>")),
        ({"body": "", "video": {"url": "https://youtu.be/dQw4w9WgXcQ"}}, ("video", YOUTUBE, "")),
    ],
)
def test_a_line_of_a_video(bring_in, fields, wanted) -> None:
    bring_in(line(title="[VIDEO] Lễ hội", **fields))
    article = Article.objects.get()
    assert (article.kind, article.video, article.body) == wanted
    assert (article.kind == "article") == any("as an article" in said or "thành bài" in said for said in bring_in.said)


def test_an_empty_video_is_refused_with_its_line(bring_in) -> None:
    report = bring_in(line(title="[VIDEO] Lễ hội", body="<p> </p>"), line(120_002))
    assert (report.counts["refused"], report.counts["created"]) == (1, 1)


def test_a_film_among_the_archives_files_comes_into_the_body(bring_in, media) -> None:
    body = '<p>Một</p><video controls><source src="/phim/le-hoi.mp4" type="video/mp4"></video><p>hai</p>'
    bring_in(line(body=body))
    assert Article.objects.get().body == "<p>Một</p><p>hai</p>"
    assert any("/phim/le-hoi.mp4" in said for said in bring_in.said)
    (media / "phim").mkdir()
    (media / "phim" / "le-hoi.mp4").write_bytes(b"film")
    assert bring_in(line(body=body)).counts["updated"] == 1  # it has turned up
    embed = Article.objects.get().body.split('data-embed="')[1].split('"')[0]
    assert default_storage.exists(embed.removeprefix("file:"))
