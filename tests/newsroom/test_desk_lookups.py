"""No look-up of the desk tells a colleague of what they may not see: not its words, and not whether it is there."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import ForeignKey
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from accounts.models import User
from articles.models import Article
from newsroom import publishing
from newsroom.models import Status, Story, StoryVersion
from newsroom.roles import ROLES
from newsroom.workflow import move
from organizations.models import Event, Province
from tests.factories import make_author, make_photo, make_section, make_story, make_user
from tests.newsroom.desk import ADD_URL, change_url, client_of, story_data
from tests.newsroom.test_canary_at_the_desk import CANARY, addresses, canary_text, routes, sings

MISSING = 1_999_999
BEHIND = "Kín Đáo Ẩn Danh"
LINKERS = {"managing_editor", "editor_in_chief"}


@pytest.fixture
def contributor(roles) -> User:
    return make_user(role="contributor", name="Vàng Thị Mỷ")


@pytest.fixture
def hidden(reporter, editor, managing_editor) -> list[int]:
    """The numbers of colleagues' stories that readers do not have, the canary in every word: draft, due, withdrawn."""
    now, section = timezone.now(), make_section()
    later = {"go_live_at": now + timedelta(hours=1), "embargo_until": now + timedelta(hours=1)}
    draft, due, gone = (
        make_story(by=reporter, now=now, section=section, **canary_text(), **times) for times in ({}, later, {})
    )
    for story in (due, gone):
        move(story, to=Status.SUBMITTED, by=reporter, now=now)
        move(story, to=Status.APPROVED, by=editor, now=now)
        publishing.publish(story, by=managing_editor, now=now)
    publishing.withdraw(gone, by=managing_editor, reason=CANARY, now=now)
    return [draft.pk, due.pk, gone.pk]


def asked_of(numbers: list[int], *, only_numbered: bool = False) -> list[str]:
    """Every address of the desk, with these numbers in it where it takes one."""
    found = []
    for _route, name in routes(get_resolver()):
        if not name.startswith("admin:") or name == "admin:logout":
            continue
        for number in numbers if name.startswith(("admin:newsroom_", "admin:articles_article")) else numbers[:1]:
            version = StoryVersion.objects.filter(story=number).values_list("pk", flat=True).first() or 9_999_999
            found += addresses(name, story=Story(pk=number), version=version)
    numbered = [address for address in dict.fromkeys(found) if any(str(number) in address for number in numbers)]
    return numbered if only_numbered else list(dict.fromkeys(found))


def picks(numbers: list[int]) -> str:
    return ",".join(map(str, numbers))


# ── Numbers in the story's form ───────────────────────────────────────────────────────────────────────
def test_a_form_tells_no_titles_of_the_numbers_it_is_opened_with(contributor: User, hidden: list[int]) -> None:
    client = client_of(contributor)
    for name in ("lead_picks", "end_picks"):
        page = client.get(ADD_URL, {name: picks(hidden)}).content.decode()
        assert hidden
        assert str(hidden[0]) in page
        assert not sings(page)


def test_a_refused_form_tells_none_either(contributor: User, hidden: list[int]) -> None:
    client = client_of(contributor)
    data = story_data(title="", section=make_section(), lead_picks=picks(hidden[:2]))
    answer = client.post(ADD_URL, data)
    assert answer.status_code == 422
    assert not sings(answer.content.decode())


def test_a_hidden_number_is_refused_as_one_that_does_not_exist(contributor: User, hidden: list[int]) -> None:
    client, section = client_of(contributor), make_section()
    refusals = set()
    for number in (*hidden, MISSING):
        answer = client.post(ADD_URL, story_data(section=section, end_picks=str(number)))
        (said,) = answer.context["adminform"].form.errors["end_picks"]
        refusals.add(said.replace(str(number), "#"))
    assert len(refusals) == 1


