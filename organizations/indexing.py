"""What the site's search knows of bodies and events: only what readers may see."""

from collections.abc import Iterable

from organizations.models import Event, Organization
from search import index
from search.documents import Document


def index_bodies(bodies: Iterable[Organization]) -> None:
    """Put confirmed bodies into the index with all their names, and take the others out."""
    documents = []
    for body in bodies:
        if body.is_confirmed:
            documents.append(_of_body(body))
        else:
            index.remove("organization", body.pk)
    index.put_many(documents)


def index_events(events: Iterable[Event]) -> None:
    """Put confirmed events into the index, and take the others out."""
    documents = []
    for event in events:
        if event.is_confirmed:
            documents.append(_of_event(event))
        else:
            index.remove("event", event.pk)
    index.put_many(documents)


def index_everything() -> None:
    """All bodies and events anew."""
    index_bodies(Organization.objects.prefetch_related("aliases", "periods").iterator(chunk_size=500))
    index_events(Event.objects.with_place().with_organizers().iterator(chunk_size=500))


def _of_body(body: Organization) -> Document:
    names = [body.short_name, body.acronym, body.name_en]
    names += [alias.name for alias in body.aliases.all() if not alias.is_general]
    names += [period.name for period in body.periods.all() if period.is_confirmed and period.name != body.name]
    text = "\n".join(part for part in [*names, body.description] if part)
    return Document(kind="organization", number=body.pk, title=body.name, text=text, live_from=body.created_at)


def _of_event(event: Event) -> Document:
    parts = [event.location, *(organizer.shown_name for organizer in event.organizers.all()), event.description]
    text = "\n".join(part for part in parts if part)
    return Document(kind="event", number=event.pk, title=event.name, text=text, live_from=event.created_at)
