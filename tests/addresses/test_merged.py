"""Two rows of one thing become one: what stood under both stands under the kept one, and every address leads there."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from addresses.merging import MergeRefused
from articles.merging import merge_authors, merge_tags, merge_topics
from articles.models import Article, Author, Contribution, FeaturedList, Tag, TaggedArticle, Topic
from newsroom import four_eyes, publishing, writing
from newsroom.door_audit import strangers
from newsroom.models import AuditEntry, ImportRecord, Story
from newsroom.workflow import move
from tests.addresses.kinds import AUTHOR, MERGED, TAG, TOPIC, change_url, rename
from tests.factories import make_article, make_author, make_list, make_story, make_tag, make_topic, make_user
from tests.newsroom.desk import client_of, messages_of
from tests.pages.reading import stories, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
OF_KINDS = pytest.mark.parametrize("kind", MERGED, ids=lambda kind: kind.name)
OF_FILED = pytest.mark.parametrize("kind", [TAG, TOPIC], ids=lambda kind: kind.name)


@pytest.fixture
def desk() -> Client:
    return client_of(make_user(role="managing_editor"))


def merge_url(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_merge", args=[row.pk])


def merged(desk: Client, *, keep, duplicate) -> str:
    """At the desk, as a colleague does. Returns what is said."""
    answer = desk.post(merge_url(keep), {"duplicate": str(duplicate.pk)}, follow=True)
    assert answer.redirect_chain, answer.context["form"].errors
    return messages_of(answer)


def leads(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 301, (address, answer.status_code)
    return answer["Location"]


# ── Every kind ────────────────────────────────────────────────────────────────────────────────────────
@OF_KINDS
def test_every_address_of_a_merged_row_leads_to_the_kept_one(client, desk, kind):
    keep, duplicate = kind.make(name="Giu"), kind.make(name="Thua")
    for row in (keep, duplicate):
        kind.bring_out(row)
    rename(desk, duplicate, "trung")
    assert "Giu" in merged(desk, keep=keep, duplicate=duplicate)
    for slug in ("thua", "trung"):
        assert [leads(client, address) for address in kind.found_at(slug)] == kind.found_at("giu")
    rename(desk, keep, "moi")
    for slug in ("thua", "trung", "giu"):
        assert [leads(client, address) for address in kind.found_at(slug)] == kind.found_at("moi")


@OF_KINDS
def test_a_row_that_was_kept_may_be_merged_itself(client, desk, kind):
    rows = [kind.make(name=name) for name in ("Mot", "Hai", "Ba")]
    for row in rows:
        kind.bring_out(row)
    merged(desk, keep=rows[1], duplicate=rows[0])
    merged(desk, keep=rows[2], duplicate=rows[1])
    page = kind.found_at("ba")[0]
    assert [leads(client, kind.found_at(slug)[0]) for slug in ("mot", "hai")] == [page, page]
    assert len(stories(client.get(page))) == 3
    assert list(strangers_of_filing()) == []


def strangers_of_filing():
    """What the nightly look finds, but for stories that these tests have put before readers without the desk."""
    return [found for found in strangers() if found[1] in {"filing", "hash"}]


@OF_KINDS
def test_the_kept_page_lists_the_stories_of_both_once(client, desk, kind):
    keep, duplicate = kind.make(name="Giu"), kind.make(name="Thua")
    one, other = kind.bring_out(keep), kind.bring_out(duplicate)
    both = make_article(**{filing_of(kind): (keep, duplicate)})
    merged(desk, keep=keep, duplicate=duplicate)
    shown = stories(client.get(kind.found_at("giu")[0]))
    assert sorted(shown) == sorted([one.pk, other.pk, both.pk])
    feed = client.get(kind.found_at("giu")[-1]).content.decode()
    assert feed.count("<item>") == 3


def filing_of(kind) -> str:
    return {"author": "authors", "tag": "tags", "topic": "topics", "organization": "organizations"}[kind.name]


@OF_KINDS
def test_a_row_that_readers_do_not_know_gives_nothing_away_when_it_is_merged(client, desk, kind):
    keep, duplicate = kind.make(name="Giu"), kind.make(name="Hoangyen")
    type(keep).objects.filter(pk=keep.pk).update(**({"is_confirmed": False} if kind.name == "organization" else {}))
    if kind.name == "organization":
        type(keep).objects.filter(pk=duplicate.pk).update(is_confirmed=False)
    merged(desk, keep=keep, duplicate=duplicate)
    for address in [*kind.found_at("hoangyen"), *kind.found_at("giu")]:
        assert client.get(address).status_code == 404, address


@OF_KINDS
def test_merging_is_on_record(desk, kind):
    keep, duplicate = kind.make(name="Giu"), kind.make(name="Thua")
    kind.bring_out(duplicate)
    merged(desk, keep=keep, duplicate=duplicate)
    entry = AuditEntry.objects.get(act__startswith="merge_")
    assert entry.subject == f"{keep._meta.label_lower}:{keep.pk}"
    assert (entry.detail["duplicate"], entry.detail["address"], entry.detail["articles"]) == ("Thua", "thua", 1)
    audit = client_of(make_user(role="editor_in_chief")).get(reverse("admin:newsroom_auditentry_changelist"))
    assert change_url(keep) in audit.content.decode()


@OF_KINDS
def test_a_row_is_no_duplicate_of_itself(desk, kind):
    keep = kind.make(name="Giu")
    for sent in (keep.pk, 987_654, "x", "", "9" * 20):
        answer = desk.post(merge_url(keep), {"duplicate": str(sent)})
        assert answer.status_code == 200
        assert answer.context["form"].errors["duplicate"]
    assert type(keep).objects.filter(pk=keep.pk).exists()
    assert desk.get(merge_url(keep).replace(str(keep.pk), "987654")).status_code == 404


@OF_KINDS
@pytest.mark.parametrize("role", ["contributor", "reporter", "editor", "section_head", "photo_editor", "administrator"])
def test_who_may_not_merge(kind, role):
    keep, duplicate = kind.make(name="Giu"), kind.make(name="Thua")
    client = client_of(make_user(role=role))
    assert client.get(merge_url(keep)).status_code == 403
    assert client.post(merge_url(keep), {"duplicate": str(duplicate.pk)}).status_code == 403
    assert merge_url(keep) not in client.get(change_url(keep)).content.decode()
    assert type(keep).objects.count() == 2


@pytest.mark.asks
@OF_KINDS
def test_merging_asks_first(desk, kind):
    keep, duplicate = kind.make(name="Giu"), kind.make(name="Thua")
    answer = desk.post(merge_url(keep), {"duplicate": str(duplicate.pk)})
    assert answer.status_code == 409
    assert "Giu" in answer.content.decode()
    back = desk.post(merge_url(keep), {"duplicate": str(duplicate.pk), "_back": "1"})
    assert "Thua" in back.content.decode()  # as it was chosen
    assert not AuditEntry.objects.filter(act__startswith="merge_").exists()


# ── Tags and topics: filing moves through the door ────────────────────────────────────────────────────
@OF_FILED
def test_the_desk_s_filing_moves_with_the_numbers_of_its_stories(desk, kind, published, now):
    keep, duplicate = kind.make(name="Giu"), kind.make(name="Thua")
    draft, field = make_story(now=now), filing_of(kind)
    for story in (draft, published):
        getattr(story, field).set([keep, duplicate] if story == published else [duplicate])
    untouched = make_story(now=now)
    ImportRecord.objects.create(story=draft, line_digest="x", change_number=draft.change_number, imported_at=now)
    before = dict(Story.objects.values_list("pk", "change_number"))
    merged(desk, keep=keep, duplicate=duplicate)
    assert [list(getattr(story, field).all()) for story in (draft, published)] == [[keep], [keep]]
    after = dict(Story.objects.values_list("pk", "change_number"))
    moved = {number for number in after if after[number] != before[number]}
    assert moved == {draft.pk, published.pk}
    assert untouched.pk not in moved
    assert ImportRecord.objects.get().change_number == after[draft.pk]  # a rerun takes it for its own


@OF_FILED
def test_readers_and_the_desk_agree_afterwards(client, desk, kind, published, chief, now):
    keep, duplicate = kind.make(name="Giu"), kind.make(name="Thua")
    getattr(published, filing_of(kind)).set([duplicate])
    publishing.reclassify(published, by=chief, now=now)
    digest = Article.objects.get().version_hash
    merged(desk, keep=keep, duplicate=duplicate)
    assert list(strangers(at=now)) == []
    assert Article.objects.get().version_hash == digest
    assert "Giu" in words(client.get(Article.objects.get().get_absolute_url()))
    assert not type(keep).objects.filter(pk=duplicate.pk).exists()


def test_no_listing_is_there_twice(desk):
    keep, duplicate = make_tag(name="Giu"), make_tag(name="Thua")
    make_article(tags=(keep, duplicate))
    merged(desk, keep=keep, duplicate=duplicate)
    assert list(TaggedArticle.objects.values_list("tag", flat=True)) == [keep.pk]


def test_lists_that_fill_up_with_a_merged_topic_fill_up_with_the_kept_one(client, desk):
    keep, duplicate = make_topic(name="Giu"), make_topic(name="Thua")
    row = make_list(key="home-lead", size=1, fill="topic", fill_topic=duplicate)
    article = make_article(topics=(keep,), title="Bài của chuyên đề được giữ")
    merged(desk, keep=keep, duplicate=duplicate)
    assert FeaturedList.objects.get(pk=row.pk).fill_topic == keep
    assert stories(client.get("/"))[0] == article.pk


def test_the_kept_topic_takes_what_it_lacks(desk):
    keep, duplicate = make_topic(name="Giu", description=""), make_topic(name="Thua", description="Năm hữu nghị.")
    merged(desk, keep=keep, duplicate=duplicate)
    assert Topic.objects.get().description == "Năm hữu nghị."


def test_a_topic_that_readers_have_does_not_vanish_into_one_that_starts_later(client, now):
    later = make_topic(name="Sau", shown_from=timezone.now() + timezone.timedelta(days=9))
    known = make_topic(name="Nay")
    with pytest.raises(MergeRefused):
        merge_topics(keep=later, duplicate=known, by=None, now=timezone.now())
    assert Topic.objects.count() == 2


def test_a_merged_tag_s_name_is_still_understood(desk):
    """By whoever types it (“did you mean …?”) and by the importer, however it is spelled."""
    keep, duplicate = make_tag(name="Liên hiệp hữu nghị"), make_tag(name="VUFO")
    merged(desk, keep=keep, duplicate=duplicate)
    for typed in ("VUFO", "vufo", "#Vufo"):
        assert Tag.objects.meant_by(typed) == keep
        assert list(Tag.objects.close_to(typed)) == [keep]
    other = make_tag(name="VUFO")
    assert Tag.objects.meant_by("vufo") == other  # who makes it all the same has it


# ── Authors ───────────────────────────────────────────────────────────────────────────────────────────
def test_bylines_and_digests_stay_as_they_were(client, desk, published, chief, now):
    keep, duplicate = make_author(name="Thu Hà"), make_author(name="Trần Thu Hà")
    published.contributions.create(author=duplicate, position=0)
    writing.keep_version(published, by=chief, now=now)
    published.refresh_from_db()
    move(published, to="approved", by=make_user(role="editor"), now=now)
    publishing.publish(published, by=chief, now=now)
    before = Article.objects.values("version_hash", "changed_at").get(), published.versions.count()
    merged(desk, keep=keep, duplicate=duplicate)
    assert (Article.objects.values("version_hash", "changed_at").get(), published.versions.count()) == before
    line = Contribution.objects.get()
    assert (line.author, line.name, line.listed_under) == (duplicate, "Trần Thu Hà", keep)
    assert list(strangers(at=now)) == []
    page = client.get(Article.objects.get().get_absolute_url()).content.decode()
    assert "Trần Thu Hà" in page  # as printed
    assert keep.get_absolute_url() in page
    assert duplicate.get_absolute_url() not in page
    # The desk's copy goes on under the printed name, and what is published next is listed under the kept one too.
    assert [line.author for line in Story.objects.get().contributions.all()] == [duplicate]
    publishing.withdraw(Story.objects.get(), by=chief, reason="Sai", now=now)
    assert client.get(keep.get_absolute_url()).status_code == 404
    story = Story.objects.get()
    for step in ("in_edit", "approved"):
        move(story, to=step, by=make_user(role="editor"), now=now)
    publishing.publish(story, by=chief, now=now)
    assert stories(client.get(keep.get_absolute_url())) == [story.pk]
    assert client.get(duplicate.get_absolute_url()).status_code == 301


def test_search_engines_are_told_of_the_kept_author_alone(client, desk):
    keep, duplicate = make_author(name="Thu Hà"), make_author(name="Trần Thu Hà")
    article = make_article(authors=(duplicate, keep))
    merged(desk, keep=keep, duplicate=duplicate)
    page = client.get(article.get_absolute_url()).content.decode()
    data = page.split('application/ld+json">')[1].split("</script>")[0]
    assert data.count('"Person"') == 1
    assert '"Trần Thu Hà"' not in data
    assert keep.get_absolute_url() in data
    sitemap = client.get(f"/sitemap-tac-gia-{keep.pk // 10_000}.xml").content.decode()
    assert keep.get_absolute_url() in sitemap
    assert duplicate.get_absolute_url() not in sitemap


def test_the_desk_offers_and_lists_the_kept_author_alone(desk):
    keep, duplicate = make_author(name="Thu Hà"), make_author(name="Trần Thu Hà")
    merged(desk, keep=keep, duplicate=duplicate)
    asked = {"term": "thu ha", "app_label": "newsroom", "model_name": "storycontribution", "field_name": "author"}
    found = desk.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [row["id"] for row in found] == [str(keep.pk)]
    listed = reverse("admin:articles_author_changelist")
    assert list(desk.get(listed).context["cl"].result_list) == [keep]
    assert list(desk.get(listed, {"merged": "yes"}).context["cl"].result_list) == [duplicate]
    page = desk.get(change_url(duplicate))
    assert change_url(keep) in page.content.decode()
    assert 'name="_save"' not in page.content.decode()
    assert desk.post(change_url(duplicate), {"name": "X", "slug": "x"}).status_code == 403
    assert desk.get(merge_url(duplicate)).status_code == 404


def test_no_author_is_merged_twice_nor_in_a_circle(desk, now):
    one, two, three = (make_author(name=name) for name in ("Một", "Hai", "Ba"))
    merge_authors(keep=two, duplicate=one, by=None, now=now)
    for keep, duplicate in ((one, two), (two, one), (one, three), (three, one), (one, one)):
        with pytest.raises(MergeRefused):
            merge_authors(keep=keep, duplicate=duplicate, by=None, now=now)
    merge_authors(keep=three, duplicate=two, by=None, now=now)
    assert set(Author.objects.values_list("name", "merged_into__name")) == {("Một", "Ba"), ("Hai", "Ba"), ("Ba", None)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Author.objects.filter(pk=three.pk).update(merged_into=three)


def test_the_kept_author_takes_what_it_lacks_and_who_is_behind_both(reporter, now):
    keep = make_author(name="Thu Hà", bio="")
    duplicate = make_author(name="Trần Thu Hà", bio="Nhà báo.", user=reporter)
    draft = make_story(now=now, authors=(duplicate,))
    merge_authors(keep=keep, duplicate=duplicate, by=None, now=now)
    keep.refresh_from_db()
    assert (keep.bio, keep.user) == ("Nhà báo.", reporter)
    assert list(reporter.pen_names.kept()) == [keep]
    assert four_eyes.hands_of(reporter, draft).owns
    assert four_eyes.signers_of([draft.current_version.text]) == {draft.current_version.text: [reporter.pk]}


def test_two_colleagues_do_not_become_one(now):
    keep = make_author(name="Thu Hà", user=make_user(role="reporter"))
    duplicate = make_author(name="Trần Thu Hà", user=make_user(role="reporter"))
    with pytest.raises(MergeRefused):
        merge_authors(keep=keep, duplicate=duplicate, by=None, now=now)
    assert not Author.objects.merged().exists()


def test_the_page_of_a_kept_author_asks_no_more(client, desk):
    keep, duplicate = make_author(name="Thu Hà"), make_author(name="Trần Thu Hà")
    for author in (keep, duplicate):
        make_article(authors=(author,))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(keep.get_absolute_url()).status_code == 200
        return len(queries)

    before = asked()
    merged(desk, keep=keep, duplicate=duplicate)
    assert asked() <= before


def test_a_merge_of_very_many_stories_makes_every_page_anew(monkeypatch, now):
    monkeypatch.setattr("newsroom.publishing.merging.CHUNK", 2)
    keep, duplicate = make_tag(name="Giu"), make_tag(name="Thua")
    numbers = {make_article(tags=(duplicate,)).pk for _ in range(5)}
    merge_tags(keep=keep, duplicate=duplicate, by=None, now=now)
    assert set(TaggedArticle.objects.filter(tag=keep).values_list("content_object", flat=True)) == numbers
    one, other = make_author(name="Một"), make_author(name="Hai")
    for _ in range(5):
        make_article(authors=(other, one))
    merge_authors(keep=one, duplicate=other, by=None, now=now)
    assert Contribution.objects.filter(listed_under=one, is_first=True).count() == 5
    assert Contribution.objects.filter(listed_under=one, is_first=False).count() == 5


@pytest.mark.parametrize("kind", [AUTHOR, TAG, TOPIC], ids=lambda kind: kind.name)
def test_a_merge_that_fails_on_its_way_changes_nothing(kind, monkeypatch, now):
    keep, duplicate = kind.make(name="Giu"), kind.make(name="Thua")
    kind.bring_out(duplicate)
    monkeypatch.setattr("newsroom.audit.record", lambda *args, **what: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        kind.merge(keep=keep, duplicate=duplicate, by=None, now=now)
    assert type(keep).objects.count() == 2
    assert not Author.objects.merged().exists()
