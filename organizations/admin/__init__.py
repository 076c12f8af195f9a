"""The directory at the desk: bodies, provinces, countries and events."""

from organizations.admin import bodies, events, facts, places, struck

__all__ = ["bodies", "events", "facts", "places", "struck"]
