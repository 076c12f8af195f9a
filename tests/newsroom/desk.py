"""Sitting down at the desk: clients of colleagues, and the story's form as a browser posts it."""

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from newsroom.models import Story


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def change_url(story: Story) -> str:
    return reverse("admin:newsroom_story_change", args=[story.pk])


ADD_URL = "/quan-tri/newsroom/story/add/"


def story_data(story: Story | None = None, **changed: Any) -> dict[str, Any]:
    """What the browser posts when a colleague has changed these fields of the page."""
    data: dict[str, Any] = {
        "kind": "article",
        "kicker": "",
        "title": "Giao lưu nhân dân Việt Nam - Lào",
        "lead": "Sáng 22/11 tại Viêng Chăn.",
        "body": "<p>Hội trường chật kín người.</p>",
        "photo": "",
        "photo_caption": "",
        "photo_alt": "",
        "photo_credit": "",
        "video": "",
        "source_outlet": "",
        "source_agency": "",
        "source_url": "",
        "section": "",
        "slug": "",
        "card_title": "",
        "seo_title": "",
        "social_title": "",
        "lead_picks": "",
        "end_picks": "",
        "note": "",
    }
    for name in ("go_live_at", "embargo_until", "expires_at"):
        data |= {f"{name}_0": "", f"{name}_1": ""}
    lines: list[dict[str, Any]] = []
    if story is not None:
        for name in set(data) & {field.name for field in Story._meta.concrete_fields}:
            value = getattr(story, name)
            data[name] = "" if value is None else getattr(value, "pk", value)
        data["base_revision"] = story.revision
        data["base_filing"] = ""
        data["seen"] = story.change_number
        for name in ("topics", "organizations", "events", "tags"):
            data[name] = [str(each.pk) for each in getattr(story, name).all()]
        lines = [
            {"author": line.author_id, "role": line.role, "title_lines": line.title_lines}
            for line in story.contributions.all()
        ]
    lines = changed.pop("byline", lines)
    data |= {"byline-TOTAL_FORMS": len(lines), "byline-INITIAL_FORMS": 0}
    for place, line in enumerate(lines):
        data |= {f"byline-{place}-{name}": value for name, value in line.items()}
        data.setdefault(f"byline-{place}-position", place)
        data.setdefault(f"byline-{place}-role", "author")
    return data | {name: getattr(value, "pk", value) for name, value in changed.items()}


def messages_of(response: Any) -> str:
    """What the desk says on the page that a response leads to (follow=True)."""
    return " | ".join(str(message) for message in response.context["messages"])