def test_what_readers_have_is_picked_by_its_printed_title(contributor: User, published: Story, clock) -> None:
    Story.objects.filter(pk=published.pk).update(title=f"{CANARY} tít mới")
    client = client_of(contributor)
    page = client.get(ADD_URL, {"end_picks": published.pk}).content.decode()
    assert Article.objects.get(pk=published.pk).title in page
    assert not sings(page)
    client.post(ADD_URL, story_data(section=make_section(), end_picks=str(published.pk)))
    assert [pick.number for pick in Story.objects.get(created_by=contributor).picks.all()] == [published.pk]


def test_what_a_colleague_has_picked_stays_by_its_number(contributor: User, reporter: User, now) -> None:
    """An editor puts a draft into the box of a contributor's story: its writer saves on, and hears no title."""
    mine, draft = make_story(by=contributor, now=now), make_story(by=reporter, now=now, title=f"{CANARY} nháp")
    mine.picks.create(place="lead", number=draft.pk, position=0)
    client = client_of(contributor)
    assert not sings(client.get(change_url(mine)).content.decode())
    client.post(change_url(mine), story_data(mine, title="Tít của tôi", end_picks=str(draft.pk)))
    mine.refresh_from_db()
    assert mine.title == "Tít của tôi"
    assert [(pick.place, pick.number) for pick in mine.picks.all()] == [("end", draft.pk)]


# ── Every address, every number ───────────────────────────────────────────────────────────────────────
def heard(client: Client, address: str, data: Any = None) -> Iterator[str]:
    for answer in (client.get(address, data), client.post(address, data)):
        text = answer.content.decode(errors="replace") + answer.get("Location", "")
        said = " ".join(map(str, (getattr(answer, "context", None) and answer.context.get("messages")) or ()))
        if sings(text + said):
            yield f"{answer.request['REQUEST_METHOD']} {address} {data or ''}"


def test_no_address_of_the_desk_sings_to_a_contributor(contributor: User, hidden: list[int]) -> None:
    client = client_of(contributor)
    make_story(by=contributor)
    asked = asked_of(hidden)
    assert [found for address in asked for found in heard(client, address)] == []
    assert len(asked) > 200


