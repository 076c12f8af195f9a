"""The real article page of a text that readers do not have: the working copy, or any version of it."""

from datetime import datetime

from django.http import HttpRequest
from django.template.response import TemplateResponse

from articles.models import RelatedStory
from newsroom import publishing, writing
from newsroom.models import Story, StoryVersion
from pages.article_page import article_context
from pages.manuscript import Manuscript


def preview_response(
    request: HttpRequest, story: Story, *, version: StoryVersion | None, now: datetime
) -> TemplateResponse:
    """The page as it would be at a moment, marked as a preview; the story's present filing."""
    filing = publishing.filing_of(story)
    manuscript = Manuscript.of_content(
        version.text if version else writing.content_of(story),
        number=story.pk,
        section=story.section,
        published_at=story.go_live_at or now,
        expires_at=story.expires_at,
        tags=filing.tags,
        topics=filing.topics,
        organizations=filing.organizations,
        events=filing.events,
        picks=filing.picks,
        computed=list(RelatedStory.objects.of_story(story.pk).values_list("related", flat=True)),
    )
    context = article_context(manuscript, at=now, preview=True)
    return TemplateResponse(request, "pages/article.html", context)