def opened_with(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Every form for a new thing, all its fields filled in by the address."""
    for model in admin.site._registry:
        names = [field.name for field in model._meta.get_fields() if not field.auto_created]
        names += ["lead_picks", "end_picks", "note", "role", "byline-0-author", "_changelist_filters"]
        add = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        yield add, dict.fromkeys(names, text)


def test_no_form_sings_whatever_it_is_opened_with(contributor: User, hidden: list[int]) -> None:
    client = client_of(contributor)
    assert [found for add, fields in opened_with(picks(hidden)) for found in heard(client, add, fields)] == []


def test_no_form_breaks_whatever_it_is_opened_with(roles) -> None:
    client = client_of(make_user(is_superuser=True))
    for add, fields in opened_with("1,2"):
        assert client.get(add, fields).status_code in {200, 302, 403}, add


def test_no_autocompletion_sings(contributor: User, hidden: list[int]) -> None:
    client, asked = client_of(contributor), 0
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or not field.related_model:
                continue
            for term in ("", CANARY):
                asked += 1
                where = {"app_label": model._meta.app_label, "model_name": model._meta.model_name}
                answer = client.get("/quan-tri/autocomplete/", where | {"field_name": field.name, "term": term})
                assert answer.status_code in {200, 403, 404}
                assert not sings(answer.content.decode().replace(f'"term": "{term}"', ""))
                assert BEHIND not in answer.content.decode()
    assert asked > 100


# What differs from one answer to the next by itself: tokens, and numbers of stories and their versions.
PLAIN = re.compile(r'value="[A-Za-z0-9]{64}"|nonce="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|\d{7,}|(?<=restore/)\d+')


def answer_of(client: Client, method: str, address: str) -> tuple[int, str, str]:
    answer = getattr(client, method)(address)
    text = answer.content.decode(errors="replace")
    return answer.status_code, PLAIN.sub("#", answer.get("Location", "")), PLAIN.sub("#", text)


def test_what_may_not_be_seen_answers_as_what_is_not_there(contributor: User, hidden: list[int]) -> None:
    """Every address with a number in it, by GET and POST: the answers differ by the number alone."""
    client, told = client_of(contributor), []
    missing = {PLAIN.sub("#", address): address for address in asked_of([MISSING], only_numbered=True)}
    for here in asked_of(hidden, only_numbered=True):
        nowhere = missing[PLAIN.sub("#", here)]
        told += [way for way in ("get", "post") if answer_of(client, way, here) != answer_of(client, way, nowhere)]
    assert told == []
    assert len(missing) > 50


def test_nobody_is_told_whether_a_thing_of_the_desk_exists_that_their_role_does_not_open(roles, hidden) -> None:
    """Each kind's first and a missing number, to each role that may not see the kind."""
    told = []
    for role in ("contributor", "administrator"):
        client = client_of(make_user(role=role))
        for model in admin.site._registry:
            first = model._default_manager.order_by("pk").values_list("pk", flat=True).first()
            if first is None or model is Story:
                continue
            base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
            acts = ["change", "history", "delete"] + (["access"] if model is User else [])
            for act in acts:
                here, missing = (reverse(f"{base}_{act}", args=[key]) for key in (first, 9_999_999))
                status = client.get(here).status_code
                if status != 200 and status != client.get(missing).status_code:
                    told.append(f"{role} {here}")
    assert told == []


def test_the_ways_of_the_framework_that_know_no_right_are_closed(contributor: User, hidden: list[int]) -> None:
    client = client_of(contributor)
    kind = ContentType.objects.get_for_model(Article).pk
    for number in hidden:
        answer = client.get(f"/quan-tri/r/{kind}/{number}/")
        assert answer.status_code == 404
        assert "Location" not in answer
    assert "admin:view_on_site" not in {name for _route, name in routes(get_resolver())}
    for model, model_admin in admin.site._registry.items():
        inlines = [inline for inline in model_admin.inlines if hasattr(inline.model, "get_absolute_url")]
        assert inlines == [], f"the rows of {model} would link to r/: give them view_on_site = False"


def test_things_with_a_page_link_to_it(client: Client, chief: User) -> None:
    section = make_section(name="Hữu nghị")
    page = client_of(chief).get(reverse("admin:articles_section_change", args=[section.pk])).content.decode()
    assert f'href="{section.get_absolute_url()}"' in page


# ── Lists answer the questions that they ask ──────────────────────────────────────────────────────────
def offered(model_admin: admin.ModelAdmin, request: Any) -> set[str]:
    filters = model_admin.get_list_filter(request)
    named = {getattr(each, "parameter_name", each[0] if isinstance(each, tuple) else each) for each in filters}
    return named | {model_admin.date_hierarchy}


def test_a_list_is_not_narrowed_by_what_it_does_not_offer(roles) -> None:
    """`?user=7` of the authors said who writes under which name; `?password__startswith=` is the same kind."""
    client = client_of(make_user(is_superuser=True))
    for model, model_admin in admin.site._registry.items():
        here = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        request = client.get("/quan-tri/").wsgi_request
        for field in model._meta.concrete_fields:
            for lookup in (field.name, f"{field.name}__exact", f"{field.name}__startswith", f"{field.name}__gt"):
                if model_admin.lookup_allowed(lookup, "1", request):
                    assert field.name in offered(model_admin, request)
            if isinstance(field, ForeignKey):
                assert not model_admin.lookup_allowed(f"{field.name}__name", "1", request)
        if client.get(here).status_code == 200:
            assert client.get(here, {"pk__in": "1"}).status_code == 404, here


def test_a_filter_is_asked_in_its_own_words(roles) -> None:
    client = client_of(make_user(is_superuser=True))
    request, events = client.get("/quan-tri/").wsgi_request, admin.site._registry[Event]
    own = ["kind", "kind__exact", "is_confirmed__exact", "series__id__exact", "series__isnull", "starts_on__year"]
    others = ["kind__in", "kind__gte", "is_confirmed__year", "series__in", "starts_on", "starts_on__lt"]
    assert [each for each in [*own, *others] if events.lookup_allowed(each, "1", request)] == own
    assert admin.site._registry[Province].lookup_allowed("ended_on__isempty", "1", request)


def test_every_filter_that_a_list_offers_works(hidden: list[int]) -> None:
    client = client_of(make_user(is_superuser=True))
    for model in admin.site._registry:
        here = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        page = client.get(here)
        if page.status_code != 200:
            continue
        links = set(re.findall(r'href="(\?[^"]+)"', page.content.decode()))
        for link in links:
            answer = client.get(here + link.replace("&amp;", "&"))
            assert answer.status_code in {200, 302}, here + link
            assert "e=1" not in answer.get("Location", ""), here + link


# ── Who hides behind a pen name ───────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("role", ROLES)
def test_who_writes_under_a_name_is_known_to_those_who_link_them(roles, role: str) -> None:
    behind = make_user(role="reporter", name=BEHIND, username="kin-dao")
    author = make_author(name="Sơn Ca", user=behind)
    client = client_of(make_user(role=role))
    pages = [reverse("admin:articles_author_changelist"), reverse("admin:articles_author_add")]
    pages += [reverse(f"admin:articles_author_{act}", args=[author.pk]) for act in ("change", "history", "delete")]
    pages += [f"{pages[0]}?user={behind.pk}", f"{pages[0]}?user__id__exact={behind.pk}", f"{pages[0]}?q=kin-dao"]
    pages += [f"{pages[0]}?user__name={BEHIND}", f"{pages[1]}?user={behind.pk}"]
    texts = [client.get(page).content.decode() for page in pages]
    said = [
        text.replace("q=kin-dao", "").replace("q%3Dkin-dao", "").replace('"kin-dao"', "") for text in texts
    ]  # but for what was asked
    heard_on = [page for page, text in zip(pages, said, strict=True) if BEHIND in text or "kin-dao" in text]
    assert bool(heard_on) == (role in LINKERS), heard_on


def test_an_editor_who_changes_an_author_leaves_the_link_alone(editor: User, reporter: User) -> None:
    author = make_author(name="Sơn Ca", user=reporter)
    data = {"name": "Sơn Ca", "slug": author.slug, "standing": "staff", "title_lines": "", "bio": "Nhà báo."}
    data |= {"user": ""}
    client_of(editor).post(reverse("admin:articles_author_change", args=[author.pk]), data)
    author.refresh_from_db()
    assert (author.bio, author.user) == ("Nhà báo.", reporter)


# ── One form, one thing ───────────────────────────────────────────────────────────────────────────────
def test_no_form_makes_a_second_thing_of_the_one_it_was_opened_for(reporter: User, chief: User, now) -> None:
    story = make_story(by=reporter, now=now)
    client_of(reporter).post(change_url(story), story_data(story, title="Tít mới", _saveasnew="1"))
    assert Story.objects.count() == 1
    story.refresh_from_db()
    assert story.title == "Tít mới"
    section = make_section(name="Hữu nghị")
    data = {"name": "Hữu nghị hai", "position": "0", "colour": "0", "description": "", "_saveasnew": "1"}
    client_of(chief).post(reverse("admin:articles_section_change", args=[section.pk]), data)
    assert [row.name for row in type(section).objects.filter(path="huu-nghi")] == ["Hữu nghị hai"]
    assert type(section).objects.filter(name__startswith="Hữu nghị").count() == 1


def test_no_kind_of_the_desk_is_saved_as_another() -> None:
    assert [model for model, each in admin.site._registry.items() if each.save_as] == []


# ── Pictures ──────────────────────────────────────────────────────────────────────────────────────────
def test_the_history_of_a_thing_says_what_was_done_and_no_more(contributor: User, reporter: User) -> None:
    photo = make_photo(uploaded_by=reporter)
    LogEntry.objects.log_actions(reporter.pk, [photo], CHANGE, change_message="Đã sửa", single_object=True)
    page = client_of(contributor).get(reverse("admin:photos_photo_history", args=[photo.pk]))
    assert page.status_code == 200
    assert "Đã sửa" in page.content.decode()
